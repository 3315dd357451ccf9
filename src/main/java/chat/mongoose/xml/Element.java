package chat.mongoose.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An XML element with its attributes and content, immutable.
 *
 * <p>Attributes have plain names; {@code xml:lang} and {@code xml:space} keep their prefix, an
 * attribute of any other namespace is named {@code {namespace}name}. Prefixes of elements are not
 * kept: an element is its namespace and its local name.
 */
public final class Element {

  private static final String[] NO_ATTRIBUTES = {};
  private static final Object[] NO_CONTENT = {};

  /** Octets of the objects of an element, an attribute or a text, besides what they say. */
  private static final int OBJECTS = 48;

  /** A character of a string has one octet, or two if any of it is not Latin-1. */
  private static final int WIDEST = 2;

  private final String namespace;
  private final String name;

  /** Names and values in turn. */
  private final String[] attributes;

  /** Each a String (text) or an Element. */
  private final Object[] content;

  private Element(String namespace, String name, String[] attributes, Object[] content) {
    this.namespace = namespace;
    this.name = name;
    this.attributes = attributes;
    this.content = content;
  }

  /** An empty element without attributes. */
  public static Element of(String namespace, String name) {
    return new Element(
        Objects.requireNonNull(namespace), Objects.requireNonNull(name), NO_ATTRIBUTES, NO_CONTENT);
  }

  /** For the parser, which hands over arrays that it forgets. */
  static Element adopt(String namespace, String name, String[] attributes, Object[] content) {
    return new Element(
        namespace,
        name,
        attributes.length == 0 ? NO_ATTRIBUTES : attributes,
        content.length == 0 ? NO_CONTENT : content);
  }

  public String namespace() {
    return namespace;
  }

  /** Octets of heap that it takes with all that is in it, estimated from above. */
  public int weight() {
    return weight("");
  }

  private int weight(String around) {
    var octets =
        OBJECTS + WIDEST * (name.length() + (namespace.equals(around) ? 0 : namespace.length()));
    for (int i = 1; i < attributes.length; i += 2) {
      octets += OBJECTS + WIDEST * (attributes[i - 1].length() + attributes[i].length());
    }
    for (Object part : content) {
      octets +=
          part instanceof Element child
              ? child.weight(namespace)
              : OBJECTS + WIDEST * ((String) part).length();
    }
    return octets;
  }

  public String name() {
    return name;
  }

  public boolean is(String namespace, String name) {
    return this.name.equals(name) && this.namespace.equals(namespace);
  }

  public Optional<String> attribute(String name) {
    var at = indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(attributes[at + 1]);
  }

  /** The element with this attribute set; an earlier value of that name is replaced. */
  public Element with(String name, String value) {
    Objects.requireNonNull(value, name);
    var at = indexOf(name);
    var changed = Arrays.copyOf(attributes, at < 0 ? attributes.length + 2 : attributes.length);
    var place = at < 0 ? attributes.length : at;
    changed[place] = Objects.requireNonNull(name);
    changed[place + 1] = value;
    return new Element(namespace, this.name, changed, content);
  }

  /** The element with this attribute set, or unchanged where there is no value. */
  public Element withAny(String name, Optional<String> value) {
    return value.map(present -> with(name, present)).orElse(this);
  }

  /** The element without this attribute. */
  public Element without(String name) {
    var at = indexOf(name);
    if (at < 0) {
      return this;
    }
    var changed = new String[attributes.length - 2];
    System.arraycopy(attributes, 0, changed, 0, at);
    System.arraycopy(attributes, at + 2, changed, at, changed.length - at);
    return new Element(namespace, this.name, changed, content);
  }

  /** The element with these children behind its content. */
  public Element plus(Element... children) {
    return append((Object[]) children);
  }

  /** The element with these children behind its content. */
  public Element plus(Collection<Element> children) {
    return append(children.toArray());
  }

  /** The element with this text behind its content. */
  public Element plus(String text) {
    return text.isEmpty() ? this : append(text);
  }

  /** The element without the direct children that match. */
  public Element dropping(Predicate<Element> unwanted) {
    var kept =
        Arrays.stream(content)
            .filter(node -> !(node instanceof Element child && unwanted.test(child)))
            .toArray();
    return kept.length == content.length ? this : new Element(namespace, name, attributes, kept);
  }

  /** The same element and all it holds, moved from one namespace into another. */
  public Element inNamespace(String from, String to) {
    var moved = content.clone();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] instanceof Element child) {
        moved[i] = child.inNamespace(from, to);
      }
    }
    return new Element(namespace.equals(from) ? to : namespace, name, attributes, moved);
  }

  public List<Element> children() {
    var children = new ArrayList<Element>(content.length);
    for (Object node : content) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  public List<Element> children(String namespace, String name) {
    return children().stream().filter(child -> child.is(namespace, name)).toList();
  }

  /** The first child element, whatever it is. */
  public Optional<Element> child() {
    for (Object node : content) {
      if (node instanceof Element child) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  public Optional<Element> child(String namespace, String name) {
    for (Object node : content) {
      if (node instanceof Element child && child.is(namespace, name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  public boolean has(String namespace, String name) {
    return child(namespace, name).isPresent();
  }

  /** All direct text, concatenated; empty where there is none. */
  public String text() {
    if (content.length == 1 && content[0] instanceof String only) {
      return only;
    }
    var text = new StringBuilder();
    for (Object node : content) {
      if (node instanceof String part) {
        text.append(part);
      }
    }
    return text.toString();
  }

  String[] attributes() {
    return attributes;
  }

  Object[] content() {
    return content;
  }

  private int indexOf(String name) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Element append(Object... nodes) {
    var grown = Arrays.copyOf(content, content.length + nodes.length);
    for (int i = 0; i < nodes.length; i++) {
      grown[content.length + i] = Objects.requireNonNull(nodes[i]);
    }
    return new Element(namespace, name, attributes, grown);
  }

  /** Equal are elements of the same name with the same content and attributes in any order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Element that
        && is(that.namespace, that.name)
        && attributes.length == that.attributes.length
        && sameAttributes(that)
        && Arrays.equals(content, that.content);
  }

  private boolean sameAttributes(Element that) {
    for (int i = 0; i < attributes.length; i += 2) {
      var at = that.indexOf(attributes[i]);
      if (at < 0 || !that.attributes[at + 1].equals(attributes[i + 1])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespace, name, attributes.length, Arrays.hashCode(content));
  }

  /** The rendered element. */
  @Override
  public String toString() {
    return Xml.render(this);
  }
}
