package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 6265 §5.4: what a browser sends. */
class RequestCookiesTest {

  @Test
  void readsNamesAndValuesAsTheyWereSent() {
    assertThat(RequestCookies.of(List.of("a=b; wordpress_logged_in_x=romeo%7C1%7Cabc=; q=\"1 2\"")))
        .isEqualTo(
            new RequestCookies(
                Map.of("a", "b", "wordpress_logged_in_x", "romeo%7C1%7Cabc=", "q", "1 2")));
  }

  /** HTTP/2 may send each pair in a line of its own (RFC 9113 §8.2.3). */
  @Test
  void readsSeveralLines() {
    assertThat(RequestCookies.of(List.of("a=1", "b=2")).values()).containsOnlyKeys("a", "b");
  }

  @Test
  void ofTwoThatHaveOneNameTheFirstCounts() {
    assertThat(RequestCookies.of(List.of("a=path; a=root")).values()).containsEntry("a", "path");
  }

  @Test
  void passesOverWhatIsNoCookie() {
    assertThat(RequestCookies.of(List.of("; =x; nothing;; a=")).values())
        .containsExactly(Map.entry("a", ""));
  }

  @Test
  void whoSendsTooMuchHasSentNone() {
    var longest = "a=" + "x".repeat(RequestCookies.MAX_LENGTH);
    var many =
        IntStream.rangeClosed(0, RequestCookies.MAX_COUNT)
            .mapToObj(i -> "c" + i + "=1")
            .collect(Collectors.joining("; "));

    assertThat(RequestCookies.of(List.of(longest)).isEmpty()).isTrue();
    assertThat(RequestCookies.of(List.of(many)).isEmpty()).isTrue();
  }

  @Test
  void tellsNoValue() {
    assertThat(RequestCookies.of(List.of("sid=secret"))).hasToString("1 cookies");
  }
}
