package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Locale;
import java.util.Optional;

/** A {@code <message/>} (RFC 6121 §5). */
public final class Message extends Addressed implements Stanza {

  /** RFC 6121 §5.2.2; a type that is not known counts as {@link #NORMAL}. */
  public enum Type {
    CHAT,
    ERROR,
    GROUPCHAT,
    HEADLINE,
    NORMAL
  }

  private final Type type;

  private Message(Element element, Optional<Jid> from, Optional<Jid> to) {
    super(element, from, to);
    this.type = type(element);
  }

  static Message of(Element element) {
    return new Message(element, Addresses.read(element, "from"), Addresses.read(element, "to"));
  }

  /** A message of this type, without addresses. */
  public static Message of(Type type) {
    var empty = Element.of(NS, "message");
    return of(
        type == Type.NORMAL ? empty : empty.with("type", type.name().toLowerCase(Locale.ROOT)));
  }

  public Type type() {
    return type;
  }

  /** The text of the first body, if there is one. */
  public Optional<String> body() {
    return element().child(NS, "body").map(Element::text);
  }

  /** The text of the subject, if there is one; it may be empty. */
  public Optional<String> subject() {
    return element().child(NS, "subject").map(Element::text);
  }

  /** The same message with other content or attributes; addresses are read from it anew. */
  public Message with(Element changed) {
    return of(changed);
  }

  @Override
  public Message withFrom(Jid from) {
    return new Message(element(), Optional.of(from), to());
  }

  @Override
  public Message withTo(Jid to) {
    return new Message(element(), from(), Optional.of(to));
  }

  private static Type type(Element element) {
    return switch (element.attribute("type").orElse("normal")) {
      case "chat" -> Type.CHAT;
      case "error" -> Type.ERROR;
      case "groupchat" -> Type.GROUPCHAT;
      case "headline" -> Type.HEADLINE;
      default -> Type.NORMAL;
    };
  }
}
