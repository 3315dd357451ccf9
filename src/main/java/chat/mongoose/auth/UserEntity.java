package chat.mongoose.auth;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;

/** {@link Account} as a row. */
@Entity
@Table(name = "users")
@NamedQuery(
    name = UserEntity.FIND,
    query = "select u from UserEntity u left join fetch u.roles where u.username = :username")
@NamedQuery(
    name = UserEntity.PAGE,
    query = "select u from UserEntity u where u.username > :after order by u.username")
@NamedQuery(name = UserEntity.NAMES, query = "select u.username from UserEntity u")
@NamedQuery(
    name = UserEntity.NAMES_AFTER,
    query = "select u.username from UserEntity u where u.username > :after order by u.username")
@NamedQuery(
    name = UserEntity.ENABLED_WITH_ROLE,
    query =
        "select u.username from UserEntity u join u.roles r where r = :role and u.disabled = false")
@NamedQuery(
    name = UserEntity.ITERATIONS,
    query = "select distinct u.sha256.iterations from UserEntity u order by u.sha256.iterations")
class UserEntity {

  static final String FIND = "UserEntity.find";
  static final String PAGE = "UserEntity.page";
  static final String NAMES = "UserEntity.names";
  static final String NAMES_AFTER = "UserEntity.namesAfter";
  static final String ENABLED_WITH_ROLE = "UserEntity.enabledWithRole";
  static final String ITERATIONS = "UserEntity.iterations";

  @Id private String username;

  private boolean disabled;

  private long life;

  @Embedded
  @AttributeOverride(name = "salt", column = @Column(name = "sha1_salt"))
  @AttributeOverride(name = "iterations", column = @Column(name = "sha1_iterations"))
  @AttributeOverride(name = "storedKey", column = @Column(name = "sha1_stored_key"))
  @AttributeOverride(name = "serverKey", column = @Column(name = "sha1_server_key"))
  @AttributeOverride(
      name = "saslprepStoredKey",
      column = @Column(name = "sha1_saslprep_stored_key"))
  @AttributeOverride(
      name = "saslprepServerKey",
      column = @Column(name = "sha1_saslprep_server_key"))
  private ScramColumns sha1;

  @Embedded
  @AttributeOverride(name = "salt", column = @Column(name = "sha256_salt"))
  @AttributeOverride(name = "iterations", column = @Column(name = "sha256_iterations"))
  @AttributeOverride(name = "storedKey", column = @Column(name = "sha256_stored_key"))
  @AttributeOverride(name = "serverKey", column = @Column(name = "sha256_server_key"))
  @AttributeOverride(
      name = "saslprepStoredKey",
      column = @Column(name = "sha256_saslprep_stored_key"))
  @AttributeOverride(
      name = "saslprepServerKey",
      column = @Column(name = "sha256_saslprep_server_key"))
  private ScramColumns sha256;

  @ElementCollection(fetch = FetchType.LAZY)
  @CollectionTable(name = "user_roles", joinColumns = @JoinColumn(name = "username"))
  @Column(name = "role_name")
  private Set<String> roles = new HashSet<>();

  /** For JPA. */
  protected UserEntity() {}

  UserEntity(Account account, long life) {
    username = account.username();
    this.life = life;
    become(account);
  }

  void life(long another) {
    life = another;
  }

  /** Takes over everything but the name and the life. */
  final void become(Account account) {
    disabled = account.disabled();
    sha1 = new ScramColumns(account.sha1());
    sha256 = new ScramColumns(account.sha256());
    roles.retainAll(account.roles());
    roles.addAll(account.roles());
  }

  Account account() {
    return new Account(
        username,
        sha1.credentials(ScramHash.SHA_1),
        sha256.credentials(ScramHash.SHA_256),
        disabled,
        roles,
        life);
  }
}
