package chat.mongoose.xml.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Documents that are made up, each by its number alone: near XML, within it or just outside. Half
 * of them obey most rules, since those are what is sent on.
 */
final class Documents {

  private static final String[] NAMES = {
    "a",
    "b",
    "body",
    "message",
    "x",
    "_",
    "xmlfoo",
    "XML",
    "n0",
    "n2",
    "__proto__",
    "constructor",
    "toString",
    "a\u00b7",
    "\u3007",
    "a\u0301",
    "\u0e01\u0e31",
    "\uac00",
    "\u4e00\u3005",
    "\u212e",
    "-.x".substring(2),
    "a.-_1"
  };
  private static final String[] ODD_NAMES = {
    "\uD800\uDC00",
    "\u20a0",
    "\u0220",
    "\u2070",
    "1",
    "-",
    "",
    "a:b:c",
    ":",
    "a:",
    ":a",
    "\u00d7",
    "\u037e",
    "xml:a",
    "xmlns:a",
    "xmlns",
    "\ufffd",
    "\u00b7",
    "a\u037e",
    "\u218f",
    "\ufdd0",
    "\u200c",
    "\u0132",
    "\u01c4",
    "\u1e9c",
    "p q"
  };
  private static final String[] PREFIXES = {
    "p", "q", "n0", "n2", "stream", "__proto__", "\u3007", "xmlp"
  };
  private static final String[] ODD_PREFIXES = {"xml", "xmlns", "\u20a0", "", "undeclared", "1"};
  private static final String[] NAMESPACES = {
    "jabber:client",
    "urn:a",
    "urn:b",
    "__proto__",
    "constructor",
    "",
    "http://jabber.org/protocol/muc#user",
    "http://etherx.jabber.org/streams",
    "http://jabber.org/protocol/httpbind",
    "urn:xmpp:forward:0",
    "a/b:c?d#e",
    "http://h:80/",
    "%20",
    "#",
    "urn:&amp;'".replace("'", "&apos;"),
    "urn:(a)*!$,;=@~"
  };
  private static final String[] ODD_NAMESPACES = {
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
    "a b",
    "}",
    "{",
    "|",
    "\u00fc",
    "%zz",
    ":",
    "http://a:b/",
    "\n",
    "&#10;",
    "&lt;",
    "&quot;",
    "a\\b",
    "http://",
    "//",
    "///",
    "http:a",
    "a:",
    "?:",
    "/:",
    "a#b#c"
  };
  private static final String[] TEXTS = {
    "a",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\r",
    "&lt;",
    "&gt;",
    "&amp;",
    "&quot;",
    "&apos;",
    "&#10;",
    "&#13;",
    "&#9;",
    "&#x20;",
    "\u2028",
    "\u2029",
    "\u0085",
    "\u007f",
    "\u00a0",
    "\ufeff",
    "\ufffd",
    "\ud83d\ude00",
    "&#x1F600;",
    "\udbff\udffd",
    "]]",
    ">",
    "]]&gt;",
    "'",
    "\u202e",
    "\u0301",
    "&#xFFFD;",
    "\ud83f\udffe",
    "Romeo, Romeo",
    "{}",
    "$&",
    "&#38;lt;"
  };
  private static final String[] ODD_TEXTS = {
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udc00",
    "&#0;",
    "&#1;",
    "&#xFFFE;",
    "&#xD800;",
    "&#x110000;",
    "&#X41;",
    "&",
    "&a",
    "&nbsp;",
    "&constructor;",
    "]]>",
    "<",
    "\0",
    "\u0001",
    "\u000b",
    "\u001f",
    "&#;",
    "&#x;",
    "<!---->",
    "<?a?>",
    "&#99999999999;"
  };
  private static final String[] BEGINS = {
    "<?xml version='1.0'?>",
    "<?xml version='1.0' encoding='utf-8'?>",
    " ",
    "\n",
    "<?xml version='1.0' standalone='no'?>"
  };
  private static final String[] ODD_BEGINS = {
    "<?xml version='1.1'?>",
    "<?xml version='1.1' encoding='UTF-8'?>",
    "\ufeff",
    "<!DOCTYPE a>",
    "<!---->",
    "<?xml?>",
    "<?xml version='1.0' encoding='utf-16'?>",
    " <?xml version='1.0'?>",
    "\u00a0",
    "<?xml version='2.0'?>"
  };
  private static final String[] PIECES = {
    "<",
    ">",
    "/",
    "&",
    ";",
    "\"",
    "'",
    "=",
    " ",
    ":",
    "xmlns",
    "xml:",
    "]]>",
    "<![CDATA[",
    "\u20a0",
    "\ufffe",
    "}",
    "\r",
    "<a>",
    "</a>",
    "<a/>",
    " xmlns=''",
    " xmlns:p='urn:p'",
    " p:a='1'",
    "\ud800",
    "\u2028",
    "&#13;",
    "<!--",
    "?>"
  };

  private final long seed;

  Documents(long seed) {
    this.seed = seed;
  }

  /** The document of this number, the same each time. */
  String document(long number) {
    var maker = new Maker(new Random(seed * 0x9E3779B97F4A7C15L + number));
    return maker.document();
  }

  private static final class Maker {

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    /** One of so many choices breaks a rule. */
    private final int rarity;

    private int left = 12;

