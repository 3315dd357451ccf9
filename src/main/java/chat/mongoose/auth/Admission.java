package chat.mongoose.auth;

import chat.mongoose.session.Identity;
import java.util.Optional;

/**
 * A login that succeeded.
 *
 * @param signature for a SCRAM client only
 * @param site what it hangs on, if a site's login module has said so
 */
record Admission(
    Identity identity, Optional<ServerSignature> signature, Optional<SiteEvidence> site) {}
