package chat.mongoose.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * A key for JWTs.
 *
 * @param id its {@code kid}, if it has one
 * @param algorithms the names of the one algorithm that it is for
 */
record JwtKey(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {}
