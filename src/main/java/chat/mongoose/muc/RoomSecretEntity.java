package chat.mongoose.muc;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Base64;

/** The one secret of the deployment from which occupants' identifiers are made. */
@Entity
@Table(name = "muc_secret")
class RoomSecretEntity {

  /** There is one row. */
  static final int ID = 1;

  @Id private int id;

  /** In base64. */
  private String secret;

  protected RoomSecretEntity() {}

  RoomSecretEntity(byte[] secret) {
    this.id = ID;
    this.secret = Base64.getEncoder().encodeToString(secret);
  }

  byte[] secret() {
    return Base64.getDecoder().decode(secret);
  }
}
