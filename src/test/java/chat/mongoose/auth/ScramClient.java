package chat.mongoose.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The client's side of SCRAM (RFC 5802 §3), as a client computes it. */
record ScramClient(ScramHash hash, String password, String gs2Header, String bare) {

  static ScramClient of(ScramHash hash, String username, String password) {
    return new ScramClient(hash, password, "n,,", "n=" + username + ",r=rOprNGfwEbeRWgbNEkqO");
  }

  byte[] first() {
    return bytes(gs2Header + bare);
  }

  byte[] last(String serverFirst) {
    return last(serverFirst, part(serverFirst, 'r'), gs2Header);
  }

  byte[] last(String serverFirst, String nonce, String binding) {
    var without = "c=" + base64(bytes(binding)) + ",r=" + nonce;
    var clientKey = hash.hmac(salted(serverFirst), bytes("Client Key"));
    var storedKey = hash.digest(clientKey);
    var signature = hash.hmac(storedKey, bytes(bare + "," + serverFirst + "," + without));
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= signature[i];
    }
    return bytes(without + ",p=" + base64(clientKey));
  }

  /** What the server signs by the same password, in base64. */
  String serverSignature(String serverFirst) {
    var without = "c=" + base64(bytes(gs2Header)) + ",r=" + part(serverFirst, 'r');
    var serverKey = hash.hmac(salted(serverFirst), bytes("Server Key"));
    return base64(hash.hmac(serverKey, bytes(bare + "," + serverFirst + "," + without)));
  }

  private byte[] salted(String serverFirst) {
    return new KeyDerivation()
        .saltedPassword(
            hash,
            password,
            Base64.getDecoder().decode(part(serverFirst, 's')),
            Integer.parseInt(part(serverFirst, 'i')));
  }

  static String part(String message, char name) {
    for (String part : message.split(",")) {
      if (part.charAt(0) == name) {
        return part.substring(2);
      }
    }
    throw new IllegalArgumentException("No " + name + " in " + message);
  }

  static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
