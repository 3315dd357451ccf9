package chat.mongoose.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys that JWTs may be signed by, each for the one algorithm that its kind has here: what the
 * header of a token says is compared with that and never chooses (RFC 8725 §3.1).
 */
final class JwtKeys {

  /** RFC 7518 §3.2: octets of a secret for HS256, at least. */
  static final int MIN_SECRET = 32;

  /** RFC 7518 §3.3: bits of an RSA key, at least. */
  static final int MIN_RSA = 2048;

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

  private static final Set<JWSAlgorithm> HS256 = Set.of(JWSAlgorithm.HS256);
  private static final Set<JWSAlgorithm> RS256 = Set.of(JWSAlgorithm.RS256);
  private static final Set<JWSAlgorithm> ES256 = Set.of(JWSAlgorithm.ES256);

  /** RFC 9864 gives EdDSA with this curve a name of its own. */
  private static final Set<JWSAlgorithm> ED25519 = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  private final List<JwtKey> keys;

  private JwtKeys(List<JwtKey> keys) {
    this.keys = keys;
  }

  /**
   * A secret that the signer has too.
   *
   * @throws IllegalArgumentException if it is too short
   */
  static JwtKeys ofSecret(String secret) {
    var octets = secret.getBytes(StandardCharsets.UTF_8);
    if (octets.length < MIN_SECRET) {
      throw new IllegalArgumentException(
          "a secret has at least " + MIN_SECRET + " bytes, this one has " + octets.length);
    }
    try {
      return new JwtKeys(List.of(new JwtKey(Optional.empty(), HS256, new MACVerifier(octets))));
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Public keys: one as PEM (X.509), one as JWK, or a set of JWKs (RFC 7517).
   *
   * @throws IllegalArgumentException if it is none of them, or one of the keys is private, too
   *     short, or of another kind than RSA, P-256 and Ed25519
   */
  static JwtKeys ofPublic(String text) {
    try {
      var pem = PEM.matcher(text);
      if (pem.matches()) {
        return new JwtKeys(List.of(key(Optional.empty(), publicKey(pem.group(1)))));
      }
      if (text.contains("\"keys\"")) {
        return new JwtKeys(distinct(JWKSet.parse(text).getKeys()));
      }
      return new JwtKeys(List.of(key(JWK.parse(text))));
    } catch (ParseException | GeneralSecurityException | JOSEException e) {
      throw new IllegalArgumentException(
          "neither a public key as PEM, nor a JWK, nor a set of JWKs", e);
    }
  }

  private static List<JwtKey> distinct(List<JWK> set)
      throws GeneralSecurityException, JOSEException {
    if (set.isEmpty()) {
      throw new IllegalArgumentException("the set has no key");
    }
    var ids = set.stream().map(JWK::getKeyID).distinct().count();
    if (set.size() > 1 && (ids < set.size() || set.stream().anyMatch(k -> k.getKeyID() == null))) {
      throw new IllegalArgumentException("each key of the set needs a kid of its own");
    }
    var keys = new ArrayList<JwtKey>(set.size());
    for (JWK jwk : set) {
      keys.add(key(jwk));
    }
    return List.copyOf(keys);
  }

  private static JwtKey key(JWK jwk) throws GeneralSecurityException, JOSEException {
    if (jwk.isPrivate()) {
      throw new IllegalArgumentException(
          "a private or shared key; this server needs the public one and nobody else's");
    }
    if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
      throw new IllegalArgumentException("a key that is not for signatures");
    }
    var id = Optional.ofNullable(jwk.getKeyID());
    if (jwk instanceof RSAKey rsa) {
      return key(id, rsa.toPublicKey());
    }
    if (jwk instanceof ECKey ec && ec.getCurve().equals(Curve.P_256)) {
      return key(id, ec.toPublicKey());
    }
    if (jwk instanceof OctetKeyPair okp && okp.getCurve().equals(Curve.Ed25519)) {
      return key(id, Ed25519Verifier.publicKey(okp.getDecodedX()));
    }
    throw new IllegalArgumentException("a key of a kind that is not taken here");
  }

  private static JwtKey key(Optional<String> id, PublicKey key) throws JOSEException {
    if (key instanceof RSAPublicKey rsa) {
      if (rsa.getModulus().bitLength() < MIN_RSA) {
        throw new IllegalArgumentException("an RSA key has at least " + MIN_RSA + " bits");
      }
      return new JwtKey(id, RS256, new RSASSAVerifier(rsa));
    }
    if (key instanceof ECPublicKey ec && Curve.forECParameterSpec(ec.getParams()) == Curve.P_256) {
      return new JwtKey(id, ES256, new ECDSAVerifier(ec));
    }
    if (key instanceof EdECPublicKey ed
        && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
      return new JwtKey(id, ED25519, new Ed25519Verifier(ed));
    }
    throw new IllegalArgumentException("a key of a kind that is not taken here");
  }

  private static PublicKey publicKey(String base64) throws GeneralSecurityException {
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
    for (String kind : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // of another kind
        continue;
      }
    }
    throw new GeneralSecurityException("a key of a kind that is not taken here");
  }

  /**
   * The key for a token with this header. One that names a key gets that one or none; one that
   * names none gets the only key, if there is but one.
   */
  Optional<JwtKey> find(JWSHeader header) {
    var id = header.getKeyID();
    return keys.stream()
        .filter(key -> id == null ? keys.size() == 1 : key.id().map(id::equals).orElse(isAlone()))
        .filter(key -> key.algorithms().contains(header.getAlgorithm()))
        .findFirst();
  }

  /** A single key without a name is the one that any token means. */
  private boolean isAlone() {
    return keys.size() == 1;
  }
}
