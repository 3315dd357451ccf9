package chat.mongoose.xml;

import chat.mongoose.xml.XmlException.Reason;

/**
 * Counts the declarations of namespaces that a document will be rendered with. A prefix that the
 * document declares once is declared anew for each element and attribute that has it, so without a
 * bound a few letters each could become kilobytes each, for everyone in a room.
 */
final class Declarations {

  /** Around a declared name, and for a prefix. */
  private static final int MARKUP = 12;

  private long left;

  /**
   * @param length characters of the document
   */
  Declarations(int length) {
    left = XmlLimits.DECLARED + (long) XmlLimits.DECLARED_PER_CHARACTER * length;
  }

  /**
   * Counts an element.
   *
   * @param scope the default namespace around it, or null
   * @param attributes names and values by turns, see {@link Element}
   * @throws XmlException once there are too many
   */
  void count(String namespace, String scope, String[] attributes) {
    if (!namespace.equals(scope)) {
      take(namespace);
    }
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i].charAt(0) == '{') {
        take(attributes[i]);
      }
    }
  }

  private void take(String declared) {
    left -= XmlWriter.escapedLength(declared) + MARKUP;
    if (left < 0) {
      throw new XmlException(
          Reason.TOO_LARGE, "Namespaces are too long for elements and attributes that many.");
    }
  }
}
