package chat.mongoose.stanza;

import chat.mongoose.xml.Element;
import java.util.Optional;

/** What all kinds of stanza are: an element whose addresses are read, and nothing more. */
abstract class Addressed {

  private final Element element;
  private final Optional<Jid> from;
  private final Optional<Jid> to;

  Addressed(Element element, Optional<Jid> from, Optional<Jid> to) {
    this.element = Addresses.normalised(element, from, to);
    this.from = from;
    this.to = to;
  }

  public final Element element() {
    return element;
  }

  public final Optional<Jid> from() {
    return from;
  }

  public final Optional<Jid> to() {
    return to;
  }

  /** Equal are stanzas with equal elements, whose name says the kind. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof Addressed that && element.equals(that.element);
  }

  @Override
  public final int hashCode() {
    return element.hashCode();
  }

  @Override
  public final String toString() {
    return element.toString();
  }
}
