package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.stanza.StanzaError.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths are counted as people count them, whichever plane of Unicode a character is from. */
class CharactersTest {

  private static final String FORM =
      "<iq type='set' id='1' to='ROOM'><query xmlns='http://jabber.org/protocol/muc#owner'>"
          + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
          + "<value>http://jabber.org/protocol/muc#roomconfig</value></field>"
          + "<field var='muc#roomconfig_passwordprotectedroom'><value>1</value></field>"
          + "<field var='muc#roomconfig_roomsecret'><value>secret</value></field>"
          + "%s</x></query></iq>";
  private static final String ADMIN =
      "<iq type='set' id='1' to='ROOM'><query xmlns='http://jabber.org/protocol/muc#admin'>"
          + "%s</query></iq>";

  private final Stage stage = new Stage();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64 | <presence to='ROOM/TEXT'/>",
        "200 | <field var='muc#roomconfig_roomname'><value>TEXT</value></field>",
        "1000 | <field var='muc#roomconfig_roomdesc'><value>TEXT</value></field>",
        "1000 | <item nick='hag' role='none'><reason>TEXT</reason></item>",
        "1000 | <item jid='a@b.lit' affiliation='outcast'><reason>TEXT</reason></item>",
      })
  void soManyOfThemAreAllowed(int most, String xml) {
    stage.enters(CRONE, "crone");
    stage.enters(HAG, "hag");
    var whole =
        (xml.startsWith("<field")
                ? FORM.formatted(xml)
                : xml.startsWith("<item") ? ADMIN.formatted(xml) : xml)
            .replace("ROOM", ROOM.toString());
    for (String character : new String[] {"x", "€", "😀"}) {
      assertThat(
              stage.isRefused(CRONE, whole.replace("TEXT", character.repeat(most + 1))).condition())
          .as(character)
          .isEqualTo(Condition.NOT_ACCEPTABLE);
    }
    stage.forget();

    stage.sends(CRONE, whole.replace("TEXT", "😀".repeat(most)));

    assertThat(stage.last(CRONE).attribute("type").orElse("")).isNotEqualTo("error");
  }
}
