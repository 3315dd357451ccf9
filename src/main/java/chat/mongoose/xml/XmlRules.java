package chat.mongoose.xml;

import chat.mongoose.xml.XmlException.Reason;
import javax.xml.stream.XMLStreamReader;

/**
 * What XML 1.0 with namespaces and other parsers demand and Woodstox does not: it reads XML 1.1,
 * letters of no edition's names, noncharacters and halves of surrogate pairs. Runs for every frame,
 * so it looks at each character once and allocates nothing.
 */
final class XmlRules {

  private XmlRules() {}

  /** XML 1.0 §2.2: what is no Char. Woodstox refuses those below U+0020 itself. */
  static void checkCharacters(String document) {
    // Woodstox skips it where six characters follow; RFC 7395 §3.3.3 wants a '<' there
    if (document.startsWith("\uFEFF")) {
      throw malformed("A document begins without a byte order mark.");
    }
    for (int i = 0; i < document.length(); i++) {
      var c = document.charAt(i);
      if (c < Character.MIN_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < document.length()
          && Character.isLowSurrogate(document.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || c >= 0xFFFE) {
        throw malformed("U+%04X is no character of XML.".formatted((int) c));
      }
    }
  }

  /** The reader stands before the root. */
  static void checkDeclaration(XMLStreamReader reader) {
    var version = reader.getVersion();
    if (version != null && !version.equals("1.0")) {
      throw malformed("The version of XML is 1.0.");
    }
    // RFC 6120 §11.6: there is one encoding
    var encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw malformed("The encoding is UTF-8.");
    }
  }

  /** The reader stands at the start of an element. */
  static void checkNames(XMLStreamReader reader, int attributes) {
    checkPrefix(reader.getPrefix());
    checkName(reader.getLocalName());
    if (NamespaceNames.XML.equals(reader.getNamespaceURI())) {
      // Namespaces in XML 1.0 reserves them, and not every parser reads them
      throw malformed("No element has the prefix xml.");
    }
    var size = reader.getAttributeCount();
    for (int i = reader.getAttributeCount() - 1; i >= 0; i--) {
      var name = reader.getAttributeLocalName(i);
      checkName(name);
      var prefix = reader.getAttributePrefix(i);
      if (prefix == null || prefix.isEmpty()) {
        continue;
      }
      if (prefix.equals("xml")) {
        checkOfXml(name);
      } else {
        checkPrefix(prefix);
        size++;
      }
    }
    if (size > attributes) {
      throw new XmlException(Reason.TOO_LARGE, "An element has too many attributes.");
    }
    for (int i = reader.getNamespaceCount() - 1; i >= 0; i--) {
      checkPrefix(reader.getNamespacePrefix(i));
      checkNamespace(reader.getNamespaceURI(i));
    }
  }

  private static void checkOfXml(String name) {
    // xml:id is to be unique in a document, and a document for some is all that a wrapper holds
    if (name.equals("id")) {
      throw new XmlException(Reason.RESTRICTED, "xml:id is not allowed.");
    }
  }

  private static void checkPrefix(String prefix) {
    if (prefix != null && !prefix.isEmpty()) {
      checkName(prefix);
    }
  }

  private static void checkName(String name) {
    if (!XmlNames.isName(name)) {
      throw name.length() > XmlNames.MAX_LENGTH
          ? new XmlException(Reason.TOO_LARGE, "A name is too long.")
          : malformed("A name has a character that no name has in XML 1.0.");
    }
  }

  private static void checkNamespace(String namespace) {
    if (namespace != null && !NamespaceNames.isName(namespace)) {
      throw malformed("The name of a namespace is no URI.");
    }
  }

  private static XmlException malformed(String message) {
    return new XmlException(Reason.NOT_WELL_FORMED, message);
  }
}
