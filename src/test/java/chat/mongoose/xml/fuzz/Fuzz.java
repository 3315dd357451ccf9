package chat.mongoose.xml.fuzz;

import chat.mongoose.xml.Dump;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import chat.mongoose.xml.XmlException;
import chat.mongoose.xml.XmlException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Made-up documents through the door and the writer, and what leaves through everybody's parser:
 * all accept it, and their trees are equal. What the door refuses as malformed, another refuses
 * too.
 */
public final class Fuzz implements AutoCloseable {

  private static final int BATCH = 2_000;
  private static final int ENOUGH = 20;
  private static final long ROUND = 20_000;

  /** A request of BOSH (XEP-0124 §8), of which what is in it inherits no namespace. */
  private static final String BODY =
      "<b:body rid='1' sid='s' xmlns:b='http://jabber.org/protocol/httpbind'>%s</b:body>";

  private final Documents documents;
  private final boolean thorough;
  private final Jdk jdk = new Jdk();
  private final Referee python = Referee.python();
  private final Referee widget = Referee.widget();
  private final Referee browser = Referee.browser();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
  private long accepted;
  private long sent;

  /** Where a document comes from and what it is to be. */
  private record Case(long number, String wrapping, String text, Element tree) {}

  /**
   * @param thorough whether each document goes out in every wrapping, and not in one of them by
   *     turns
   */
  public Fuzz(long seed, boolean thorough) {
    this.documents = new Documents(seed);
    this.thorough = thorough;
  }

  /** Tries these documents; stops where enough is wrong. */
  public void run(long first, long count) {
    for (long next = first; next < first + count && wrong.size() < ENOUGH; next += BATCH) {
      batch(next, Math.min(next + BATCH, first + count));
    }
  }

  /** The long run: a seed, the number of documents, and "thorough" for all wrappings of each. */
  public static void main(String[] arguments) {
    var count = Long.parseLong(arguments[1]);
    var began = System.nanoTime();
    try (var fuzz = new Fuzz(Long.parseLong(arguments[0]), arguments[2].equals("thorough"))) {
      for (long next = 0; next < count && fuzz.wrong.isEmpty(); next += ROUND) {
        fuzz.run(next, Math.min(ROUND, count - next));
        var seconds = (System.nanoTime() - began) / 1_000_000_000;
        System.out.printf("%,d documents, %,d s: ", Math.min(next + ROUND, count), seconds);
        System.out.println(fuzz.figures());
      }
      fuzz.wrong.forEach(System.out::println);
      System.exit(fuzz.wrong.isEmpty() ? 0 : 1);
    }
  }

  /** What was wrong, with the numbers of the documents; empty if all is well. */
  public List<String> wrong() {
    return wrong;
  }

  /** Documents that the door let in. */
  public long accepted() {
    return accepted;
  }

  public String figures() {
    return "%,d accepted, %,d texts sent on and read by five parsers; refused: %s; wrong: %d"
        .formatted(accepted, sent, refused, wrong.size());
  }

  private void batch(long first, long end) {
    var asIs = new ArrayList<Case>();
    var wrapped = new ArrayList<Case>();
    for (long number = first; number < end; number++) {
      var text = documents.document(number);
      var bodied = bodied(number, text, asIs);
      try {
        var element = Xml.parse(text);
        accepted++;
        if (!bodied.equals(List.of(element)) && !text.startsWith("<?xml")) {
          wrong.add(said(new Case(number, "in a body", text, element)) + "is read as " + bodied);
        }
        asIs.add(new Case(number, "as it came", text, element));
        asIs.add(new Case(number, "rendered", Xml.render(element), element));
        wrap(number, element, wrapped);
      } catch (XmlException e) {
        refused.merge(e.reason(), 1, Integer::sum);
        if (e.reason() == Reason.NOT_WELL_FORMED && isForAll(text, e) && read(text)) {
          asIs.add(new Case(number, "refused", text, null));
        }
      }
    }
    sent += wrapped.size();
    wrapped.forEach(this::judge);
    asIs.stream().filter(each -> each.tree != null).forEach(this::judge);
    var all = new ArrayList<>(asIs);
    all.addAll(wrapped);
    var json = json(all, false);
    var lenient = accepted(all, python, json);
    lenient.retainAll(accepted(all, browser, json));
    for (int index : lenient) {
      wrong.add(said(all.get(index)) + "is refused, and others read it");
    }
    var rendered =
        all.stream()
            .filter(each -> each.tree != null && !each.wrapping.equals("as it came"))
            .toList();
    accepted(rendered, widget, json(rendered, true));
  }

  /** What BOSH takes out of a request that holds the document, if it takes anything. */
  private static List<Element> bodied(long number, String text, List<Case> cases) {
    try {
      var children = Xml.parseWrapper(BODY.formatted(text)).children();
      for (Element child : children) {
        cases.add(new Case(number, "out of a body", Xml.render(child), child));
      }
      return children;
    } catch (XmlException e) {
      return List.of();
    }
  }

  /**
   * Whether others are to refuse it too. Of encodings a text that is decoded already says nothing,
   * and libxml2 forgets what it said of a namespace's name if it says something of an attribute.
   */
  private static boolean isForAll(String text, XmlException e) {
    return !text.contains("<?xml") && !e.getMessage().contains("is no URI");
  }

  private void wrap(long number, Element element, List<Case> wrapped) {
    var message = Wrapping.message(element);
    var kinds = Wrapping.values();
    for (int i = 0; i < kinds.length; i++) {
      if (thorough || i == number % kinds.length) {
        var out = kinds[i].of(message);
        wrapped.add(
            new Case(number, kinds[i].name().toLowerCase(Locale.ROOT), out.text(), out.tree()));
      }
    }
  }

  private boolean read(String text) {
    return !jdk.read(text).startsWith("refused");
  }

  private void judge(Case each) {
    var tree = jdk.read(each.text);
    if (!tree.equals(Dump.of(each.tree))) {
      wrong.add(said(each) + "the JDK: " + tree);
    }
  }

  private static String json(List<Case> cases, boolean forgets) {
    return Referee.json(
        cases.stream()
            .map(
                each ->
                    new String[] {
                      each.text,
                      each.tree == null
                          ? null
                          : forgets ? Dump.withoutPrefixes(each.tree) : Dump.of(each.tree)
                    })
            .toList());
  }

  /** Takes down what is wrong, and answers the places of those that it would have accepted. */
  private List<Integer> accepted(List<Case> cases, Referee referee, String json) {
    var answer = referee.judge(json);
    var tab = answer.lastIndexOf('\t');
    if (tab > 0) {
      var index = Integer.parseInt(answer.substring(2, answer.indexOf(',')).strip());
      wrong.add(said(cases.get(index)) + answer.substring(0, Math.min(tab, 600)));
    }
    var numbers = answer.substring(tab + 1);
    return numbers.isEmpty()
        ? new ArrayList<>()
        : new ArrayList<>(Arrays.stream(numbers.split(",")).map(Integer::valueOf).toList());
  }

  private static String said(Case each) {
    var out = new StringBuilder("document " + each.number + ", " + each.wrapping + ": ");
    each.text
        .chars()
        .limit(600)
        .forEach(c -> out.append(c < ' ' || c > '~' ? "\\u%04x".formatted(c) : "" + (char) c));
    return out.append(": ").toString();
  }

  @Override
  public void close() {
    python.close();
    widget.close();
    browser.close();
  }
}
