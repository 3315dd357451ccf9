package chat.mongoose.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong value names its key. */
class BoshSettingsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.001S", "PT65536S"})
  void timesAreWholeSecondsThatTheAttributesCanSay(String wrong) {
    var time = Duration.parse(wrong);

    assertThatThrownBy(() -> new BoshSettings(20_000, time, MINUTE, MINUTE, MINUTE, true))
        .hasMessageContaining("mongoose.bosh.max-wait");
    assertThatThrownBy(() -> new BoshSettings(20_000, MINUTE, time, MINUTE, MINUTE, true))
        .hasMessageContaining("mongoose.bosh.inactivity");
    assertThatThrownBy(() -> new BoshSettings(20_000, MINUTE, MINUTE, time, MINUTE, true))
        .hasMessageContaining("mongoose.bosh.max-pause");
    assertThatThrownBy(() -> new BoshSettings(20_000, MINUTE, MINUTE, MINUTE, time, true))
        .hasMessageContaining("mongoose.bosh.polling");
  }

  @Test
  void aBodyCanHoldTheSmallestStanzaThatNobodyMayRefuse() {
    assertThatThrownBy(() -> new BoshSettings(9_999, MINUTE, MINUTE, MINUTE, MINUTE, true))
        .hasMessageContaining("mongoose.bosh.max-body");
    assertThat(new BoshSettings(12_000, MINUTE, MINUTE, MINUTE, MINUTE, true).maxBody())
        .isEqualTo(12_000);
  }
}
