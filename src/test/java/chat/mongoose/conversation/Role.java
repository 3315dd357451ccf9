package chat.mongoose.conversation;

import java.util.Optional;

/**
 * A member of the cast.
 *
 * @param name as the script calls him
 * @param account the user name of his account; without one he is a guest
 * @param token as a guest: the 43 characters by which the server knows him again
 * @param resource what he asks for at binding
 * @param password what he takes for the password of his account; if the script does not say, it is
 *     the right one, and the account is made before
 * @param mechanism the SASL mechanism he insists on; without one he takes the best that is offered
 */
record Role(
    String name,
    Optional<String> account,
    Optional<String> token,
    Optional<String> resource,
    Optional<String> password,
    Optional<String> mechanism) {}
