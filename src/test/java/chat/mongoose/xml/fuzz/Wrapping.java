package chat.mongoose.xml.fuzz;

import chat.mongoose.archive.Found;
import chat.mongoose.bosh.Answers;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.util.List;

/** What this server puts around what it was given. */
enum Wrapping {
  /** To an occupant, with the hole at {@code to} filled. */
  LIVE {
    @Override
    Sent of(Message message) {
      return new Sent(Rendered.forMany(message).text(ADDRESS), message.withTo(READER).element());
    }
  },
  /** To who comes later (XEP-0203). */
  HISTORY {
    @Override
    Sent of(Message message) {
      var delay = Element.of("urn:xmpp:delay", "delay").with("from", ROOM.toString());
      return LIVE.of((Message) Stanza.of(message.element().plus(delay)));
    }
  },
  /** To who asks the archive (XEP-0313 and 0297), from its row. */
  ARCHIVE {
    @Override
    Sent of(Message message) {
      var result = Found.result(message.element(), ROOM, READER);
      return new Sent(Xml.render(result), result);
    }
  },
  /** To another client of the sender (XEP-0280). */
  CARBON {
    @Override
    Sent of(Message message) {
      var forwarded = Element.of("urn:xmpp:forward:0", "forwarded").plus(message.element());
      var carbon = Element.of("urn:xmpp:carbons:2", "received").plus(forwarded);
      var all = Element.of(Stanza.NS, "message").plus(carbon);
      return new Sent(Xml.render(all), all);
    }
  },
  /** Two results and an element of the stream in one answer (XEP-0124). */
  BOSH {
    @Override
    Sent of(Message message) {
      var result = Found.result(message.element(), ROOM, READER);
      var features =
          Element.of("http://etherx.jabber.org/streams", "features").plus(Element.of("urn:a", "x"));
      var rendered = List.of(Rendered.of(result), Rendered.of(features), Rendered.of(message));
      var expected = Answers.BODY.plus(result, features, message.element());
      return new Sent(Answers.of(rendered, ADDRESS), expected);
    }
  };

  private static final Jid ROOM = Jid.of("lobby@conference.localhost");
  private static final Jid READER = Jid.of("juliet@localhost/a'b<c>&\"d");
  private static final byte[] ADDRESS = Rendered.address(READER);

  abstract Sent of(Message message);

  /**
   * What of the element goes round the server: itself, if it is a message, or a message with it.
   */
  static Message message(Element element) {
    if (element.is(Stanza.NS, "message")) {
      try {
        return (Message) Stanza.of(element.without("to").without("from"));
      } catch (chat.mongoose.stanza.StanzaError e) {
        // of no type that there is
      }
    }
    return (Message)
        Stanza.of(Element.of(Stanza.NS, "message").with("type", "groupchat").plus(element));
  }

  /** A document and its tree. */
  record Sent(String text, Element tree) {}
}
