package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.StreamError;
import org.junit.jupiter.api.Test;

/** Who logs out of the site is out of the chat. */
class SiteSessionsTest {

  private record Visit(int number) implements SiteEvidence {}

  private record OtherEvidence() implements SiteEvidence {}

  private final Visits visits = new Visits();
  private final SiteSessions site = visits.site();

  @Test
  void aModuleFindsWhatHangsOnItsEvidence() {
    visits.visit("romeo", new Visit(1));
    visits.visit("juliet", new Visit(2));
    visits.visit("nurse", new OtherEvidence());
    visits.stranger();

    assertThat(site.of(Visit.class))
        .extracting(session -> session.username() + " " + session.evidence().number())
        .containsExactlyInAnyOrder("romeo 1", "juliet 2");
  }

  @Test
  void andEndsItWithAReason() {
    visits.visit("romeo", new Visit(1));
    visits.visit("juliet", new Visit(2));

    site.of(Visit.class).stream()
        .filter(session -> session.evidence().number() == 1)
        .forEach(session -> session.end("You have logged out."));

    assertThat(visits.farewells())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.condition()).isEqualTo(StreamError.Condition.NOT_AUTHORIZED);
              assertThat(error).hasMessage("You have logged out.");
            });
    assertThat(site.of(Visit.class)).extracting(left -> left.username()).containsExactly("juliet");
  }
}
