package chat.mongoose.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * One simulated user: logs in, optionally joins a room, and from then on counts what arrives.
 * Everything but the getters runs on the thread of its loop.
 */
final class Session {

  enum State {
    NEW,
    AUTHENTICATING,
    BINDING,
    ONLINE,
    JOINING,
    JOINED,
    CLOSED
  }

  private static final byte[] MESSAGE = Bytes.of("<message");
  private static final byte[] PRESENCE = Bytes.of("<presence");
  private static final byte[] TYPE = Bytes.of(" type=");
  private static final byte[] SELF_PRESENCE = Bytes.of("110");
  private static final byte[] ROOM_CREATED = Bytes.of("201");
  private static final String CLIENT = " xmlns='jabber:client'";

  final int index;
  final IoLoop loop;
  private final Options options;
  private final Transport transport;
  private final boolean samplesLatency;
  private volatile State state = State.NEW;
  private volatile String jid = "";
  private boolean sessionWanted;
  private Room room;

  /**
   * Told once when the step under way (login, join or close) has ended; the argument is null on
   * success.
   */
  private Consumer<String> onOutcome = outcome -> {};

  /** Told when the session ends without having been asked to. */
  private final Consumer<String> onDropped;

  Session(int index, IoLoop loop, Options options, Endpoint endpoint, Consumer<String> onDropped) {
    this.index = index;
    this.loop = loop;
    this.options = options;
    this.onDropped = onDropped;
    this.samplesLatency = index % options.sampleEvery == 0;
    this.transport =
        options.bosh ? new BoshTransport(this, endpoint) : new WebSocketTransport(this, endpoint);
  }

  State state() {
    return state;
  }

  boolean isUp() {
    return state == State.ONLINE || state == State.JOINED;
  }

  String jid() {
    return jid;
  }

  String nick() {
    return "u" + index;
  }

  String domain() {
    return options.domain;
  }

  void logIn(Consumer<String> whenDone) {
    onOutcome = whenDone;
    state = State.AUTHENTICATING;
    transport.open();
  }

