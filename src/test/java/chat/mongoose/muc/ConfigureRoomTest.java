package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.WICCA;
import static chat.mongoose.muc.Stage.codes;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.form.DataForm;
import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0045 §10.2. */
class ConfigureRoomTest {

  private static final String ASK =
      "<iq type='get' id='config1' to='" + ROOM + "'><query xmlns='" + Ownership.NS + "'/></iq>";

  private final Stage stage =
      new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.MEMBER));

  @Test
  void anOwnerGetsTheFormFilledIn() {
    stage.sends(CRONE, ASK);

    var form =
        DataForm.of(
            stage
                .last(CRONE)
                .child(Ownership.NS, "query")
                .flatMap(query -> query.child(DataForm.NS, "x"))
                .orElseThrow());
    assertThat(form.type()).isEqualTo("form");
    assertThat(form.formType()).contains(ConfigurationForm.TYPE);
    assertThat(form.flag("muc#roomconfig_persistentroom")).contains(true);
    assertThat(form.flag("muc#roomconfig_membersonly")).contains(false);
    assertThat(form.value("muc#roomconfig_whois")).contains("moderators");
    assertThat(form.value("muc#roomconfig_allowpm")).contains("anyone");
    assertThat(form.value("muc#maxhistoryfetch")).contains("50");
  }

  @Test
  void whatTheFormSaysIsWhatIsReadFromIt() {
    var form = new ConfigurationForm(Stage.SETTINGS);
    var strange =
        new RoomConfiguration(
            "A Dark Cave",
            "The place for all good witches!",
            false,
            false,
            true,
            true,
            "cauldronburn",
            true,
            true,
            Privilege.PARTICIPANTS,
            20,
            7,
            true);

    assertThat(form.read(form.of(strange, "coven"), Stage.DEFAULTS)).isEqualTo(strange);
  }

  @Test
  void nobodyElseMayAskOrChange() {
    for (var stranger : List.of(WICCA, HAG)) {
      assertThat(stage.isRefused(stranger, ASK).condition()).isEqualTo(Condition.FORBIDDEN);
      assertThat(stage.isRefused(stranger, set("muc#roomconfig_roomname", "x")).condition())
          .isEqualTo(Condition.FORBIDDEN);
    }
  }

  @Test
  void whatIsSubmittedHoldsAndIsStoredAndTheRestStays() {
    stage.sends(CRONE, set("muc#roomconfig_roomname", "A Dark Cave"));

    assertThat(stage.last(CRONE).attribute("type")).contains("result");
    var configuration = stage.stored.orElseThrow().configuration();
    assertThat(configuration.title()).isEqualTo("A Dark Cave");
    assertThat(configuration.persistent()).isTrue();
    assertThat(configuration.history()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "muc#roomconfig_passwordprotectedroom, 1",
    "muc#roomconfig_maxusers, 0",
    "muc#roomconfig_maxusers, 101",
    "muc#roomconfig_maxusers, many",
    "muc#maxhistoryfetch, 51",
    "muc#maxhistoryfetch, -1",
    "muc#roomconfig_whois, nobody",
    "muc#roomconfig_allowpm, friends",
    "muc#roomconfig_enablelogging, 0",
    "muc#roomconfig_membersonly, yes",
    "muc#roomconfig_membersonly, on",
    "muc#roomconfig_membersonly, TRUE",
    "muc#roomconfig_membersonly, 2",
    "muc#roomconfig_membersonly, ''"
  })
  void whatIsNotAllowedIsRefusedAsAWhole(String field, String value) {
    assertThat(stage.isRefused(CRONE, set(field, value)).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  /** XEP-0004 §3.3: what XML Schema takes for true and false, which does not mind blanks. */
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"1,true", "true,true", " 1 ,true", "\ttrue\t,true", "0,false", " false,false"})
  void aSwitchIsOnOrOff(String value, boolean on) {
    stage.sends(CRONE, set("muc#roomconfig_membersonly", on ? "0" : "1"));

    stage.sends(CRONE, set("muc#roomconfig_membersonly", value));

    assertThat(stage.stored.orElseThrow().configuration().membersOnly()).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<field var='muc#roomconfig_membersonly'><value>1</value></field>"
            + "<field var='muc#roomconfig_membersonly'><value>0</value></field>",
        "<field var='muc#roomconfig_membersonly'><value>1</value><value>0</value></field>",
        "<field var='muc#roomconfig_roomname'><value>A</value><value>B</value></field>",
      })
  void whatIsSaidTwiceIsNotGuessed(String fields) {
    assertThat(stage.isRefused(CRONE, submit(fields)).condition())
        .isEqualTo(Condition.NOT_ACCEPTABLE);
  }

  /** §10.1.3, §10.5: unlike in muc#admin, these are the full lists and not what has changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "wiccarocks@shakespeare.lit hag66@shakespeare.lit/pda | - |"
            + " crone1:OWNER hag66:ADMIN wiccarocks:ADMIN",
        "'' | - | crone1:OWNER",
        "- | crone1@shakespeare.lit hag66@shakespeare.lit |"
            + " crone1:OWNER hag66:OWNER wiccarocks:ADMIN",
        "- | hag66@shakespeare.lit | hag66:OWNER wiccarocks:ADMIN",
        "crone1@shakespeare.lit | wiccarocks@shakespeare.lit | crone1:ADMIN wiccarocks:OWNER",
        "- | crone1@shakespeare.lit wiccarocks@shakespeare.lit | crone1:OWNER wiccarocks:OWNER",
        "crone1@shakespeare.lit wiccarocks@shakespeare.lit | crone1@shakespeare.lit |"
            + " crone1:OWNER wiccarocks:ADMIN",
      })
  void whoIsAdminAndOwnerMayStandInTheForm(String admins, String owners, String become) {
    var coven =
        new Stage(Stage.DEFAULTS, Map.of(CRONE, Affiliation.OWNER, WICCA, Affiliation.ADMIN));
    coven.sends(
        CRONE,
        submit(
            list("muc#roomconfig_roomadmins", admins) + list("muc#roomconfig_roomowners", owners)));

    assertThat(coven.last(CRONE).attribute("type")).contains("result");
    assertThat(affiliations(coven)).isEqualTo(become);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a@", "@a", "shakespeare.lit"})
  void listsThatCannotBeAreRefusedWithTheRestOfTheForm(String owners) {
    stage.sends(CRONE, set("muc#roomconfig_roomname", "coven"));

    stage.isRefused(
        CRONE,
        submit(
            field("muc#roomconfig_roomname", "A Dark Cave")
                + list("muc#roomconfig_roomowners", owners)));

    assertThat(affiliations(stage)).isEqualTo("crone1:OWNER wiccarocks:MEMBER");
    assertThat(stage.stored.orElseThrow().configuration().title()).isEqualTo("coven");
  }

  @Test
  void whomTheListsMakeSomethingElseIsToldToTheSecurityLog() {
    var form = submit(list("muc#roomconfig_roomowners", CRONE.bare() + " " + HAG.bare()));

    var traces =
        stage.room().take(Stage.stanza(CRONE, form), stage.now()).stream()
            .filter(Effect.Trace.class::isInstance)
            .map(Effect.Trace.class::cast);

    assertThat(traces.map(Effect.Trace::name)).containsExactly(HAG.bare().toString());
  }

  private static String affiliations(Stage coven) {
    return coven.stored.orElseThrow().affiliations().entrySet().stream()
        .map(each -> each.getKey().local().orElseThrow() + ":" + each.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** A field of several values, or nothing. */
  private static String list(String name, String values) {
    return values == null
        ? ""
        : "<field var='"
            + name
            + "'>"
            + Arrays.stream(values.split(" "))
                .map(value -> "<value>" + value + "</value>")
                .collect(Collectors.joining())
            + "</field>";
  }

  @Test
  void whatStandsInListsIsOneLineThatNobodyTurnsRound() {
    for (String field : List.of("muc#roomconfig_roomname", "muc#roomconfig_roomdesc")) {
      for (String text :
          List.of("a\u202eb", "a\u2066b", "a\nb", "a\u2028b", "a\u200bb", "a\u2800b")) {
        assertThat(stage.isRefused(CRONE, set(field, text)).condition())
            .isEqualTo(Condition.NOT_ACCEPTABLE);
      }
      for (String text : List.of("\u200fשלום", "👩\u200d👩\u200d👧", "می\u200cخواهم", "a\ufe0f")) {
        stage.sends(CRONE, set(field, text));
        assertThat(stage.last(CRONE).attribute("type")).contains("result");
      }
    }
  }

  @Test
  void aFormAboutSomethingElseIsRefused() {
    assertThat(
            stage
                .isRefused(
                    CRONE, set("x", "y").replace(ConfigurationForm.TYPE, "urn:something:else"))
                .condition())
        .isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void aPasswordHoldsFromNowOn() {
    stage.sends(
        CRONE,
        submit(
            field("muc#roomconfig_passwordprotectedroom", "1")
                + field("muc#roomconfig_roomsecret", "cauldronburn")));

    assertThat(stage.isRefused(HAG, Stage.join("thirdwitch", "")).condition())
        .isEqualTo(Condition.NOT_AUTHORIZED);

    stage.sends(CRONE, set("muc#roomconfig_passwordprotectedroom", "0"));
    stage.enters(HAG, "thirdwitch");

    assertThat(stage.received(HAG)).isNotEmpty();
  }

  @Test
  void strangersMustGoWhenTheRoomIsForMembersOnly() {
    stage.enters(CRONE, "firstwitch");
    stage.enters(WICCA, "secondwitch");
    stage.enters(HAG, "thirdwitch");
    stage.forget();

    stage.sends(CRONE, set("muc#roomconfig_membersonly", "1"));

    assertThat(codes(stage.received(HAG).get(0))).containsExactly(110, 322);
    assertThat(from(stage.received(WICCA).get(0))).isEqualTo(ROOM + "/thirdwitch");
    assertThat(codes(stage.received(WICCA).get(0))).containsExactly(322);
    assertThat(stage.received(HAG)).hasSize(1);
  }

  @Test
  void visitorsGetTheirVoiceWhenTheRoomIsNoLongerModerated() {
    var moderated = new Stage(Configurations.moderated(), Map.of(CRONE, Affiliation.OWNER));
    moderated.enters(CRONE, "firstwitch");
    moderated.enters(HAG, "thirdwitch");
    moderated.forget();

    moderated.sends(CRONE, set("muc#roomconfig_moderatedroom", "0"));

    assertThat(role(moderated.received(HAG).get(0))).isEqualTo("participant");
    moderated.says(HAG, "Hail!");
    assertThat(moderated.heard(CRONE)).containsExactly("Hail!");
  }

  @ParameterizedTest
  @CsvSource({
    "muc#roomconfig_whois, anyone, 172",
    "muc#roomconfig_roomname, A Dark Cave, 104",
    "muc#roomconfig_publicroom, 0, 104"
  })
  void everybodyIsToldThatSomethingHasChanged(String field, String value, int code) {
    // §10.2.1
    stage.enters(HAG, "thirdwitch");
    stage.forget();

    stage.sends(CRONE, set(field, value));

    assertThat(stage.last(HAG).name()).isEqualTo("message");
    assertThat(from(stage.last(HAG))).isEqualTo(ROOM.toString());
    assertThat(codes(stage.last(HAG))).containsExactly(code);
  }

  @Test
  void nobodyIsToldThatNothingHasChanged() {
    stage.enters(HAG, "thirdwitch");
    stage.forget();

    stage.sends(CRONE, set("muc#roomconfig_membersonly", "0"));

    assertThat(stage.received(HAG)).isEmpty();
  }

  @Test
  void theArchiveIsTheOwnersBusinessOnlyWhereTheOperatorSaysSo() {
    var free =
        new Stage(
            new RoomSettings(Stage.DEFAULTS, 100, 1000, 64, false, true, true, SiteRooms.NONE));
    free.enters(CRONE, "firstwitch");
    free.enters(HAG, "thirdwitch");
    free.forget();

    free.sends(CRONE, set("muc#roomconfig_enablelogging", "0"));

    assertThat(codes(free.last(HAG))).containsExactly(171);
    free.says(HAG, "off the record");
    assertThat(free.archived).isEmpty();

    free.forget();
    free.sends(CRONE, set("muc#roomconfig_enablelogging", "1"));

    assertThat(codes(free.last(HAG))).containsExactly(170);
  }

  @Test
  void aRoomThatIsNoLongerPersistentIsNoLongerStored() {
    stage.sends(CRONE, set("muc#roomconfig_persistentroom", "0"));
    assertThat(stage.stored).isEmpty();

    stage.sends(CRONE, set("muc#roomconfig_roomname", "A Dark Cave"));
    assertThat(stage.stored).isEmpty();

    stage.sends(CRONE, set("muc#roomconfig_persistentroom", "1"));
    assertThat(stage.stored.orElseThrow().configuration().title()).isEqualTo("A Dark Cave");
  }

  private static String set(String field, String value) {
    return submit(field(field, value));
  }

  private static String field(String name, String value) {
    return "<field var='" + name + "'><value>" + value + "</value></field>";
  }

  private static String submit(String fields) {
    return "<iq type='set' id='config2' to='"
        + ROOM
        + "'><query xmlns='"
        + Ownership.NS
        + "'><x xmlns='jabber:x:data' type='submit'>"
        + field("FORM_TYPE", ConfigurationForm.TYPE)
        + fields
        + "</x></query></iq>";
  }
}
