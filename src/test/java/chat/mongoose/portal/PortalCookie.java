package chat.mongoose.portal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The cookie of who is logged in at the portal: his name, and a signature of it. */
final class PortalCookie {

  static final String NAME = "PORTAL_SESSION";

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] secret;

  PortalCookie(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  String write(String username) {
    var name = username.getBytes(StandardCharsets.UTF_8);
    return ENCODER.encodeToString(name) + "." + ENCODER.encodeToString(sign(name));
  }

  Optional<String> read(String value) {
    try {
      var parts = value.split("\\.", 2);
      var name = Base64.getUrlDecoder().decode(parts[0]);
      var signature = Base64.getUrlDecoder().decode(parts[1]);
      return MessageDigest.isEqual(signature, sign(name))
          ? Optional.of(new String(name, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private byte[] sign(byte[] name) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
