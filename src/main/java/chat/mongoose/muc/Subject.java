package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import chat.mongoose.xml.XmlException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a room is about at the moment (XEP-0045 §8.1), in one language or several (RFC 6121 §5.2.4).
 *
 * @param texts in their order, each of another language; none or empty ones for no subject
 * @param nick of the occupant who set it; empty if nobody ever did
 * @param at when; absent if nobody ever did
 */
public record Subject(List<Text> texts, String nick, Optional<Instant> at) {

  /** No subject was ever set. */
  static final Subject NONE = new Subject("", "", Optional.empty());

  /** Characters of a subject, in all its languages. */
  static final int MAX_LENGTH = 1000;

  /** Languages of a subject. */
  static final int MAX_LANGUAGES = 10;

  /** Characters of the name of a language; RFC 5646 §4.4.1 asks for 35. */
  static final int MAX_LANGUAGE = 64;

  private static final String LANG = "xml:lang";

  /**
   * The subject in one language.
   *
   * @param language by RFC 5646; empty where nobody has said it
   */
  public record Text(String language, String text) {}

  public Subject {
    texts = List.copyOf(texts);
  }

  /** In a language that nobody has told. */
  public Subject(String text, String nick, Optional<Instant> at) {
    this(List.of(new Text("", text)), nick, at);
  }

  /** §8.1: a subject without a body and a thread; anything else is a message. */
  static boolean isChangedBy(Message message) {
    return message.element().has(Stanza.NS, "subject")
        && !message.element().has(Stanza.NS, "body")
        && !message.element().has(Stanza.NS, "thread");
  }

  /**
   * The subject that this message sets.
   *
   * @throws StanzaError {@code not-acceptable} if it is too long
   */
  static Subject of(Message message, String nick, Instant at) {
    var texts = texts(message.element());
    if (characters(texts) > MAX_LENGTH
        || texts.size() > MAX_LANGUAGES
        || texts.stream().anyMatch(text -> text.language().length() > MAX_LANGUAGE)) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE,
          "A subject has at most "
              + MAX_LENGTH
              + " characters, in "
              + MAX_LANGUAGES
              + " languages.");
    }
    return new Subject(texts, nick, Optional.of(at));
  }

  /**
   * Reads what was stored.
   *
   * @param languages what {@link #languages} gave; null for nothing
   */
  static Subject stored(String text, String languages, String nick, Optional<Instant> at) {
    try {
      return languages == null
          ? new Subject(text, nick, at)
          : new Subject(texts(Xml.parseKept(languages)), nick, at);
    } catch (XmlException e) {
      return new Subject(text, nick, at);
    }
  }

  /** The text in the first language; empty for no subject. */
  String text() {
    return texts.isEmpty() ? "" : texts.get(0).text();
  }

  /** What the {@link #text} alone does not tell, as XML. */
  Optional<String> languages() {
    return texts.size() > 1 || texts.stream().anyMatch(text -> !text.language().isEmpty())
        ? Optional.of(Xml.render(element()))
        : Optional.empty();
  }

  /** What a newcomer is told (§7.2.15), also where there is no subject. */
  Message message(Jid room) {
    var element = element();
    if (at.isPresent()) {
      element = element.plus(Delay.element(room, at.get()));
    }
    return Message.of(Message.Type.GROUPCHAT)
        .with(element)
        .withFrom(nick.isEmpty() ? room : room.withResource(nick));
  }

  /** The first language is that of the message, unless there is a text of no language. */
  private Element element() {
    var some = texts.isEmpty() ? NONE.texts : texts;
    var unknown = some.stream().anyMatch(text -> text.language().isEmpty());
    var language = unknown ? "" : some.get(0).language();
    var element = Message.of(Message.Type.GROUPCHAT).element();
    element = language.isEmpty() ? element : element.with(LANG, language);
    for (Text text : some) {
      var subject = Element.of(Stanza.NS, "subject").plus(text.text());
      element =
          element.plus(
              text.language().equals(language) ? subject : subject.with(LANG, text.language()));
    }
    return element;
  }

  /** Of several texts in one language, which nobody should send, the first counts. */
  private static List<Text> texts(Element message) {
    var language = message.attribute(LANG).orElse("");
    Map<String, Text> texts = new LinkedHashMap<>();
    for (Element subject : message.children(Stanza.NS, "subject")) {
      var own = subject.attribute(LANG).orElse(language);
      texts.putIfAbsent(own, new Text(own, subject.text()));
    }
    return List.copyOf(texts.values());
  }

  private static int characters(List<Text> texts) {
    return texts.stream().mapToInt(text -> Characters.of(text.text())).sum();
  }
}
