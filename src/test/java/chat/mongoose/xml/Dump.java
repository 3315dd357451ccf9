package chat.mongoose.xml;

import java.util.Arrays;

/**
 * An element in the one form in which all parsers' trees are compared: attributes in order, text
 * that is next to text joined. What separates is no character of XML.
 */
public final class Dump {

  private Dump() {}

  /** The tree with all namespaces. */
  public static String of(Element element) {
    return dump(element, false, new StringBuilder());
  }

  /** The tree for a reader that forgets the namespaces of attributes. */
  public static String withoutPrefixes(Element element) {
    return dump(element, true, new StringBuilder());
  }

  private static String dump(Element element, boolean forgets, StringBuilder out) {
    out.append('\1').append(element.namespace()).append('\2').append(element.name());
    var attributes = element.attributes();
    var said = new String[attributes.length / 2];
    for (int i = 0; i < said.length; i++) {
      said[i] = "\3" + name(attributes[2 * i], forgets) + '\2' + attributes[2 * i + 1];
    }
    Arrays.sort(said);
    for (String attribute : said) {
      out.append(attribute);
    }
    var inText = false;
    for (Object node : element.content()) {
      if (node instanceof Element child) {
        inText = false;
        dump(child, forgets, out);
      } else {
        out.append(inText ? "" : "\4").append((String) node);
        inText = true;
      }
    }
    return out.append('\5').toString();
  }

  private static String name(String name, boolean forgets) {
    if (name.startsWith("xml:")) {
      return NamespaceNames.XML + '\2' + name.substring(4);
    }
    var end = name.lastIndexOf('}');
    return end < 0
        ? '\2' + name
        : (forgets ? "?" : name.substring(1, end)) + '\2' + name.substring(end + 1);
  }
}
