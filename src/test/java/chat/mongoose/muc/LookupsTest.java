package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often somebody may look for rooms in which nobody is. */
class LookupsTest {

  @Test
  void aUserLooksForSomeAtOnceUnderWhateverResource() {
    var lookups = new Lookups(user -> Optional.empty());
    var taken = 0;
    while (taken < 1_000 && mayTake(lookups, "macbeth@shakespeare.lit/" + taken)) {
      taken++;
    }

    assertThat(taken).isBetween(Lookups.BY_USER, Lookups.BY_USER + 50);
    assertThat(mayTake(lookups, "banquo@shakespeare.lit/1")).isTrue();
  }

  @Test
  void soDoAllAtOneAddress() {
    var lookups =
        new Lookups(user -> Optional.of(user.resource().orElseThrow()).filter(r -> !r.equals("?")));
    var taken = 0;
    while (taken < 1_000 && mayTake(lookups, "guest" + taken + "@shakespeare.lit/here")) {
      taken++;
    }

    assertThat(taken).isBetween(Lookups.BY_ADDRESS, Lookups.BY_ADDRESS + 50);
    assertThat(mayTake(lookups, "banquo@shakespeare.lit/there")).isTrue();
    assertThat(mayTake(lookups, "hecate@shakespeare.lit/?")).as("who is not told apart").isTrue();
  }

  private static boolean mayTake(Lookups lookups, String user) {
    var error = catchThrowableOfType(StanzaError.class, () -> lookups.take(Jid.of(user)));
    if (error != null) {
      assertThat(error.condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
      assertThat(error.type()).isEqualTo(StanzaError.Type.WAIT);
    }
    return error == null;
  }
}
