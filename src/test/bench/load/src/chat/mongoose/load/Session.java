package chat.mongoose.load;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One simulated user's stream: logs in, optionally joins a room, and tells of what arrives. With
 * stream management it outlives its connections. Everything but the getters runs on the thread of
 * its loop.
 */
final class Session {

  enum State {
    NEW,
    AUTHENTICATING,
    BINDING,
    ONLINE,
    JOINING,
    JOINED,
    LEAVING,
    /** Silent, or without a connection; the stream can be resumed. */
    AWAY,
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
  private final Login login;
  private final Function<Session, Transport> door;
  private final Listener listener;
  private final Optional<Resumption> resumption;
  private Transport transport;

  /** The connection that the server may take for alive until the stream is resumed. */
  private Transport stale;

  private volatile State state = State.NEW;
  private volatile String jid = "";
  private boolean sessionWanted;
  private boolean resuming;
  private String room;
  private String nick;

  /**
   * Told once when the step under way (login, join, leave, resume or close) has ended; the argument
   * is null on success.
   */
  private Consumer<String> onOutcome = outcome -> {};

  /**
   * @param door makes a connection
   * @param resumption to be used if the stream is to outlive its connection
   */
  Session(
      int index,
      IoLoop loop,
      Login login,
      Function<Session, Transport> door,
      Optional<Resumption> resumption,
      Listener listener) {
    this.index = index;
    this.loop = loop;
    this.login = login;
    this.door = door;
    this.resumption = resumption;
    this.listener = listener;
    this.transport = door.apply(this);
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

  String domain() {
    return login.domain();
  }

  void logIn(Consumer<String> whenDone) {
    onOutcome = whenDone;
    state = State.AUTHENTICATING;
    transport.open();
  }

  void join(String wantedRoom, String wantedNick, Consumer<String> whenDone) {
    if (state != State.ONLINE) {
      whenDone.accept("not online");
      return;
    }
    onOutcome = whenDone;
    room = wantedRoom;
    nick = wantedNick;
    state = State.JOINING;
    transmit(
        "<presence"
            + CLIENT
            + " to='"
            + room
            + "/"
            + nick
            + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>");
  }

  void leave(Consumer<String> whenDone) {
    onOutcome = whenDone;
    state = State.LEAVING;
    transmit("<presence" + CLIENT + " type='unavailable' to='" + room + "/" + nick + "'/>");
  }

  /** Reads nothing more, but may go on talking. */
  void stall() {
    transport.stall();
  }

  /** Reads on after {@link #stall}. */
  void readOn() {
    transport.readOn();
  }

  /** Goes silent; the connection stays until somebody ends it. */
  void sleep() {
    state = State.AWAY;
    transport.stall();
  }

  /** Wakes on the connection on which it went to sleep, if that is still there. */
  void wake() {
    state = State.JOINED;
    transport.readOn();
  }

  /** Loses the connection without having said so. */
  void vanish(Transport.End end) {
    state = State.AWAY;
    transport.abort(end);
  }

  /**
   * Comes back by a new connection; the old one, if there is one, is none of the server's signs.
   */
  void resume(Consumer<String> whenDone) {
    onOutcome = whenDone;
    resuming = true;
    stale = transport;
    transport = door.apply(this);
    state = State.AUTHENTICATING;
    transport.open();
  }

  void send(String stanza) {
    if (state != State.CLOSED) {
      transmit(stanza);
    }
  }

  private void transmit(String stanza) {
    boolean asks = resumption.isPresent() && resumption.get().sent(stanza);
    // if it turns out to be broken, whoever is told may resume, by another one
    Transport connection = transport;
    connection.send(stanza);
    if (asks) {
      connection.send(Resumption.ASK);
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
    transport.abort(Transport.End.FIN);
    abortStale();
  }

  private void abortStale() {
    if (stale != null) {
      stale.abort(Transport.End.FIN);
      stale = null;
    }
  }

  /** The transport is gone, whether asked for or not. */
  void closed(String reason) {
    State before = state;
    state = State.CLOSED;
    if (before == State.CLOSED) {
      finish(null);
    } else if (before == State.ONLINE || before == State.JOINED) {
      listener.dropped(this, reason);
    } else {
      finish("while " + before.toString().toLowerCase() + ": " + reason);
    }
  }

  private void finish(String outcome) {
    Consumer<String> whenDone = onOutcome;
    onOutcome = ignored -> {};
    whenDone.accept(outcome);
  }

  private void refuse(String reason) {
    transport.abort(Transport.End.FIN);
    closed(reason);
  }

  /** A whole top-level element has arrived. */
  void stanza(byte[] bytes, int from, int to) {
    if (Bytes.startsWith(bytes, from, to, MESSAGE)) {
      resumption.ifPresent(Resumption::received);
      message(bytes, from, to);
    } else if (Bytes.startsWith(bytes, from, to, PRESENCE)) {
      resumption.ifPresent(Resumption::received);
      loop.tally.presences++;
      if (state == State.JOINING) {
        presenceWhileJoining(bytes, from, to);
      } else if (state == State.LEAVING && hasStatus(bytes, from, to, SELF_PRESENCE)) {
        state = State.ONLINE;
        finish(null);
      }
    } else {
      control(Bytes.text(bytes, from, to));
    }
  }

  private void message(byte[] bytes, int from, int to) {
    if (isError(bytes, from, to)) {
      // with what was sent, or without
      loop.tally.errorMessages++;
      listener.refused(this, Bytes.text(bytes, from, to));
      return;
    }
    int marker = Marker.find(bytes, from, to);
    if (marker < 0) {
      loop.tally.otherMessages++;
      return;
    }
    loop.tally.deliveries++;
    listener.heard(this, bytes, marker, to);
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
    transmit(
        "<iq"
            + CLIENT
            + " type='set' id='open-room' to='"
            + room
            + "'>"
            + "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
  }

  private void joined() {
    state = State.JOINED;
    finish(null);
  }

  private void control(String element) {
    if (element.startsWith("<iq")) {
      resumption.ifPresent(Resumption::received);
      iq(element);
    } else if (element.startsWith("<open")) {
      return;
    } else if (element.startsWith("<r ")
        || element.startsWith("<r/")
        || element.startsWith("<a ")) {
      resumption.ifPresent(management -> acknowledge(management, element));
    } else if (element.startsWith("<enabled")) {
      resumption.ifPresent(management -> management.enabled(element));
      available();
    } else if (element.startsWith("<resumed")) {
      resumption.ifPresent(management -> resumed(management, element));
    } else if (element.startsWith("<failed")) {
      refuse(element);
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

  private void acknowledge(Resumption management, String element) {
    if (element.startsWith("<a ")) {
      management.acknowledged(element);
    } else {
      transport.send(management.acknowledgement());
    }
  }

  private void features(String features) {
    if (state == State.AUTHENTICATING) {
      transport.send(login.authentication(index));
    } else if (state == State.BINDING && resuming) {
      transport.send(resumption.orElseThrow().request());
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

  private void resumed(Resumption management, String element) {
    resuming = false;
    abortStale();
    management.acknowledged(element);
    management.unhandled().forEach(transport::send);
    state = State.JOINED;
    finish(null);
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
    if (resumption.isPresent()) {
      transport.send(Resumption.ENABLE);
    } else {
      available();
    }
  }

  private void available() {
    transmit("<presence" + CLIENT + "/>");
    state = State.ONLINE;
    finish(null);
  }

  /** Pings (XEP-0199) are answered; anything else is declined, as RFC 6120 asks. */
  private void answer(String iq, String id) {
    String from = Xml.attribute(iq, "from");
    String addressed =
        " id='" + Xml.escape(id) + "'" + (from.isEmpty() ? "" : " to='" + Xml.escape(from) + "'");
    if (iq.contains("urn:xmpp:ping")) {
      transmit("<iq" + CLIENT + " type='result'" + addressed + "/>");
    } else {
      transmit(
          "<iq"
              + CLIENT
              + " type='error'"
              + addressed
              + "><error type='cancel'>"
              + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
  }
}
