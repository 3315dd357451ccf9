package chat.mongoose.xml;

import chat.mongoose.xml.XmlException.Reason;
import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/** Parses text into an {@link Element} and renders an element as text. Safe for any thread. */
public final class Xml {

  private static final String TOO_LARGE = "The XML is too deep or too large.";

  private static final XMLInputFactory FACTORY = KnownNames.learned(factory());

  private Xml() {}

  /**
   * Parses one XML document, as RFC 6120 §11 restricts it: no DTD, no comment, no processing
   * instruction, no entity but the five predefined ones, one root, within {@link XmlLimits}. What
   * is accepted renders to no more than a small multiple of its length.
   *
   * <p>This is the one place that decides what XML is here: 1.0 with namespaces, names and all, so
   * that what is accepted can be sent on and every other parser accepts it too.
   *
   * @throws XmlException for anything else; nothing of the document has been used then
   */
  public static Element parse(String document) {
    return parse(document, XmlLimits.DOCUMENT);
  }

  /**
   * Parses a document whose root only carries other elements, each as deep as a document may be.
   */
  public static Element parseWrapper(String document) {
    return parse(document, XmlLimits.WRAPPER);
  }

  /**
   * Parses again what was accepted and rendered once, which may have got a bit more around and into
   * it. The rules are today's: what an older version kept can be refused.
   */
  public static Element parseKept(String document) {
    return parse(document, XmlLimits.KEPT);
  }

  private static Element parse(String document, XmlLimits limits) {
    XMLStreamReader reader = null;
    try {
      XmlRules.checkCharacters(document);
      reader = FACTORY.createXMLStreamReader(new StringReader(document));
      XmlRules.checkDeclaration(reader);
      var element = read(reader, limits, new Declarations(document.length()));
      if (document.length() > XmlLimits.SURELY_SHORT
          && render(element).length() > limits.rendered()) {
        throw new XmlException(Reason.TOO_LARGE, TOO_LARGE);
      }
      return element;
    } catch (XMLStreamException e) {
      throw refusal(e);
    } finally {
      close(reader);
    }
  }

  /** Renders the element, with its namespace declared, as a document of its own. */
  public static String render(Element element) {
    var out = new StringBuilder(256);
    XmlWriter.write(element, out);
    return out.toString();
  }

  /** The value as it stands between the double quotes of an attribute. */
  public static String escape(String value) {
    var out = new StringBuilder(value.length());
    XmlWriter.escape(value, out);
    return out.toString();
  }

  private static Element read(XMLStreamReader reader, XmlLimits limits, Declarations declarations)
      throws XMLStreamException {
    Deque<Open> path = new ArrayDeque<>();
    Element root = null;
    var elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (path.size() >= limits.depth() || ++elements > limits.elements()) {
            throw new XmlException(Reason.TOO_LARGE, TOO_LARGE);
          }
          XmlRules.checkNames(reader, limits.attributes());
          var open = open(reader);
          declarations.count(open.namespace, scope(path), open.attributes);
          path.push(open);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          var element = path.pop().close();
          if (path.isEmpty()) {
            root = element;
          } else {
            path.peek().content.add(element);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          var text = path.isEmpty() ? "" : reader.getText();
          if (!text.isEmpty()) {
            path.peek().content.add(text);
          }
        }
        case XMLStreamConstants.END_DOCUMENT -> {}
        case XMLStreamConstants.COMMENT -> throw restricted("A comment");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw restricted("A processing instruction");
        case XMLStreamConstants.DTD -> throw restricted("A document type declaration");
        default -> throw restricted("An entity reference");
      }
    }
    if (root == null) {
      throw new XmlException(Reason.NOT_WELL_FORMED, "There is no element.");
    }
    return root;
  }

  /** What the element around declares, where there is one. */
  private static String scope(Deque<Open> path) {
    return path.isEmpty() ? null : XmlWriter.scope(path.peek().namespace);
  }

  private static Open open(XMLStreamReader reader) {
    var count = reader.getAttributeCount();
    var attributes = new String[2 * count];
    for (int i = 0; i < count; i++) {
      attributes[2 * i] = attributeName(reader, i);
      attributes[2 * i + 1] = reader.getAttributeValue(i);
    }
    var namespace = reader.getNamespaceURI();
    return new Open(namespace == null ? "" : namespace, reader.getLocalName(), attributes);
  }

  private static String attributeName(XMLStreamReader reader, int index) {
    var namespace = reader.getAttributeNamespace(index);
    var name = reader.getAttributeLocalName(index);
    if (namespace == null || namespace.isEmpty()) {
      return name;
    }
    if (namespace.equals(XMLConstants.XML_NS_URI)) {
      return "xml:" + name;
    }
    return "{" + namespace + "}" + name;
  }

  private static XmlException restricted(String what) {
    return new XmlException(Reason.RESTRICTED, what + " is not allowed.");
  }

  private static XmlException refusal(XMLStreamException e) {
    var said = String.valueOf(e.getMessage());
    // Woodstox words it "… limit (…) exceeded", and has no class for it
    if (said.contains(" limit (") && said.contains("xceeded")) {
      return new XmlException(Reason.TOO_LARGE, TOO_LARGE);
    }
    if (said.contains("ndeclared general entity")) {
      return restricted("An entity reference");
    }
    return new XmlException(Reason.NOT_WELL_FORMED, "This is not well-formed XML.");
  }

  private static void close(XMLStreamReader reader) {
    if (reader == null) {
      return;
    }
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A reader over a string cannot fail to close.", e);
    }
  }

  private static XMLInputFactory factory() {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    // what is wrong with a text is told by next(), not by whoever reads the text later
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, XmlLimits.KEPT.depth());
    factory.setProperty(
        WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 2 * XmlLimits.KEPT.attributes());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, XmlLimits.ATTRIBUTE_LENGTH);
    return factory;
  }

  /** An element whose end has not been read yet. */
  private static final class Open {
    private final String namespace;
    private final String name;
    private final String[] attributes;
    private final List<Object> content = new ArrayList<>(4);

    private Open(String namespace, String name, String[] attributes) {
      this.namespace = namespace;
      this.name = name;
      this.attributes = attributes;
    }

    private Element close() {
      return Element.adopt(namespace, name, attributes, content.toArray());
    }
  }
}