  void join(Room wanted, Consumer<String> whenDone) {
    if (state != State.ONLINE) {
      whenDone.accept("not online");
      return;
    }
    onOutcome = whenDone;
    room = wanted;
    state = State.JOINING;
    transport.send(
        "<presence"
            + CLIENT
            + " to='"
            + room.jid()
            + "/"
            + nick()
            + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>");
  }

  /** Reads nothing more, says nothing more, and is not counted among those who should hear. */
  void stall() {
    if (state == State.JOINED) {
      room.members().remove(this);
      transport.stall();
    }
  }

  void send(String stanza) {
    if (state != State.CLOSED) {
      transport.send(stanza);
    }
  }

  void logOut(Consumer<String> whenDone) {
    if (state == State.NEW || state == State.CLOSED) {
      whenDone.accept(null);
      return;
    }
    onOutcome = whenDone;
    state = State.CLOSED;
    transport.close();
  }

  void abort() {
    state = State.CLOSED;
    transport.abort();
  }

  /** The transport is gone, whether asked for or not. */
  void closed(String reason) {
    State before = state;
    state = State.CLOSED;
    if (before == State.CLOSED) {
      finish(null);
    } else if (before == State.ONLINE || before == State.JOINED) {
      onDropped.accept(reason);
    } else {
      finish("while " + before.toString().toLowerCase() + ": " + reason);
    }
  }

  private void finish(String outcome) {
    Consumer<String> listener = onOutcome;
    onOutcome = ignored -> {};
    listener.accept(outcome);
  }

  private void refuse(String reason) {
    transport.abort();
    closed(reason);
  }

  /** A whole top-level element has arrived. */
  void stanza(byte[] bytes, int from, int to) {
    if (Bytes.startsWith(bytes, from, to, MESSAGE)) {
      message(bytes, from, to);
    } else if (Bytes.startsWith(bytes, from, to, PRESENCE)) {
      loop.tally.presences++;
      if (state == State.JOINING) {
        presenceWhileJoining(bytes, from, to);
      }
    } else {
      control(Bytes.text(bytes, from, to));
    }
  }

  private void message(byte[] bytes, int from, int to) {
    Tally tally = loop.tally;
    int marker = Marker.find(bytes, from, to);
    boolean error = isError(bytes, from, to);
    if (error) {
      // with what was sent, or without
      tally.errorMessages++;
      return;
    }
    if (marker < 0) {
      tally.otherMessages++;
      return;
    }
    Tally.Phase phase = tally.phase(Marker.phase(bytes, marker));
    tally.deliveries++;
    phase.received++;
    if (samplesLatency) {
      phase.latencyMicros.record(loop.nowMicros - Marker.dueMicros(bytes, marker));
    }
  }

  /**
   * Whether the start tag says type='error', told by the two letters "rr" that no other message
   * type has.
   */
  private static boolean isError(byte[] bytes, int from, int to) {
    int type = Bytes.indexOf(bytes, from, Math.min(to, from + 400), TYPE);
    return type > 0 && bytes[type + TYPE.length + 2] == 'r' && bytes[type + TYPE.length + 3] == 'r';
  }

  private void presenceWhileJoining(byte[] bytes, int from, int to) {
    boolean self = hasStatus(bytes, from, to, SELF_PRESENCE);
    boolean error = isError(bytes, from, to);
    if (!self && !error) {
      return;
    }
    String presence = Bytes.text(bytes, from, to);
    if (error) {
      state = State.ONLINE;
      finish("join refused: " + presence.substring(presence.indexOf("<error")));
    } else if (hasStatus(bytes, from, to, ROOM_CREATED)) {
      openNewRoom();
    } else {
      joined();
    }
  }

  /** Whether {@code code}, with its attribute quotes of either kind around it, occurs. */
  private static boolean hasStatus(byte[] bytes, int from, int to, byte[] code) {
    for (int at = Bytes.indexOf(bytes, from, to, code);
        at > 0;
        at = Bytes.indexOf(bytes, at + 1, to, code)) {
      boolean quoted = bytes[at - 1] == '\'' || bytes[at - 1] == '"';
      if (quoted && bytes[at + code.length] == bytes[at - 1]) {
        return true;
      }
    }
    return false;
  }

  /**
   * A room that this user has just created stays locked until its owner accepts the default
   * settings.
   */
  private void openNewRoom() {
    transport.send(
        "<iq"
            + CLIENT
            + " type='set' id='open-room' to='"
            + room.jid()
            + "'>"
            + "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
  }

  private void joined() {
    state = State.JOINED;
    room.entered(this);
    finish(null);
  }

  private void control(String element) {
    if (element.startsWith("<iq")) {
      iq(element);
    } else if (element.startsWith("<open")) {
      return;
    } else if (element.startsWith("<stream:features") || element.startsWith("<features")) {
      features(element);
    } else if (element.startsWith("<success")) {
      state = State.BINDING;
      transport.restartStream();
    } else if (element.startsWith("<failure")
        || element.startsWith("<stream:error")
        || element.startsWith("<error")) {
      refuse(element);
    }
  }

  private void features(String features) {
    if (state == State.AUTHENTICATING) {
      transport.send(authentication());
    } else if (state == State.BINDING) {
      int at = features.indexOf("<session");
      sessionWanted = at >= 0 && !features.startsWith("<optional", features.indexOf('>', at) + 1);
      transport.send(
          "<iq"
              + CLIENT
              + " type='set' id='bind'>"
              + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>load</resource></bind></iq>");
    }
  }

  private String authentication() {
    String auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='";
    if (!options.plain) {
      return auth + "ANONYMOUS'/>";
    }
    int number = options.firstUser + index;
    String credentials =
        "\0"
            + options.userPattern.replace("%d", Integer.toString(number))
            + "\0"
            + options.passwordPattern.replace("%d", Integer.toString(number));
    return auth
        + "PLAIN'>"
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
        + "</auth>";
  }

  private void iq(String iq) {
    String type = Xml.attribute(iq, "type");
    String id = Xml.attribute(iq, "id");
    if (type.equals("get") || type.equals("set")) {
      answer(iq, id);
    } else if (type.equals("error") && (state == State.BINDING || state == State.JOINING)) {
      refuse(iq);
    } else if (id.equals("bind")) {
      jid = Xml.childText(iq, "jid");
      if (sessionWanted) {
        transport.send(
            "<iq"
                + CLIENT
                + " type='set' id='session'>"
                + "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
      } else {
        online();
      }
    } else if (id.equals("session")) {
      online();
    } else if (id.equals("open-room")) {
      joined();
    }
  }

  private void online() {
    transport.send("<presence" + CLIENT + "/>");
    state = State.ONLINE;
    finish(null);
  }

  /** Pings (XEP-0199) are answered; anything else is declined, as RFC 6120 asks. */
  private void answer(String iq, String id) {
    String from = Xml.attribute(iq, "from");
    String addressed =
        " id='" + Xml.escape(id) + "'" + (from.isEmpty() ? "" : " to='" + Xml.escape(from) + "'");
    if (iq.contains("urn:xmpp:ping")) {
      transport.send("<iq" + CLIENT + " type='result'" + addressed + "/>");
    } else {
      transport.send(
          "<iq"
              + CLIENT
              + " type='error'"
              + addressed
              + "><error type='cancel'>"
              + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
  }
}
