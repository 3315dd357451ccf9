package chat.mongoose.conversation;

/** Whether what was received is what the script expects. */
sealed interface Match {

  /** It is; the captures are those from before and those it added. */
  record Fits(Captures captures) implements Match {}

  /** It is not, and this sentence says where. */
  record Differs(String why) implements Match {}
}
