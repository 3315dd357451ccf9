package chat.mongoose.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import org.junit.jupiter.api.Test;

/** RFC 6121 §4.6: to whom a session has shown itself, within bounds. */
class DirectedPresenceTest {

  private static final String LONG = "x".repeat(1000);

  private final DirectedPresence presence = new DirectedPresence();
  private int octets;
  private int places;

  @Test
  void aHundredRoomsAreFewOctets() {
    for (int i = 0; i < 100; i++) {
      show("room" + i + "@conference.localhost/nick", "away");
    }

    assertThat(presence.shown()).hasSize(100);
    assertThat(octets).isLessThan(100 * 1024);
  }

  @Test
  void longAddressesAreFewerThanShortOnes() {
    assertThatThrownBy(
            () -> {
              for (places = 0; places < DirectedPresence.CAPACITY; places++) {
                show(LONG + "@" + places + "." + "a.".repeat(400) + "a/" + LONG, "");
              }
            })
        .isInstanceOf(StanzaError.class)
        .hasMessageContaining("too long");

    assertThat(places).isBetween(50, 200);
    assertThat(octets).isBetween(1_000_000, DirectedPresence.MOST_OCTETS);
  }

  /** A room keeps the presence of each occupant as long as he is there. */
  @Test
  void whatIsSaidToEachIsCounted() {
    assertThatThrownBy(
            () -> {
              for (places = 0; places < DirectedPresence.CAPACITY; places++) {
                show("room" + places + "@conference.localhost/nick", LONG.repeat(30));
              }
            })
        .isInstanceOf(StanzaError.class);

    assertThat(places).isBetween(10, 20);
  }

  @Test
  void aPresenceTakesThePlaceOfTheOneBefore() {
    for (int i = 0; i < 1000; i++) {
      show("room@conference.localhost/nick", LONG.repeat(i % 2 * 30));
    }

    assertThat(presence.shown()).hasSize(1);
    assertThat(octets).isBetween(60_000, 62_000);
  }

  @Test
  void whoLeavesGetsAllBack() {
    show("a@conference.localhost/nick", LONG);
    show("b@conference.localhost/nick", LONG);
    leave("a@conference.localhost/nick");
    leave("b@conference.localhost/nick");
    leave("c@conference.localhost/nick");

    assertThat(octets).isZero();
    assertThat(presence.shown()).isEmpty();
  }

  private void show(String to, String status) {
    var available = Presence.of(Presence.Type.AVAILABLE).withTo(Jid.of(to));
    var said = Element.of("jabber:client", "status").plus(status);
    octets += presence.record(available.with(available.element().plus(said)));
  }

  private void leave(String to) {
    octets += presence.record(Presence.of(Presence.Type.UNAVAILABLE).withTo(Jid.of(to)));
  }
}
