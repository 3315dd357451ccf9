package chat.mongoose.conversation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM (RFC 5802 §3), without channel binding. */
final class ScramClient {

  private static final String NO_CHANNEL_BINDING = "n,,";
  private static final int NONCE_OCTETS = 18;

  private final String hash;
  private final Account account;
  private final String nonce;
  private byte[] expectedSignature = {};

  /**
   * @param mechanism {@code SCRAM-SHA-1} or {@code SCRAM-SHA-256}
   */
  ScramClient(String mechanism, Account account) {
    this(mechanism, account, randomNonce());
  }

  ScramClient(String mechanism, Account account, String nonce) {
    // the JDK writes SHA1 and SHA256
    this.hash = mechanism.replace("SCRAM-SHA-", "SHA");
    this.account = account;
    this.nonce = nonce;
  }

  /** The first message. */
  String first() {
    return NO_CHANNEL_BINDING + firstBare();
  }

  /** The final message, with the proof. */
  String proof(String challenge) {
    var fields = fields(challenge);
    if (!fields.getOrDefault("r", "").startsWith(nonce) || fields.get("r").equals(nonce)) {
      throw new Departure(
          "RFC 5802 §5.1: the server's nonce must continue the client's: " + challenge);
    }
    var withoutProof =
        "c="
            + base64(NO_CHANNEL_BINDING.getBytes(StandardCharsets.UTF_8))
            + ",r="
            + fields.get("r");
    var signed = firstBare() + "," + challenge + "," + withoutProof;
    var salted =
        salted(Base64.getDecoder().decode(fields.get("s")), Integer.parseInt(fields.get("i")));
    var clientKey = mac(salted, "Client Key");
    expectedSignature = mac(mac(salted, "Server Key"), signed);
    var proof = mac(digest(clientKey), signed);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    return withoutProof + ",p=" + base64(proof);
  }

  /** Whether the server has shown that it knows the password, too. */
  boolean accepts(String serverFinal) {
    return fields(serverFinal).getOrDefault("v", "").equals(base64(expectedSignature));
  }

  private String firstBare() {
    return "n=" + account.username() + ",r=" + nonce;
  }

  private static Map<String, String> fields(String message) {
    var fields = new TreeMap<String, String>();
    for (String field : message.split(",")) {
      if (field.indexOf('=') == 1) {
        fields.put(field.substring(0, 1), field.substring(2));
      }
    }
    return fields;
  }

  private byte[] salted(byte[] salt, int iterations) {
    try {
      var bits = MessageDigest.getInstance(digestName()).getDigestLength() * Byte.SIZE;
      var spec = new PBEKeySpec(account.password().toCharArray(), salt, iterations, bits);
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
          .generateSecret(spec)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("Hmac" + hash);
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] digest(byte[] octets) {
    try {
      return MessageDigest.getInstance(digestName()).digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String digestName() {
    return hash.replace("SHA", "SHA-");
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static String randomNonce() {
    var octets = new byte[NONCE_OCTETS];
    new SecureRandom().nextBytes(octets);
    return base64(octets);
  }
}
