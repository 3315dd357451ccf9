package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.conversation.Match.Differs;
import chat.mongoose.conversation.Match.Fits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StanzaPatternTest {

  private static Match match(String expected, String actual) {
    return new StanzaPattern(Tree.fragment(expected).get(0))
        .match(Tree.fragment(actual).get(0), new Captures(Map.of()));
  }

  private static void fits(String expected, String actual) {
    assertThat(match(expected, actual)).isInstanceOf(Fits.class);
  }

  private static void differs(String expected, String actual, String why) {
    assertThat(match(expected, actual))
        .isInstanceOfSatisfying(Differs.class, it -> assertThat(it.why()).contains(why));
  }

  @Test
  void theSameElementFits() {
    fits(
        "<message to='a'>\n  <body>Ay me!</body>\n</message>",
        "<message to='a'><body>Ay me!</body></message>");
  }

  @Test
  void anotherNameOrNamespaceDiffers() {
    differs("<message/>", "<presence/>", "<message/> was expected, <presence/> came");
    differs("<iq><ping xmlns='urn:xmpp:ping'/></iq>", "<iq><ping xmlns='urn:x'/></iq>", "ping");
  }

  @Test
  void anAttributeThatIsMissingWrongOrTooMuchDiffers() {
    differs("<iq id='1'/>", "<iq/>", "no attribute 'id'");
    differs("<iq id='1'/>", "<iq id='2'/>", "'id' of <iq/> should be '1' and is '2'");
    differs("<iq/>", "<iq id='2'/>", "id='2' that was not expected");
  }

  @Test
  void anOptionalAttributeMayBeMissingAndALanguageMayBeThere() {
    fits("<iq from='{?}'/>", "<iq/>");
    fits("<iq from='{?}'/>", "<iq from='x'/>");
    fits("<iq/>", "<iq xml:lang='en'/>");
    differs("<iq from='{*}'/>", "<iq/>", "no attribute 'from'");
  }

  @Test
  void aChildThatIsMissingOrTooMuchDiffers() {
    differs("<message><body>a</body></message>", "<message/>", "does not contain <body");
    differs("<message/>", "<message><body>a</body></message>", "contains <body");
    differs(
        "<message><body>a</body></message>",
        "<message><body>a</body><body>a</body></message>",
        "contains <body");
  }

  @Test
  void threeDotsAllowMoreChildrenButNoMoreAttributes() {
    fits("<message>...</message>", "<message><body>a</body><thread>b</thread></message>");
    fits(
        "<message><body>a</body>...</message>",
        "<message><thread>b</thread><body>a</body></message>");
    differs("<message>...</message>", "<message id='1'/>", "not expected");
    differs(
        "<message><body>a</body>...</message>", "<message><thread>b</thread></message>", "body");
  }

  @Test
  void theOrderOfChildrenDoesNotMatterTheirNumberDoes() {
    fits("<x><a n='1'/><a n='2'/></x>", "<x><a n='2'/><a n='1'/></x>");
    differs("<x><a n='1'/><a n='1'/></x>", "<x><a n='1'/><a n='2'/></x>", "'n'");
  }

  @Test
  void aChildThatFitsTooMuchLeavesTheRightOneToTheNext() {
    fits("<x><a n='{any}'/><a n='1'/></x>", "<x><a n='1'/><a n='2'/></x>");
  }

  @Test
  void textIsComparedAndCaptured() {
    differs("<body>a</body>", "<body>b</body>", "should be \"a\" and is \"b\"");
    differs("<body/>", "<body>b</body>", "should be \"\"");
    assertThat(match("<jid>romeo@{domain}</jid>", "<jid>romeo@example</jid>"))
        .isInstanceOfSatisfying(
            Fits.class,
            it -> assertThat(it.captures().values()).containsEntry("domain", "example"));
  }

  @Test
  void whatOneAttributeCapturesAnotherMustHave() {
    fits("<x><a n='{n}'/><b n='{n}'/></x>", "<x><a n='1'/><b n='1'/></x>");
    differs("<x><a n='{n}'/><b n='{n}'/></x>", "<x><a n='1'/><b n='2'/></x>", "'n'");
  }
}
