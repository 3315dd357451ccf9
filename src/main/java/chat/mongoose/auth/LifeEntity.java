package chat.mongoose.auth;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** Which of those who have had a name, one after the other, has it now. */
@Entity
@Table(name = "user_life")
class LifeEntity {

  @Id private String username;

  private long life;

  @Column(name = "site_owner")
  private String owner;

  /** For JPA. */
  protected LifeEntity() {}

  /** The first. */
  LifeEntity(String username) {
    this.username = username;
  }

  long life() {
    return life;
  }

  void life(long another) {
    life = another;
  }

  /** Who has the name at the site, in the site's own terms, if it has said so. */
  Optional<String> owner() {
    return Optional.ofNullable(owner);
  }

  void owner(String said) {
    owner = said;
  }
}
