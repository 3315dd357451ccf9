package chat.mongoose.load;

/** Which share of all users is online at which time of a day, from midnight to midnight. */
final class DayCurve {

  /**
   * At every second hour: few at night, many at noon, most in the evening, and nobody at the end.
   */
  private static final double[] SHARES = {
    0.10, 0.06, 0.05, 0.10, 0.35, 0.55, 0.75, 0.55, 0.60, 0.80, 1.00, 0.45, 0.10
  };

  private DayCurve() {}

  /**
   * @param time 0 is the beginning of the day, 1 its end
   */
  static double share(double time) {
    double at = Math.min(1, Math.max(0, time)) * (SHARES.length - 1);
    int before = Math.min((int) at, SHARES.length - 2);
    return SHARES[before] + (SHARES[before + 1] - SHARES[before]) * (at - before);
  }

  /** The time as a clock shows it. */
  static String clock(double time) {
    int minutes = (int) Math.round(time * 24 * 60);
    return String.format("%02d:%02d", minutes / 60, minutes % 60);
  }
}
