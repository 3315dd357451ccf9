package chat.mongoose.xml;

/**
 * The bounds within which {@link Xml#parse} accepts a document. They protect the parser itself; how
 * long a frame may be is for the door to check before it parses.
 */
final class XmlLimits {

  /** Levels of elements; a stanza with a form, a forwarded message and XHTML needs about twelve. */
  static final int DEPTH = 64;

  /** Attributes of one element. */
  static final int ATTRIBUTES = 128;

  /** Characters of one attribute's value. */
  static final int ATTRIBUTE_LENGTH = 16 * 1024;

  /** Elements of one document. */
  static final int ELEMENTS = 20_000;

  /** Characters of declarations of namespaces that any document may render to. */
  static final int DECLARED = 4 * 1024;

  /** And as many more for each character of the document. */
  static final int DECLARED_PER_CHARACTER = 4;

  private XmlLimits() {}
}
