package chat.mongoose.form;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A data form (XEP-0004 §3).
 *
 * @param type form, submit, cancel or result (§3.1)
 * @param title shown above the form, may be empty
 * @param instructions shown above the fields, may be empty
 * @param fields in their order; the hidden FORM_TYPE of XEP-0068 is one of them
 */
public record DataForm(String type, String title, String instructions, List<Field> fields) {

  public static final String NS = "jabber:x:data";
  private static final String FORM_TYPE = "FORM_TYPE";

  /**
   * A field (XEP-0004 §3.2, §3.3).
   *
   * @param name the {@code var}
   * @param type as in §3.3; empty where a submission leaves it out
   * @param label for a human, may be empty
   * @param values none, one or several
   * @param options of a list, each a value that is its own label
   */
  public record Field(
      String name, String type, String label, List<String> values, List<String> options) {

    public Field {
      values = List.copyOf(values);
      options = List.copyOf(options);
    }

    public static Field of(String name, String type, String label, String... values) {
      return new Field(name, type, label, List.of(values), List.of());
    }

    /** XEP-0004 §3.3: {@code 1} and {@code true} are true. */
    public static Field of(String name, String label, boolean value) {
      return of(name, "boolean", label, value ? "1" : "0");
    }

    private static Field of(Element field) {
      return new Field(
          field.attribute("var").orElse(""),
          field.attribute("type").orElse(""),
          field.attribute("label").orElse(""),
          field.children(NS, "value").stream().map(Element::text).toList(),
          field.children(NS, "option").stream()
              .flatMap(option -> option.child(NS, "value").stream())
              .map(Element::text)
              .toList());
    }

    private Element toElement() {
      var field = Element.of(NS, "field").with("var", name);
      field = type.isEmpty() ? field : field.with("type", type);
      field = label.isEmpty() ? field : field.with("label", label);
      for (String value : values) {
        field = field.plus(Element.of(NS, "value").plus(value));
      }
      for (String option : options) {
        var value = Element.of(NS, "value").plus(option);
        field = field.plus(Element.of(NS, "option").with("label", option).plus(value));
      }
      return field;
    }
  }

  public DataForm {
    fields = List.copyOf(fields);
  }

  /** A form of this type with its FORM_TYPE (XEP-0068) and no other field yet. */
  public static DataForm of(String type, String formType) {
    return new DataForm(
        type,
        "",
        "",
        List.of(Field.of(FORM_TYPE, type.equals("submit") ? "" : "hidden", "", formType)));
  }

  /**
   * Reads an {@code <x xmlns='jabber:x:data'/>}.
   *
   * @throws StanzaError {@code not-acceptable} if two fields have one name (§3.2): which of them
   *     was meant is for nobody to guess
   */
  public static DataForm of(Element x) {
    var fields = x.children(NS, "field").stream().map(Field::of).toList();
    var names = new HashSet<String>();
    for (Field field : fields) {
      if (!field.name().isEmpty() && !names.add(field.name())) {
        throw notAcceptable(field.name() + " is in the form twice.");
      }
    }
    return new DataForm(
        x.attribute("type").orElse("submit"),
        x.child(NS, "title").map(Element::text).orElse(""),
        x.child(NS, "instructions").map(Element::text).orElse(""),
        fields);
  }

  public DataForm titled(String title, String instructions) {
    return new DataForm(type, title, instructions, fields);
  }

  public DataForm plus(Field... more) {
    var all = new ArrayList<>(fields);
    all.addAll(List.of(more));
    return new DataForm(type, title, instructions, all);
  }

  /** The value of the hidden FORM_TYPE field, which names what the form is about (XEP-0068). */
  public Optional<String> formType() {
    return value(FORM_TYPE);
  }

  /**
   * The value of the field, if the form has the field and it has a value.
   *
   * @throws StanzaError {@code not-acceptable} if it has several
   */
  public Optional<String> value(String field) {
    var values = values(field);
    if (values.size() > 1) {
      throw notAcceptable(field + " has one value.");
    }
    return values.stream().findFirst();
  }

  /** Whether the form has the field, with a value or without. */
  public boolean has(String field) {
    return fields.stream().anyMatch(candidate -> candidate.name().equals(field));
  }

  /** All values of the field; none where the form has no such field. */
  public List<String> values(String field) {
    return fields.stream()
        .filter(candidate -> candidate.name().equals(field))
        .findFirst()
        .map(Field::values)
        .orElse(List.of());
  }

  /**
   * The value of a field that is true or false, as XML Schema writes it (§3.3), with blanks around.
   *
   * @throws StanzaError {@code not-acceptable} if it is neither
   */
  public Optional<Boolean> flag(String field) {
    return value(field)
        .map(
            value ->
                switch (value.strip()) {
                  case "1", "true" -> true;
                  case "0", "false" -> false;
                  default -> throw notAcceptable(field + " is 1 or true, or 0 or false.");
                });
  }

  private static StanzaError notAcceptable(String text) {
    return new StanzaError(Condition.NOT_ACCEPTABLE, text);
  }

  public Element toElement() {
    var x = Element.of(NS, "x").with("type", type);
    x = title.isEmpty() ? x : x.plus(Element.of(NS, "title").plus(title));
    x = instructions.isEmpty() ? x : x.plus(Element.of(NS, "instructions").plus(instructions));
    return x.plus(fields.stream().map(Field::toElement).toList());
  }
}
