package chat.mongoose.muc;

import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import java.util.List;

/** Something that a room has decided and that {@link RoomHome} carries out, in the given order. */
sealed interface Effect {

  /** Deliver a stanza to its {@code to}. */
  record Send(Stanza stanza) implements Effect {}

  /** Deliver one stanza to many. */
  record Tell(Rendered stanza, List<Jid> to) implements Effect {}

  /** Deliver many stanzas to one, in their order. */
  record Brief(List<Rendered> stanzas, Jid to) implements Effect {}

  /**
   * Archive a message, then have the room say it; if that fails, bounce what was sent.
   *
   * @param sent as its sender sent it
   */
  record Archive(Message sent, ArchivedGroupchat message) implements Effect {}

  /**
   * Have the room say a message that needs no archive, behind those that wait for it; if there are
   * too many of those, bounce what was sent.
   *
   * @param sent as its sender sent it
   */
  record Say(Message sent, Accepted message) implements Effect {}

  /** Store the room as it is now. */
  record Keep(RoomRecord room) implements Effect {}

  /** Keep a name for a user with an account, also while he is away. */
  record Reserve(Jid user, Nickname nickname) implements Effect {}

  /** Remove the room from the store. */
  record Forget() implements Effect {}

  /**
   * Tell the security log what somebody has done to the room or to somebody in it; from where he
   * did, whoever carries it out knows.
   *
   * @param name whom it concerns, as text; empty if nobody
   * @param before what that was
   * @param after what it is now
   */
  record Trace(Kind kind, Jid actor, String name, String before, String after) implements Effect {

    /** Of what has no before and after. */
    static Trace of(Kind kind, Jid actor, String name) {
      return new Trace(kind, actor, name, "", "");
    }
  }

  /** Let whoever knows this request's payload answer it; its sender may read the archive. */
  record Refer(Iq request) implements Effect {}
}
