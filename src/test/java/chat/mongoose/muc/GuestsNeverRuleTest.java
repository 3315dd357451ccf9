package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever two guests send to a room, in whatever order: none of them is ever in charge of one that
 * lasts, and none takes anything from somebody with an account. The seed is in the test's name.
 */
class GuestsNeverRuleTest {

  private static final int STEPS = 400;
  private static final Jid OTHER = Jid.of("guest-bcdefghijklmnopqrstuvwxyza@shakespeare.lit/web");
  private static final List<Jid> GUESTS = List.of(GUEST, OTHER);
  private static final SiteRooms SITE = SiteRooms.of("coven");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void overARoomOfAnAccount(long seed) {
    var stage = new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER));
    stage.enters(CRONE, "owner");
    stage.enters(HAG, "witch");
    play(stage, seed);
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(CRONE.bare(), Affiliation.OWNER);
    assertThat(stage.stored.orElseThrow().configuration()).isEqualTo(Stage.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void overARoomOfTheSite(long seed) {
    var stage = new Stage(settings(SITE));
    stage.enters(GUEST, "first");
    stage.enters(HAG, "witch");
    play(stage, seed);
    stage.stored.ifPresent(
        room -> assertThat(room.configuration()).as("configuration").isEqualTo(Stage.DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void overAnAccountInARoomOfTheirOwn(long seed) {
    var stage = new Stage(settings(SiteRooms.NONE));
    stage.enters(GUEST, "first");
    stage.enters(HAG, "witch");
    play(stage, seed);
    assertThat(stage.writes).as("writes to the store").isZero();
  }

  private static RoomSettings settings(SiteRooms site) {
    return new RoomSettings(Stage.DEFAULTS, 100, 1000, 64, false, true, false, site);
  }

  private static void play(Stage stage, long seed) {
    var random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      var guest = pick(random, GUESTS);
      var xml = anything(random);
      stage.forget();
      try {
        stage.sends(guest, xml);
      } catch (StanzaError e) {
        // what is refused has no consequence
        continue;
      }
      check(stage, guest + " sends " + xml);
    }
  }

  private static void check(Stage stage, String after) {
    stage.stored.ifPresent(
        room ->
            assertThat(room.affiliations().keySet())
                .as("stored after " + after)
                .noneMatch(Guest::names));
    for (Jid account : List.of(CRONE, HAG)) {
      for (Element presence : stage.received(account)) {
        var self = presence.name().equals("presence") && Stage.codes(presence).contains(110);
        if (self) {
          assertThat(presence.attribute("type")).as(account + " after " + after).isEmpty();
          assertThat(Stage.role(presence)).as(after).isNotIn("none", "visitor");
          assertThat(Stage.affiliation(presence)).as(after).isNotEqualTo("outcast");
        }
      }
    }
    if (stage.stored.isPresent()) {
      for (Jid guest : GUESTS) {
        for (Element presence : stage.received(guest)) {
          if (presence.name().equals("presence") && Stage.codes(presence).contains(110)) {
            assertThat(Stage.affiliation(presence)).as(after).isNotIn("owner", "admin");
          }
        }
      }
    }
  }

  private static String anything(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> Stage.join(pick(random, List.of("first", "second", "owner", "witch")), "");
      case 2 -> "<presence type='unavailable' to='" + ROOM + "/any'/>";
      case 3 -> "<message type='groupchat' to='" + ROOM + "'><subject>Ours</subject></message>";
      case 4 -> "<message type='groupchat' to='" + ROOM + "'><body>Ours</body></message>";
      case 5, 6 -> owners(random);
      default -> admins(random);
    };
  }

  private static String owners(Random random) {
    var children =
        switch (random.nextInt(6)) {
          case 0 -> "<destroy/>";
          case 1 -> "<x xmlns='jabber:x:data' type='cancel'/>";
          case 2 -> "<x xmlns='jabber:x:data' type='submit'/>";
          default ->
              "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
                  + ConfigurationForm.TYPE
                  + "</value></field>"
                  + field(random)
                  + field(random)
                  + "</x>";
        };
    return iq(Ownership.NS, children);
  }

  private static String field(Random random) {
    var name =
        pick(
            random,
            List.of(
                "persistentroom", "membersonly", "moderatedroom", "publicroom", "changesubject"));
    return "<field var='muc#roomconfig_"
        + name
        + "'><value>"
        + random.nextInt(2)
        + "</value></field>";
  }

  private static String admins(Random random) {
    var items = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      items.append(random.nextBoolean() ? role(random) : affiliation(random));
    }
    return iq(RoomAdministration.NS, items.toString());
  }

  private static String role(Random random) {
    return "<item nick='"
        + pick(random, List.of("owner", "witch", "first", "second"))
        + "' role='"
        + pick(random, List.of("none", "visitor", "participant", "moderator"))
        + "'/>";
  }

  private static String affiliation(Random random) {
    return "<item jid='"
        + pick(random, List.of(CRONE, HAG, GUEST, OTHER)).bare()
        + "' affiliation='"
        + pick(random, List.of("outcast", "none", "member", "admin", "owner"))
        + "'/>";
  }

  private static String iq(String namespace, String children) {
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + namespace
        + "'>"
        + children
        + "</query></iq>";
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