    private Maker(Random random) {
      this.random = random;
      this.rarity = random.nextInt(3) == 0 ? 12 : Integer.MAX_VALUE;
    }

    private String document() {
      if (random.nextInt(12) == 0) {
        out.append(one(BEGINS, ODD_BEGINS));
      }
      if (random.nextInt(30) == 0) {
        deep();
      } else if (random.nextBoolean()) {
        out.append("<message xmlns='jabber:client' type='groupchat' id='")
            .append(random.nextInt())
            .append('\'');
        var prefixes = attributes(List.of());
        out.append("><body>");
        text();
        out.append("</body>");
        content(2, prefixes);
        out.append("</message>");
      } else {
        element(1, List.of());
      }
      if (random.nextInt(4) == 0) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          mutate();
        }
      }
      return out.toString();
    }

    private void deep() {
      var depth = 25 + random.nextInt(12);
      var namespace = random.nextBoolean() ? "" : " xmlns='urn:" + random.nextInt(3) + "'";
      out.append(("<a" + namespace + ">").repeat(depth));
      text();
      out.append("</a>".repeat(depth));
    }

    private void element(int depth, List<String> around) {
      left--;
      var at = out.length();
      var prefixes = attributes(around);
      var name = name(prefixes);
      out.insert(at, "<" + name);
      if (random.nextInt(4) == 0) {
        out.append(random.nextBoolean() ? "/>" : " />");
        return;
      }
      out.append('>');
      content(depth + 1, prefixes);
      out.append("</").append(name).append(random.nextInt(8) == 0 ? " >" : ">");
    }

    private void content(int depth, List<String> prefixes) {
      for (int i = random.nextInt(4); i > 0 && left > 0; i--) {
        if (depth < 6 && random.nextBoolean()) {
          element(depth, prefixes);
        } else if (random.nextInt(5) == 0) {
          out.append("<![CDATA[")
              .append(one(new String[] {"", "<", "&amp;", "]]", "\r\n", "\u2028"}, ODD_TEXTS))
              .append("]]>");
        } else {
          text();
        }
      }
    }

    private void text() {
      for (int i = random.nextInt(4); i > 0; i--) {
        out.append(one(TEXTS, ODD_TEXTS));
      }
    }

    /** Writes attributes and answers the prefixes that are declared now. */
    private List<String> attributes(List<String> around) {
      var prefixes = new ArrayList<>(around);
      if (random.nextInt(3) == 0) {
        attribute("xmlns", one(NAMESPACES, ODD_NAMESPACES));
      }
      var declared = new ArrayList<String>();
      for (int i = random.nextInt(3); i > 0; i--) {
        var prefix = one(PREFIXES, ODD_PREFIXES);
        var namespace = one(NAMESPACES, ODD_NAMESPACES);
        if (declared.contains(prefix) || namespace.isEmpty() && !odd()) {
          continue;
        }
        attribute("xmlns:" + prefix, namespace);
        declared.add(prefix);
        prefixes.add(prefix);
      }
      var used = new ArrayList<String>();
      for (int i = random.nextInt(4); i > 0; i--) {
        var name =
            random.nextInt(6) == 0
                ? one(
                    new String[] {"xml:lang", "xml:space", "xml:base", "xml:__proto__"},
                    new String[] {"xml:id", "xmlns:xml"})
                : name(prefixes);
        if (used.contains(name) && !odd()) {
          continue;
        }
        used.add(name);
        var value = new StringBuilder();
        for (int j = random.nextInt(3); j > 0; j--) {
          value.append(one(TEXTS, ODD_TEXTS));
        }
        attribute(name, value.toString());
      }
      return prefixes;
    }

    private void attribute(String name, String value) {
      var quote = value.indexOf('\'') >= 0 ? '"' : '\'';
      out.append(random.nextInt(8) == 0 ? "\n" : " ").append(name);
      out.append(random.nextInt(8) == 0 ? " = " : "=").append(quote).append(value).append(quote);
    }

    private String name(List<String> prefixes) {
      var name = random.nextInt(20) == 0 ? letter() : one(NAMES, ODD_NAMES);
      if (!prefixes.isEmpty() && random.nextInt(3) == 0) {
        return prefixes.get(random.nextInt(prefixes.size())) + ":" + name;
      }
      return odd() ? ODD_PREFIXES[random.nextInt(ODD_PREFIXES.length)] + ":" + name : name;
    }

    /** A name with a character from anywhere. */
    private String letter() {
      var c = (char) (random.nextBoolean() ? random.nextInt(0x3200) : random.nextInt(0x10000));
      var some = Character.isLetterOrDigit(c) || odd() ? c : 'z';
      return random.nextBoolean() ? "a" + some : "" + some;
    }

    private void mutate() {
      if (out.isEmpty()) {
        return;
      }
      var at = random.nextInt(out.length());
      var end = Math.min(out.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(4)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, out.substring(at, end));
        case 2 -> out.setCharAt(at, out.charAt(random.nextInt(out.length())));
        default -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
      }
    }

    private boolean odd() {
      return rarity < Integer.MAX_VALUE && random.nextInt(rarity) == 0;
    }

    private String one(String[] good, String[] odd) {
      return odd() ? odd[random.nextInt(odd.length)] : good[random.nextInt(good.length)];
    }
  }
}
