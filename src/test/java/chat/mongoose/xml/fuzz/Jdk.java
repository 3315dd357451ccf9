package chat.mongoose.xml.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** The JDK's own parser, a Xerces. For one thread. */
final class Jdk {

  private final SAXParser parser;

  Jdk() {
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", true);
      parser = factory.newSAXParser();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tree as a {@link chat.mongoose.xml.Dump}, or why there is none. */
  String read(String document) {
    var tree = new Tree();
    try {
      parser.parse(new InputSource(new StringReader(document)), tree);
      return tree.out.toString();
    } catch (SAXException | IOException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static final class Tree extends DefaultHandler {

    private final StringBuilder out = new StringBuilder();
    private boolean inText;

    @Override
    public void startElement(String uri, String name, String qName, Attributes attributes) {
      inText = false;
      out.append('\1').append(uri).append('\2').append(name);
      var said = new String[attributes.getLength()];
      for (int i = 0; i < said.length; i++) {
        said[i] =
            "\3"
                + attributes.getURI(i)
                + '\2'
                + attributes.getLocalName(i)
                + '\2'
                + attributes.getValue(i);
      }
      Arrays.sort(said);
      for (String each : said) {
        out.append(each);
      }
    }

    @Override
    public void endElement(String uri, String name, String qName) {
      inText = false;
      out.append('\5');
    }

    @Override
    public void characters(char[] text, int start, int length) {
      if (length > 0) {
        out.append(inText ? "" : "\4").append(text, start, length);
        inText = true;
      }
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
