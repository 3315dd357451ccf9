package chat.mongoose.conversation;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An XML element as the JDK's parser reads it.
 *
 * @param attributes by name; one of another namespace is named {@code {namespace}name}, and {@code
 *     xml:lang} keeps its prefix
 * @param content each a String (text) or a Tree, in order
 */
record Tree(String namespace, String name, Map<String, String> attributes, List<Object> content) {

  static final String CLIENT = "jabber:client";
  static final String STREAMS = "http://etherx.jabber.org/streams";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  Tree {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    content = List.copyOf(content);
  }

  /**
   * Parses one document.
   *
   * @throws IllegalArgumentException if it is not well-formed or has a document type
   */
  static Tree parse(String document) {
    var reader = new Reader();
    try {
      parser().parse(new InputSource(new StringReader(document)), reader);
    } catch (SAXException e) {
      throw new IllegalArgumentException("not well-formed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
    return reader.root;
  }

  /**
   * Parses elements as they stand in a script: one behind the other, in the namespace of clients'
   * stanzas unless they say another, indented as it pleases the reader. The prefix {@code stream}
   * is declared.
   */
  static List<Tree> fragment(String text) {
    var wrapped =
        "<script xmlns='%s' xmlns:stream='%s'>%s</script>".formatted(CLIENT, STREAMS, text);
    return parse(wrapped).children().stream().map(Tree::unindented).toList();
  }

  List<Tree> children() {
    return content.stream().filter(Tree.class::isInstance).map(Tree.class::cast).toList();
  }

  Optional<Tree> child(String namespace, String name) {
    return children().stream()
        .filter(child -> child.namespace.equals(namespace) && child.name.equals(name))
        .findFirst();
  }

  /** All direct text. */
  String text() {
    var text = new StringBuilder();
    content.stream().filter(String.class::isInstance).forEach(text::append);
    return text.toString();
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  boolean is(String namespace, String name) {
    return this.namespace.equals(namespace) && this.name.equals(name);
  }

  /** The same element with every value and text replaced. */
  Tree map(UnaryOperator<String> change) {
    var changed = new TreeMap<String, String>();
    attributes.forEach((key, value) -> changed.put(key, change.apply(value)));
    var mapped =
        content.stream()
            .map(node -> node instanceof Tree child ? child.map(change) : change.apply("" + node))
            .toList();
    return new Tree(namespace, name, changed, mapped);
  }

  /** The element as a document of its own. */
  @Override
  public String toString() {
    var out = new StringBuilder();
    write(out, "");
    return out.toString();
  }

  /** White space between elements is the script's layout and not its content. */
  private Tree unindented() {
    if (children().isEmpty()) {
      return this;
    }
    var kept = new ArrayList<>();
    for (Object node : content) {
      if (node instanceof Tree child) {
        kept.add(child.unindented());
      } else if (!node.toString().isBlank()) {
        kept.add(node.toString().strip());
      }
    }
    return new Tree(namespace, name, attributes, kept);
  }

  private void write(StringBuilder out, String scope) {
    var prefix = namespace.equals(STREAMS) ? "stream:" : "";
    out.append('<').append(prefix).append(name);
    if (!prefix.isEmpty()) {
      out.append(" xmlns:stream='").append(STREAMS).append('\'');
    } else if (!namespace.equals(scope)) {
      out.append(" xmlns='").append(escaped(namespace)).append('\'');
    }
    attributes.forEach(
        (name, value) ->
            out.append(' ').append(name).append("='").append(escaped(value)).append("'"));
    if (content.isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object node : content) {
      if (node instanceof Tree child) {
        child.write(out, prefix.isEmpty() ? namespace : scope);
      } else {
        out.append(escaped(node.toString()));
      }
    }
    out.append("</").append(prefix).append(name).append('>');
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;");
  }

  private static SAXParser parser() {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newSAXParser();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the JDK's parser knows this feature", e);
    }
  }

  /** Builds the tree, innermost element on top. */
  private static final class Reader extends DefaultHandler {

    private final Deque<Tree> open = new ArrayDeque<>();
    private final Deque<List<Object>> contents = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private Tree root;

    @Override
    public void startElement(String uri, String name, String qualified, Attributes given) {
      flush();
      var attributes = new TreeMap<String, String>();
      for (int i = 0; i < given.getLength(); i++) {
        attributes.put(name(given, i), given.getValue(i));
      }
      open.push(new Tree(uri, name, attributes, List.of()));
      contents.push(new ArrayList<>());
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      flush();
      var begun = open.pop();
      var whole = new Tree(begun.namespace, begun.name, begun.attributes, contents.pop());
      if (contents.isEmpty()) {
        root = whole;
      } else {
        contents.peek().add(whole);
      }
    }

    private void flush() {
      if (text.length() > 0 && !contents.isEmpty()) {
        contents.peek().add(text.toString());
      }
      text.setLength(0);
    }

    private static String name(Attributes given, int at) {
      var uri = given.getURI(at);
      if (uri.isEmpty()) {
        return given.getLocalName(at);
      }
      return uri.equals(XML)
          ? "xml:" + given.getLocalName(at)
          : "{" + uri + "}" + given.getLocalName(at);
    }
  }
}
