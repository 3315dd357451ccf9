package chat.mongoose.session;

/**
 * The event that a user has got a name since the sources of names were read.
 *
 * @param username the local part of the address
 */
public record NameTaken(String username, String name) {}
