package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.Evidence.Bearer;
import chat.mongoose.auth.Evidence.Cookies;
import chat.mongoose.auth.Evidence.Password;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import javax.security.auth.login.FailedLoginException;
import org.junit.jupiter.api.Test;

/** Whoever sets up the site's login finds in the log why it is refused. */
class RefusedSiteLoginsTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Exception WHY = new FailedLoginException("it is of another\nissuer");

  private final List<String> lines = new ArrayList<>();
  private final RefusedSiteLogins refused = new RefusedSiteLogins(new Lines());

  @Test
  void tokensAndCookiesOfTheSiteLeaveALine() {
    refused.tell(new Bearer("a token".toCharArray()), WHY, NOON);
    refused.tell(new Cookies(Map.of("wordpress_logged_in", "a cookie")), WHY, NOON);
    refused.tell(new Password("eyA.eyB.C".toCharArray()), WHY, NOON);

    assertThat(lines)
        .containsExactly(
            "A login of the site was refused (OAUTHBEARER): it is of another?issuer",
            "A login of the site was refused (EXTERNAL): it is of another?issuer",
            "A login of the site was refused (PLAIN): it is of another?issuer");
  }

  @Test
  void passwordsLeaveNone() {
    refused.tell(new Password("guess".toCharArray()), WHY, NOON);

    assertThat(lines).isEmpty();
  }

  @Test
  void noStrangerFillsTheLog() {
    for (int i = 0; i < 10_000; i++) {
      refused.tell(new Bearer("a token".toCharArray()), WHY, NOON.plusMillis(i));
    }
    assertThat(lines).hasSize(10);

    refused.tell(new Bearer("a token".toCharArray()), WHY, NOON.plus(Duration.ofHours(1)));
    assertThat(lines.get(10)).endsWith(" (9990 more before)");
  }

  private final class Lines implements System.Logger {

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      lines.add(text);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parts) {
      lines.add(MessageFormat.format(format, parts));
    }
  }
}
