package chat.mongoose.db;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Random bytes that all nodes share and nobody else knows. */
@Entity
@Table(name = "secrets")
class SecretEntity {

  @Id private String name;
  private byte[] secret;

  /** For JPA. */
  protected SecretEntity() {}

  SecretEntity(String name, byte[] secret) {
    this.name = name;
    this.secret = secret;
  }

  byte[] secret() {
    return secret;
  }
}
