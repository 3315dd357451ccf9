package chat.mongoose.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which environment variable has which setting, on a machine that speaks Turkish. */
class EnvironmentTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void theLanguageOfTheMachineMakesNoDifference() {
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    var environment =
        new Environment(Map.of("MONGOOSE_ADMIN_PASSWORD", "x", "MONGOOSE_MUC_SITE_ROOMS", "a,b"));

    assertThat(environment.getValue("mongoose.admin.password")).isEqualTo("x");
    assertThat(environment.getValue("mongoose.muc.site-rooms")).isEqualTo("a,b");
    assertThat(environment.getValue("mongoose.domain")).isNull();
  }

  @Test
  void whatIsNotOursIsNoneOfItsBusiness() {
    assertThat(new Environment(Map.of("PATH", "/bin")).getValue("path")).isNull();
  }
}
