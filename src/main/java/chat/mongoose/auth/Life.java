package chat.mongoose.auth;

/** Which life an account has that was read with it, see {@link Lives}. */
record Life(long number) {}
