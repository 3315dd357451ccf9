package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an account may be allowed beyond chatting. */
public final class Roles {

  /** Administers accounts and, as a moderator, the persistent rooms; alone it reads no content. */
  public static final String ADMIN = Identity.ADMIN;

  /** Reads the archive; each look is recorded. */
  public static final String AUDITOR = "auditor";

  /** Moderates the persistent rooms. */
  public static final String MODERATOR = Identity.MODERATOR;

  /** All of them. */
  public static final SortedSet<String> ALL =
      Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(ADMIN, AUDITOR, MODERATOR)));

  private Roles() {}
}
