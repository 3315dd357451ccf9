package chat.mongoose.auth;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an account may be allowed beyond chatting. */
public final class Roles {

  /** Administers accounts and rooms; reads no content. */
  public static final String ADMIN = "admin";

  /** Reads the archive; each look is recorded. */
  public static final String AUDITOR = "auditor";

  /** All of them. */
  public static final SortedSet<String> ALL =
      Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(ADMIN, AUDITOR)));

  private Roles() {}
}
