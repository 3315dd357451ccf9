package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import java.util.Optional;

/**
 * A login that succeeded.
 *
 * @param signature for a SCRAM client only
 */
record Admission(Identity identity, Optional<ServerSignature> signature) {}
