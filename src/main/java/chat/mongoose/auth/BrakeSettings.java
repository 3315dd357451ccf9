package chat.mongoose.auth;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How failed logins are slowed.
 *
 * @param freeTries failures of an address, or for an account, that cost nothing
 * @param firstDelay what the next try waits at least since the one before; each further failure
 *     doubles it
 * @param addressDelay what a try waits at most because of its address
 * @param accountDelay what a try waits at most because others fail for the same account
 * @param recovery the time after which one failure is forgotten
 */
@Dependent
record BrakeSettings(
    @ConfigProperty(name = BrakeSettings.PREFIX + "free-tries", defaultValue = "5") int freeTries,
    @ConfigProperty(name = BrakeSettings.PREFIX + "first-delay", defaultValue = "PT1S")
        Duration firstDelay,
    @ConfigProperty(name = BrakeSettings.PREFIX + "address-delay", defaultValue = "PT15S")
        Duration addressDelay,
    @ConfigProperty(name = BrakeSettings.PREFIX + "account-delay", defaultValue = "PT4S")
        Duration accountDelay,
    @ConfigProperty(name = BrakeSettings.PREFIX + "recovery", defaultValue = "PT1M")
        Duration recovery) {

  static final String PREFIX = "mongoose.auth.brake.";
  private static final Duration MAX = Duration.ofDays(1);

  /** A day has fewer milliseconds than two to this power. */
  private static final int MAX_DOUBLINGS = 27;

  @Inject
  BrakeSettings {
    require("free-tries", freeTries > 0, "at least 1");
    require("first-delay", firstDelay);
    require("address-delay", addressDelay);
    require("account-delay", accountDelay);
    require("recovery", recovery);
  }

  private static void require(String key, Duration value) {
    require(key, value.toMillis() > 0 && value.compareTo(MAX) <= 0, "such as PT15S, at most PT24H");
  }

  private static void require(String key, boolean kept, String what) {
    if (!kept) {
      throw new IllegalStateException(PREFIX + key + " must be " + what);
    }
  }

  /** What a try has to keep from the one before, after so many failures. */
  Duration spacing(int failures, Duration longest) {
    if (failures < freeTries) {
      return Duration.ZERO;
    }
    var doubled = firstDelay.toMillis() << Math.min(failures - freeTries, MAX_DOUBLINGS);
    return doubled > longest.toMillis() ? longest : Duration.ofMillis(doubled);
  }

  /** More failures than this make no difference, so that they need not be recovered from. */
  int mostFailures() {
    var first = firstDelay.toMillis();
    var longest = Math.max(addressDelay.toMillis(), accountDelay.toMillis());
    // the least power of two by which the first delay becomes the longest one
    var doublings = Long.SIZE - Long.numberOfLeadingZeros((longest + first - 1) / first - 1);
    return freeTries + doublings;
  }
}
