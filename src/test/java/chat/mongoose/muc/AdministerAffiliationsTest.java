package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.affiliation;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.join;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0045 §5.2, §9.1 to §9.5, §10.3 to §10.8: bans, members, admins and owners. */
class AdministerAffiliationsTest {

  private static final Jid ADMIN = Jid.of("hecate@shakespeare.lit/broom");
  private static final Jid OTHER_ADMIN = Jid.of("graymalkin@shakespeare.lit/cat");
  private static final Map<Jid, Affiliation> USERS =
      Map.of(
          CRONE, Affiliation.OWNER,
          ADMIN, Affiliation.ADMIN,
          OTHER_ADMIN, Affiliation.ADMIN,
          WICCA, Affiliation.MEMBER);

  private final Stage stage = new Stage(Stage.DEFAULTS, USERS);

  @Test
  void whoIsBannedGoesAndStaysAway() {
    stage.enters(WICCA, "member");
    stage.enters(HAG, "stranger");
    stage.enters(HAG.withResource("phone"), "stranger");
    stage.forget();

    stage.sends(ADMIN, set(HAG.bare(), "outcast"));

    for (var place : List.of(HAG, HAG.withResource("phone"))) {
      assertThat(codes(stage.last(place))).containsExactly(110, 301);
      assertThat(affiliation(stage.last(place))).isEqualTo("outcast");
      assertThat(role(stage.last(place))).isEqualTo("none");
    }
    assertThat(stage.received(WICCA)).hasSize(1);
    assertThat(codes(stage.last(WICCA))).containsExactly(301);
    assertThat(stage.isRefused(HAG, join("stranger", "")).condition())
        .isEqualTo(Condition.FORBIDDEN);
    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(HAG.bare(), Affiliation.OUTCAST);
  }

  @Test
  void aBanIsLifted() {
    stage.sends(ADMIN, set(HAG.bare(), "outcast"));
    stage.sends(ADMIN, set(HAG.bare(), "none"));
    stage.enters(HAG, "stranger");

    assertThat(stage.received(HAG)).isNotEmpty();
    assertThat(stage.stored.orElseThrow().affiliations()).doesNotContainKey(HAG.bare());
  }

  @Test
  void nobodyBansHimself() {
    assertThat(stage.isRefused(ADMIN, set(ADMIN.bare(), "outcast")).condition())
        .isEqualTo(Condition.CONFLICT);
  }

  @Test
  void whoIsMadeSomethingIsItAtOnceAndForAll() {
    stage.enters(WICCA, "member");
    stage.enters(HAG, "stranger");
    stage.forget();

    stage.sends(CRONE, set(HAG.bare(), "admin"));

    assertThat(affiliation(stage.last(WICCA))).isEqualTo("admin");
    assertThat(role(stage.last(WICCA))).isEqualTo("moderator");
    assertThat(codes(stage.last(HAG))).containsExactly(110);

    stage.sends(CRONE, set(HAG.bare(), "none"));

    assertThat(affiliation(stage.last(WICCA))).isEqualTo("none");
    assertThat(role(stage.last(WICCA))).isEqualTo("participant");
  }

  @Test
  void aMemberOfAModeratedRoomHasAVoice() {
    var moderated = new Stage(Configurations.moderated(), USERS);
    moderated.enters(HAG, "stranger");

    moderated.sends(ADMIN, set(HAG.bare(), "member"));

    assertThat(role(moderated.last(HAG))).isEqualTo("participant");
  }

  @Test
  void whoIsNoLongerAMemberLeavesARoomForMembers() {
    // §9.4
    var members = new Stage(Configurations.membersOnly(), USERS);
    members.enters(ADMIN, "admin");
    members.enters(WICCA, "member");
    members.forget();

    members.sends(ADMIN, set(WICCA.bare(), "none"));

    assertThat(members.received(WICCA)).hasSize(1);
    assertThat(codes(members.last(WICCA))).containsExactly(110, 321);
    assertThat(members.isRefused(WICCA, join("member", "")).condition())
        .isEqualTo(Condition.REGISTRATION_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "hecate, hag66, admin, FORBIDDEN",
    "hecate, hag66, owner, FORBIDDEN",
    "hecate, crone1, outcast, NOT_ALLOWED",
    "hecate, crone1, none, NOT_ALLOWED",
    "hecate, graymalkin, member, NOT_ALLOWED",
    "wiccarocks, hag66, member, FORBIDDEN",
    "hag66, hag66, member, FORBIDDEN",
    "crone1, crone1, admin, CONFLICT",
    "crone1, crone1, none, CONFLICT"
  })
  void nobodyDoesWhatIsAboveHim(String actor, String user, String wanted, Condition condition) {
    // §5.2.1
    var error =
        stage.isRefused(
            Jid.of(actor + "@shakespeare.lit/x"), set(Jid.of(user, "shakespeare.lit"), wanted));

    assertThat(error.condition()).isEqualTo(condition);
  }

  @Test
  void anOwnerMayGoWhenThereIsAnother() {
    stage.sends(CRONE, set(ADMIN.bare(), "owner"));
    stage.sends(CRONE, set(CRONE.bare(), "none"));

    assertThat(stage.stored.orElseThrow().affiliations())
        .containsEntry(ADMIN.bare(), Affiliation.OWNER)
        .doesNotContainKey(CRONE.bare());
  }

  @Test
  void ownersDoNotAllGoAtOnce() {
    stage.sends(CRONE, set(ADMIN.bare(), "owner"));
    var both =
        "<iq type='set' id='1' to='"
            + ROOM
            + "'><query xmlns='"
            + RoomAdministration.NS
            + "'><item jid='"
            + ADMIN.bare()
            + "' affiliation='none'/><item jid='"
            + CRONE.bare()
            + "' affiliation='none'/></query></iq>";

    assertThat(stage.isRefused(CRONE, both).condition()).isEqualTo(Condition.CONFLICT);
  }

