package chat.mongoose.bosh;

import static chat.mongoose.bosh.Bodies.body;
import static chat.mongoose.bosh.Bodies.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.xml.Element;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 §7: what client and server agree on. */
class SessionTermsTest {

  @Test
  void whoAsksForNothingGetsTheUsual() {
    assertThat(terms("").toElement("s", 100))
        .isEqualTo(
            Element.of("http://jabber.org/protocol/httpbind", "body")
                .with("sid", "s")
                .with("ver", "1.11")
                .with("wait", "60")
                .with("hold", "1")
                .with("requests", "2")
                .with("inactivity", "60")
                .with("polling", "5")
                .with("maxpause", "120")
                .with("charsets", "UTF-8"));
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "60, 60", "61, 60", "65535, 60", "1, 1"})
  void nobodyWaitsLongerThanHeWantsOrWeAllow(String asked, int granted) {
    assertThat(terms("wait='" + asked + "'").longestWait()).isEqualTo(Duration.ofSeconds(granted));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2", "2, 2, 3", "9, 2, 3", "0, 0, 1"})
  void oneRequestMoreMayComeThanIsHeld(String asked, int hold, int requests) {
    assertThat(terms("hold='" + asked + "'").hold()).isEqualTo(hold);
    assertThat(terms("hold='" + asked + "'").requests()).isEqualTo(requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait='0'", "hold='0'"})
  void whoPollsMayBeSilentForLonger(String attribute) {
    // §12: by more than the polling interval
    assertThat(terms(attribute).isPolling()).isTrue();
    assertThat(terms(attribute).inactivity()).isEqualTo(Duration.ofSeconds(70));
  }

  @ParameterizedTest
  @CsvSource({"1.6, 1.6", "1.10, 1.10", "1.11, 1.11", "1.12, 1.11", "2.0, 1.11", "1.9, 1.9"})
  void theLowerVersionIsSpoken(String asked, String spoken) {
    var terms = SessionTerms.settle(body("rid='1' ver='" + asked + "'"), new BoshSettings());

    assertThat(terms.toElement("s", 1).attribute("ver")).contains(spoken);
    assertThat(terms.isLegacy()).isFalse();
  }

  @Test
  void whoNamesNoVersionIsOld() {
    var terms = SessionTerms.settle(body("rid='1'"), new BoshSettings());

    assertThat(terms.isLegacy()).isTrue();
    assertThat(terms.toElement("s", 1).attribute("ver")).isEmpty();
  }

  @Test
  void whoAcknowledgesIsAcknowledged() {
    assertThat(terms("ack='1'").toElement("s", 100).attribute("ack")).contains("100");
  }

  @Test
  void noAnswerIsLate() {
    var second = Duration.ofSeconds(1);

    assertThat(terms("wait='60'").holding(second)).isEqualTo(Duration.ofSeconds(59));
    assertThat(terms("wait='2'").holding(second)).isEqualTo(second);
    assertThat(terms("wait='1'").holding(second)).isEqualTo(Duration.ofMillis(500));
    assertThat(terms("wait='0'").holding(second)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "text/xml, text/xml; charset=utf-8",
    "text/xml; charset=utf-8, text/xml; charset=utf-8",
    "TEXT/PLAIN;charset=\"UTF-8\", text/plain; charset=utf-8",
    "application/xml, application/xml; charset=utf-8"
  })
  void answersHaveTheTypeThatTheClientCanRead(String asked, String granted) {
    assertThat(terms("content='" + asked + "'").contentType()).isEqualTo(granted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content='text/html'",
        "content='text/xml; charset=iso-8859-1'",
        "content='text/xml&#13;&#10;Set-Cookie: a=b'",
        "wait='x'",
        "wait='65536'",
        "hold='-1'"
      })
  void whatCannotBeGrantedIsABadRequest(String attributes) {
    assertThatThrownBy(() -> terms(attributes))
        .isInstanceOfSatisfying(
            BoshException.class,
            refusal -> assertThat(refusal.condition()).isEqualTo(Condition.BAD_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "one", "1.", ".1", "-1.0", "1.0.0", "99999999999.1"})
  void whatIsNoVersionIsABadRequest(String version) {
    assertThatThrownBy(() -> BoshVersion.of(version)).isInstanceOf(BoshException.class);
  }
}
