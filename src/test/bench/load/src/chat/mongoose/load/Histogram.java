package chat.mongoose.load;

/** Counts of non-negative values in buckets that are at most 1.6% wide. */
final class Histogram {

  private static final int SUB_BITS = 6;
  private static final int SUB_COUNT = 1 << SUB_BITS;

  private final long[] counts = new long[(64 - SUB_BITS) * SUB_COUNT];
  private long total;
  private long max;

  void record(long value) {
    long v = Math.max(0, value);
    counts[bucket(v)]++;
    total++;
    max = Math.max(max, v);
  }

  void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  long total() {
    return total;
  }

  long max() {
    return max;
  }

  /** Smallest bucket bound below which at least {@code share} of the values lie. */
  long percentile(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(upperBound(i), max);
      }
    }
    return 0;
  }

  private static int bucket(long value) {
    if (value < SUB_COUNT) {
      return (int) value;
    }
    int shift = 63 - SUB_BITS - Long.numberOfLeadingZeros(value) + 1;
    return shift * SUB_COUNT + (int) ((value >>> (shift - 1)) & (SUB_COUNT - 1));
  }

  private static long upperBound(int bucket) {
    int shift = bucket / SUB_COUNT;
    int sub = bucket % SUB_COUNT;
    return shift == 0 ? sub : ((long) (SUB_COUNT + sub + 1) << (shift - 1)) - 1;
  }
}
