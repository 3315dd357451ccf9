package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may say when it opens a stream (RFC 6120 §4.7). */
class StreamHeaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"en", "en-GB", "zh-Hant", "de-DE-1996", "x-whatever"})
  void aLanguageIsATagOfBcp47(String lang) {
    assertThat(StreamHeader.isLanguage(lang)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "en_GB",
        "en-",
        "-en",
        "a--b",
        "deutschland",
        "en'",
        "é",
        "en ",
        "en\n",
        "aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa-a"
      })
  void whatIsNoneAndWhatIsTooLongIsNotPassedOn(String lang) {
    assertThat(StreamHeader.isLanguage(lang)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "01.0", "1.1", "2.0", "0000000001.000"})
  void aLaterVersionIsAnsweredByOurs(String version) {
    assertThat(StreamHeader.isSinceOne(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.9", "1", "1.", ".1", "-1.0", "1.0.0", "x", "99999999999.0"})
  void whatIsOlderOrNoneIsNot(String version) {
    assertThat(StreamHeader.isSinceOne(version)).isFalse();
  }
}