  @Test
  void aFullAddressMeansTheUser() {
    // §10.3
    stage.sends(CRONE, set(HAG, "member"));

    assertThat(stage.stored.orElseThrow().affiliations()).containsKey(HAG.bare());
  }

  @Test
  void whatGuestsAreIsNotStored() {
    stage.sends(CRONE, set(GUEST.bare(), "outcast"));

    assertThat(stage.isRefused(GUEST, join("guest", "")).condition())
        .isEqualTo(Condition.FORBIDDEN);
    assertThat(stage.stored.orElseThrow().affiliations()).doesNotContainKey(GUEST.bare());
  }

  @Test
  void theirNumberIsBoundedAndCanShrinkAgain() {
    var many = new HashMap<>(USERS);
    for (int i = many.size(); i < Affiliations.CAPACITY; i++) {
      many.put(Jid.of("user" + i + "@shakespeare.lit"), Affiliation.OUTCAST);
    }
    var full = new Stage(Stage.DEFAULTS, many);

    assertThat(full.isRefused(CRONE, set(HAG.bare(), "member")).condition())
        .isEqualTo(Condition.RESOURCE_CONSTRAINT);

    full.sends(CRONE, set(Jid.of("user100@shakespeare.lit"), "none"));
    full.sends(CRONE, set(HAG.bare(), "member"));

    assertThat(full.stored.orElseThrow().affiliations()).hasSize(Affiliations.CAPACITY);
  }

  @Test
  void adminsSeeWhoIsBannedAndOwnersSeeAll() {
    stage.sends(ADMIN, set(HAG.bare(), "outcast"));
    assertThat(list(ADMIN, "outcast")).contains(List.of(HAG.bare().toString()));
    assertThat(list(ADMIN, "member")).contains(List.of(WICCA.bare().toString()));
    assertThat(list(CRONE, "owner")).contains(List.of(CRONE.bare().toString()));
    assertThat(list(CRONE, "admin").orElseThrow()).hasSize(2);

    assertThat(list(ADMIN, "owner")).isEmpty();
    assertThat(list(WICCA, "member")).isEmpty();
    assertThat(list(WICCA, "outcast")).isEmpty();
  }

  @Test
  void whereAddressesAreNoSecretMembersSeeWhoElseIsOne() {
    // §9.5
    var open = new Stage(Configurations.nonAnonymous(), new HashMap<>(USERS));
    open.sends(WICCA, ask("member"));
    assertThat(open.last(WICCA).attribute("type")).contains("result");

    assertThat(open.isRefused(HAG, ask("member")).condition()).isEqualTo(Condition.FORBIDDEN);
    open.enters(HAG, "stranger");
    open.sends(HAG, ask("member"));
    assertThat(open.last(HAG).attribute("type")).contains("result");
    assertThat(open.isRefused(WICCA, ask("outcast")).condition()).isEqualTo(Condition.FORBIDDEN);
  }

  private Optional<List<String>> list(Jid who, String affiliation) {
    try {
      stage.sends(who, ask(affiliation));
    } catch (chat.mongoose.stanza.StanzaError e) {
      assertThat(e.condition()).isEqualTo(Condition.FORBIDDEN);
      return Optional.empty();
    }
    return Optional.of(
        stage.last(who).child(RoomAdministration.NS, "query").orElseThrow().children().stream()
            .map(item -> item.attribute("jid").orElseThrow())
            .toList());
  }

  /** §8.5, §9.5: a request has items, and each asks for a list. */
  @Test
  void severalListsAreAskedForAtOnce() {
    stage.enters(WICCA, "member");

    stage.sends(
        CRONE,
        askItems(
            "<item affiliation='owner'/><item affiliation='admin'/><item affiliation='member'/>"
                + "<item affiliation='owner'/><item role='participant'/>"));

    assertThat(
            stage
                .last(CRONE)
                .child(RoomAdministration.NS, "query")
                .orElseThrow()
                .children()
                .stream()
                .map(item -> item.attribute("jid").orElseThrow()))
        .hasSize(5)
        .startsWith(CRONE.bare().toString())
        .contains(ADMIN.bare().toString(), OTHER_ADMIN.bare().toString(), WICCA.bare().toString())
        .endsWith(WICCA.toString());
  }

  @Test
  void oneListThatIsNotForTheAskerOrNoneIsWhyNoneIsAnswered() {
    assertThat(
            stage
                .isRefused(
                    ADMIN, askItems("<item affiliation='member'/><item affiliation='owner'/>"))
                .condition())
        .isEqualTo(Condition.FORBIDDEN);
    for (var unclear :
        List.of(
            "<item/>", "<item affiliation='none'/>", "<item role='none' affiliation='owner'/>")) {
      assertThat(
              stage.isRefused(CRONE, askItems("<item affiliation='owner'/>" + unclear)).condition())
          .isEqualTo(Condition.BAD_REQUEST);
    }
  }

  private static String ask(String affiliation) {
    return askItems("<item affiliation='" + affiliation + "'/>");
  }

  private static String askItems(String items) {
    return "<iq type='get' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'>"
        + items
        + "</query></iq>";
  }

  private static String set(Jid user, String affiliation) {
    return "<iq type='set' id='1' to='"
        + ROOM
        + "'><query xmlns='"
        + RoomAdministration.NS
        + "'><item jid='"
        + user
        + "' affiliation='"
        + affiliation
        + "'/></query></iq>";
  }
}
