package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.ToLongFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells users of a room apart without telling who they are (XEP-0421 §4.1): a keyed hash over the
 * room and the user, the same for ever, another one in each room. The secret belongs to the
 * deployment, so that a room that comes again has its old identifiers. Whoever has a name that was
 * somebody else's has an identifier of his own.
 */
final class OccupantIds {

  static final String NS = "urn:xmpp:occupant-id:0";

  /** Octets of a secret. */
  static final int SECRET_LENGTH = 32;

  /** Octets of the hash that are used: 160 bits. */
  private static final int LENGTH = 20;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  private final ToLongFunction<Jid> lives;

  /** Where nobody's name ever passes on. */
  OccupantIds(byte[] secret) {
    this(secret, user -> 0);
  }

  /**
   * @param lives which life somebody has who is here, see {@link
   *     chat.mongoose.session.Identity#life}; any thread may ask
   */
  OccupantIds(byte[] secret, ToLongFunction<Jid> lives) {
    this.lives = lives;
    if (secret.length != SECRET_LENGTH) {
      throw new IllegalArgumentException("A secret has " + SECRET_LENGTH + " octets.");
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The identifier of this user in this room: 27 characters. */
  String of(Jid room, Jid user) {
    var life = lives.applyAsLong(user.bare());
    return hash(room, life == 0 ? user.bare().toString() : user.bare() + "\0" + life);
  }

  /**
   * By what a room remembers a network: 27 characters that tell nobody its address. No user's
   * address begins with a space.
   */
  String ofNetwork(Jid room, String network) {
    return hash(room, " " + network);
  }

  private String hash(Jid room, String what) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(room.bare().toString().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      var hash = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
    }
  }

  static Element element(String id) {
    return Element.of(NS, "occupant-id").with("id", id);
  }
}
