package chat.mongoose.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.Visits;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has logged out of the site leaves, whatever goes wrong with the login of another. */
class SiteWatchTest {

  private final Visits visits = new Visits();
  private final Users users = new Users();
  private final SiteWatch watch = new SiteWatch(visits.site(), users, new Nobodys());

  /** So many of the next things go wrong. */
  private int faults;

  private void mayFail() {
    if (faults-- > 0) {
      throw new NoClassDefFoundError("as this test wants it");
    }
  }

  /** Everybody is a user still. */
  private final class Users extends WordPressUsers {

    private boolean broken;

    @Override
    List<WordPressUser> numbered(Collection<Long> ids) {
      if (broken) {
        mayFail();
      }
      return ids.stream()
          .map(
              id ->
                  new WordPressUser(
                      id,
                      "user" + id,
                      "",
                      false,
                      SessionTokens.stored(PhpArray.stored(null)),
                      List.of(),
                      null))
          .toList();
    }
  }

  /** No login holds any more. */
  private final class Nobodys extends Doorkeeper {

    @Override
    boolean holds(Visitor visitor, WordPressUser user) {
      mayFail();
      return false;
    }
  }

  @BeforeEach
  void visit() {
    for (int i = 0; i < 3; i++) {
      var name = "user" + i;
      visits.visit(
          name, new Visitor(i, name, name, Set.of(), new Proof.ByApplicationPassword(null)));
    }
  }

  @Test
  void oneWhoseLoginCannotBeToldKeepsNoOtherHere() {
    faults = 1;

    watch.look();

    assertThat(visits.farewells()).hasSize(2);
    watch.look();
    assertThat(visits.farewells()).hasSize(3);
  }

  /** A container cancels a timer whose method has thrown twice. */
  @Test
  void nothingReachesTheContainer() {
    users.broken = true;
    faults = 2;

    watch.look();
    watch.look();
    assertThat(visits.farewells()).isEmpty();

    watch.look();
    assertThat(visits.farewells()).hasSize(3);
  }
}
