package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages to everybody in a room, and its subject (XEP-0045 §7.4, §8.1): accepted here, archived,
 * and then said.
 */
final class Saying {

  /**
   * What says nothing that lasts: typing (XEP-0085), threads, and notes about the stanza itself.
   */
  private static final Set<String> PASSING =
      Set.of("http://jabber.org/protocol/chatstates", "urn:xmpp:hints", "urn:xmpp:sid:0");

  private final RoomState room;
  private final Crowd crowd;

  Saying(RoomState room) {
    this.room = room;
    this.crowd = new Crowd(room);
  }

  /** Accepts a message, or refuses it. */
  List<Effect> accept(Message message, Instant now) {
    var sender = room.occupants().sender(message);
    if (message.type() != Message.Type.GROUPCHAT) {
      // §17.2
      throw new StanzaError(Condition.BAD_REQUEST, "Messages to a room have the type groupchat.");
    }
    check(message, sender, now);
    return accepted(message, filtered(message, sender), sender, now);
  }

  /** Says what was accepted, and archived where it had to be. */
  List<Effect> said(Accepted accepted) {
    var message = accepted.message();
    var effects = new ArrayList<Effect>();
    var speaker = message.from().flatMap(Jid::resource).flatMap(room.occupants()::named);
    speaker.map(crowd::heard).ifPresent(effects::addAll);
    var audience = room.occupants().audience().all();
    if (!audience.isEmpty()) {
      effects.add(new Effect.Tell(Rendered.forMany(message), audience));
    }
    if (Subject.isChangedBy(message)) {
      var nick = message.from().orElseThrow().resource().orElse("");
      room.subject(Subject.of(message, nick, accepted.at()));
      effects.addAll(room.keep());
    } else if (accepted.lasting()) {
      room.history().add(message, accepted.at());
    }
    return effects;
  }

  /**
   * §8.1: a subject beside a body or a thread changes nothing; but not every client looks, so what
   * would be refused alone is not passed on besides.
   */
  private Message filtered(Message message, Occupant sender) {
    var filtered = room.context().filters().apply(message);
    return !filtered.element().has(Stanza.NS, "subject") || mayChangeSubject(sender)
        ? filtered
        : filtered.with(filtered.element().dropping(child -> child.is(Stanza.NS, "subject")));
  }

  private void check(Message message, Occupant sender, Instant now) {
    if (Subject.isChangedBy(message)) {
      Subject.of(message, sender.nick(), now);
      if (!mayChangeSubject(sender)) {
        throw new StanzaError(
            Condition.FORBIDDEN, "You are not allowed to change the subject of this room.");
      }
    } else if (!sender.role().isAtLeast(Role.PARTICIPANT)) {
      throw new StanzaError(Condition.FORBIDDEN, "Visitors cannot speak in this room.");
    }
  }

  private boolean mayChangeSubject(Occupant sender) {
    var least = room.configuration().subjectOpen() ? Role.PARTICIPANT : Role.MODERATOR;
    return sender.role().isAtLeast(least);
  }

  private List<Effect> accepted(Message sent, Message filtered, Occupant sender, Instant now) {
    var lasting = isLasting(filtered);
    if (lasting && !filtered.element().has(Stanza.NS, "body") && !Subject.isChangedBy(filtered)) {
      sender.manners().mark();
    }
    var marked = filtered.element().without("to").plus(sender.marks());
    if (!lasting || !room.configuration().archived()) {
      var message = filtered.with(marked).withFrom(sender.address());
      return List.of(new Effect.Say(sent, new Accepted(message, now, lasting, Optional.empty())));
    }
    var id = room.nextId(now);
    var message =
        filtered.with(marked.plus(ServerMarks.stanzaId(id, room.jid()))).withFrom(sender.address());
    return room.keptBefore(
        new Effect.Archive(
            sent, ArchivedGroupchat.of(id, now, sender, sent, Optional.empty(), message)));
  }

  /** True for what says more than that somebody types. */
  static boolean isLasting(Message message) {
    return message.element().children().stream()
        .anyMatch(child -> !PASSING.contains(child.namespace()) && !child.is(Stanza.NS, "thread"));
  }
}
