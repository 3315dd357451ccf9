package chat.mongoose.muc;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** That a user with an account has gone by a name. */
@Entity
@Table(name = "muc_name")
@IdClass(NameEntity.Key.class)
@NamedQuery(
    name = NameEntity.AFTER,
    query =
        "SELECT n FROM NameEntity n WHERE n.username > :username"
            + " OR n.username = :username AND n.name > :name ORDER BY n.username, n.name")
@NamedQuery(
    name = NameEntity.OF_USER,
    query = "SELECT n FROM NameEntity n WHERE n.username = :username ORDER BY n.taken DESC, n.name")
class NameEntity {

  /** All behind {@code :username} and {@code :name}. */
  static final String AFTER = "NameEntity.after";

  /** All of {@code :username}, the newest first. */
  static final String OF_USER = "NameEntity.ofUser";

  /** Who, and which name; public as JPA wants it. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1L;

    private String username;
    private String name;

    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && username.equals(that.username) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return Objects.hash(username, name);
    }
  }

  @Id private String username;
  @Id private String name;

  @Column(name = "taken_at")
  private long taken;

  protected NameEntity() {}

  NameEntity(NameStore.Name name, long taken) {
    this.username = name.username();
    this.name = name.name();
    this.taken = taken;
  }

  NameStore.Name read() {
    return new NameStore.Name(username, name);
  }
}
