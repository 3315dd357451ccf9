package chat.mongoose.muc;

/**
 * How many rooms that are not stored there may be. Of all but the first, 0 is for any number.
 *
 * @param total at once, on this node
 * @param byUser that one user has opened and somebody is in
 * @param byAddress the same of all users at one address
 * @param hourlyByUser that one user may open in an hour
 * @param hourlyByAddress the same for all users at one address
 */
record OpeningLimits(int total, int byUser, int byAddress, int hourlyByUser, int hourlyByAddress) {

  /** No bound but that of numbers, for tests. */
  static final OpeningLimits NONE = new OpeningLimits(Integer.MAX_VALUE, 0, 0, 0, 0);
}
