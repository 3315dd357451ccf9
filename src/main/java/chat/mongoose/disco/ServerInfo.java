package chat.mongoose.disco;

import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.xml.Element;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What the server says of itself: the identity and the features of the main domain. */
@ApplicationScoped
public class ServerInfo {

  static final String NS = "http://jabber.org/protocol/disco#info";
  private static final String CATEGORY = "server";
  private static final String TYPE = "im";
  private static final String NAME = "Mongoose EE";

  // the table of handlers has this package's own in it, so it is asked for late
  @Inject private Instance<IqRouter> router;

  /** Each stream is told it twice, so it is computed once. */
  private volatile String hash;

  /** The answer to disco#info (XEP-0030 §3.1). */
  Element query() {
    return query(identity(CATEGORY, TYPE, NAME), Addressee.SERVER);
  }

  /** The answer for one's own account. */
  Element account() {
    return query(identity("account", "registered", NAME), Addressee.ACCOUNT);
  }

  /** The verification string's SHA-1 (XEP-0115 §5.1), in base64; it stays while the server runs. */
  String hash() {
    var known = hash;
    if (known == null) {
      known = computed();
      hash = known;
    }
    return known;
  }

  private Element query(Element identity, Addressee addressee) {
    var query = Element.of(NS, "query").plus(identity);
    for (String feature : router.get().features(addressee)) {
      query = query.plus(Element.of(NS, "feature").with("var", feature));
    }
    return query;
  }

  private String computed() {
    var text = new StringBuilder(CATEGORY + "/" + TYPE + "//" + NAME + "<");
    // §5.1 point 4: sorted by i;octet, which a sorted set of ASCII names is
    router.get().features(Addressee.SERVER).forEach(feature -> text.append(feature).append('<'));
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }

  private static Element identity(String category, String type, String name) {
    return Element.of(NS, "identity")
        .with("category", category)
        .with("type", type)
        .with("name", name);
  }
}
