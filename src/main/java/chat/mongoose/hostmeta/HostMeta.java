package chat.mongoose.hostmeta;

import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import jakarta.json.Json;

/**
 * Where the doors are (XEP-0156 §3), by TLS always.
 *
 * @param host name of the host, with a port if it has one
 * @param path what precedes the doors' own addresses
 */
record HostMeta(String host, String path) {

  private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
  private static final String RELATION = "urn:xmpp:alt-connections:";

  private String bosh() {
    return "https://" + host + path + "/http-bind";
  }

  private String webSocket() {
    return "wss://" + host + path + "/xmpp-websocket";
  }

  /** RFC 6415 §3. */
  String xrd() {
    var document =
        Element.of(XRD, "XRD").plus(link("websocket", webSocket()), link("xbosh", bosh()));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + Xml.render(document);
  }

  private static Element link(String kind, String address) {
    return Element.of(XRD, "Link").with("rel", RELATION + kind).with("href", address);
  }

  /** RFC 6415 appendix A. */
  String jrd() {
    var links = Json.createArrayBuilder();
    links.add(
        Json.createObjectBuilder().add("rel", RELATION + "websocket").add("href", webSocket()));
    links.add(Json.createObjectBuilder().add("rel", RELATION + "xbosh").add("href", bosh()));
    return Json.createObjectBuilder().add("links", links).build().toString();
  }
}
