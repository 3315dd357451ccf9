package chat.mongoose.wordpress;

import java.time.Instant;
import java.util.Optional;

/** By what a user has logged in; it can lose its force at the site. It tells no secret. */
sealed interface Proof {

  boolean holds(WordPressUser user, Instant now);

  /**
   * @param mark of the password hash
   */
  record ByPassword(String mark) implements Proof {

    @Override
    public boolean holds(WordPressUser user, Instant now) {
      return user.mark().equals(mark);
    }
  }

  /**
   * @param session the site's, if it is to be looked at
   * @param expires when the cookie ends, whatever happens
   */
  record ByCookie(String mark, Optional<String> session, Instant expires) implements Proof {

    @Override
    public boolean holds(WordPressUser user, Instant now) {
      return user.mark().equals(mark)
          && expires.getEpochSecond() >= now.getEpochSecond()
          && session.map(name -> user.sessions().isAlive(name, now)).orElse(true);
    }
  }

  /** Another password does not end it: it has to be revoked. */
  record ByApplicationPassword(ApplicationPassword password) implements Proof {

    @Override
    public boolean holds(WordPressUser user, Instant now) {
      return user.applicationPasswords().contains(password);
    }
  }
}
