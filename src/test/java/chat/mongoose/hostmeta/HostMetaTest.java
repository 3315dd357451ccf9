package chat.mongoose.hostmeta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** XEP-0156 §3.3: the same in either form. */
class HostMetaTest {

  @Test
  void itTellsWhereTheDoorsAre() {
    var metadata = new HostMeta("chat.example.org:8443", "/mongoose");

    assertThat(metadata.xrd())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">"
                + "<Link rel=\"urn:xmpp:alt-connections:websocket\""
                + " href=\"wss://chat.example.org:8443/mongoose/xmpp-websocket\"/>"
                + "<Link rel=\"urn:xmpp:alt-connections:xbosh\""
                + " href=\"https://chat.example.org:8443/mongoose/http-bind\"/></XRD>");
    assertThat(metadata.jrd())
        .isEqualTo(
            "{\"links\":[{\"rel\":\"urn:xmpp:alt-connections:websocket\","
                + "\"href\":\"wss://chat.example.org:8443/mongoose/xmpp-websocket\"},"
                + "{\"rel\":\"urn:xmpp:alt-connections:xbosh\","
                + "\"href\":\"https://chat.example.org:8443/mongoose/http-bind\"}]}");
  }

  @Test
  void whatAClientCallsTheHostIsNoMarkup() {
    var metadata = new HostMeta("\"/><x y='", "/mongoose");

    assertThat(metadata.xrd()).contains("wss://&quot;/&gt;&lt;x y=").doesNotContain("<x");
    assertThat(metadata.jrd()).contains("wss://\\\"/><x y='");
  }
}
