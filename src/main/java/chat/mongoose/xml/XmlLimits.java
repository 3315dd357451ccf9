package chat.mongoose.xml;

/**
 * The bounds within which a document is accepted. They protect the parser itself and everybody to
 * whom it is sent on; how long a frame may be is for the door to check before it parses.
 *
 * @param depth levels of elements
 * @param attributes of one element; one of a foreign namespace counts twice, since it leaves with a
 *     declaration of its own
 * @param elements of one document
 * @param rendered characters that a document is rendered to
 */
record XmlLimits(int depth, int attributes, int elements, int rendered) {

  /**
   * What a client sends. A stanza with a form, a forwarded message and XHTML has about twelve
   * levels. The widget reads 64 of them and 2,097,152 characters, the JDK's parser 200 attributes
   * since its version 24: so there is room for what is put around a stanza (XEP-0297 in XEP-0313 or
   * XEP-0280, in XEP-0124).
   */
  static final XmlLimits DOCUMENT = new XmlLimits(32, 128, 20_000, 1_000_000);

  /** What a client sends within a {@code <body/>} of BOSH. */
  static final XmlLimits WRAPPER = DOCUMENT.plus(1, 0, 0);

  /** What this server has written: with its addresses and marks, in a result or a carbon. */
  static final XmlLimits KEPT = DOCUMENT.plus(4, 16, 32_768);

  /** Characters of one attribute's value. */
  static final int ATTRIBUTE_LENGTH = 16 * 1024;

  /** Characters of declarations of namespaces that any document may render to. */
  static final int DECLARED = 4 * 1024;

  /** And as many more for each character of the document. */
  static final int DECLARED_PER_CHARACTER = 4;

  /**
   * A character may become six, beside the declarations: a document that is no longer than this
   * cannot be rendered to too many.
   */
  static final int SURELY_SHORT = (DOCUMENT.rendered - DECLARED) / (6 + DECLARED_PER_CHARACTER);

  private XmlLimits plus(int levels, int marks, int characters) {
    return new XmlLimits(
        depth + levels, attributes + marks, elements + marks, rendered + characters);
  }
}
