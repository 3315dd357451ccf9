package chat.mongoose.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;

/**
 * EdDSA with Ed25519 (RFC 8037) by the JDK, which has had it since 15; the library's own needs
 * another library.
 */
final class Ed25519Verifier extends EdDSAProvider implements JWSVerifier {

  private static final String ALGORITHM = "Ed25519";

  /** RFC 8410 §4: what stands before the 32 octets of a key in X.509. */
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private static final int LENGTH = 32;

  private final EdECPublicKey key;

  Ed25519Verifier(EdECPublicKey key) {
    this.key = key;
  }

  /** The key with this public value (RFC 8037 §2, {@code x}). */
  static PublicKey publicKey(byte[] x) throws GeneralSecurityException {
    if (x.length != LENGTH) {
      throw new GeneralSecurityException("An Ed25519 key has " + LENGTH + " bytes.");
    }
    var encoded = new byte[PREFIX.length + LENGTH];
    System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
    System.arraycopy(x, 0, encoded, PREFIX.length, LENGTH);
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Override
  public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature)
      throws JOSEException {
    try {
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signingInput);
      return verifier.verify(signature.decode());
    } catch (SignatureException e) {
      // not even of the form of one
      return false;
    } catch (GeneralSecurityException e) {
      throw new JOSEException(e.getMessage(), e);
    }
  }
}
