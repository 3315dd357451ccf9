package chat.mongoose.conversation;

import chat.mongoose.conversation.Match.Differs;
import chat.mongoose.conversation.Match.Fits;
import java.util.ArrayList;
import java.util.List;

/**
 * An element as a script expects it. All that was received must be expected and all that is
 * expected received, with three exceptions: the order of children, {@code xml:lang}, and elements
 * that the script holds open by the text {@code ...}, which may have more children and text.
 */
record StanzaPattern(Tree expected) {

  private static final String OPEN = "...";

  Match match(Tree actual, Captures known) {
    return match(expected, actual, known);
  }

  private static Match match(Tree expected, Tree actual, Captures known) {
    if (!expected.is(actual.namespace(), actual.name())) {
      return new Differs("%s was expected, %s came".formatted(tag(expected), tag(actual)));
    }
    var attributes = attributes(expected, actual, known);
    if (!(attributes instanceof Fits withAttributes)) {
      return attributes;
    }
    var text = text(expected, actual, withAttributes.captures());
    if (!(text instanceof Fits withText)) {
      return text;
    }
    return children(expected, expected.children(), actual.children(), withText.captures());
  }

  private static Match attributes(Tree expected, Tree actual, Captures known) {
    var captures = known;
    for (var attribute : expected.attributes().entrySet()) {
      var name = attribute.getKey();
      var template = attribute.getValue();
      if (!actual.attributes().containsKey(name)) {
        if (template.equals(Captures.OPTIONAL)) {
          continue;
        }
        return new Differs("%s has no attribute '%s'".formatted(tag(expected), name));
      }
      var value = actual.attribute(name);
      var matched = captures.match(template, value);
      if (matched.isEmpty()) {
        return new Differs(
            "'%s' of %s should be '%s' and is '%s'"
                .formatted(name, tag(expected), captures.fillKnown(template), value));
      }
      captures = matched.get();
    }
    for (String name : actual.attributes().keySet()) {
      if (!expected.attributes().containsKey(name) && !name.equals("xml:lang")) {
        return new Differs(
            "%s has an attribute %s='%s' that was not expected"
                .formatted(tag(expected), name, actual.attribute(name)));
      }
    }
    return new Fits(captures);
  }

  private static Match text(Tree expected, Tree actual, Captures known) {
    var wanted = new StringBuilder();
    expected.content().stream()
        .filter(node -> node instanceof String text && !text.strip().equals(OPEN))
        .forEach(wanted::append);
    if (wanted.isEmpty() && (isOpen(expected) || actual.text().isBlank())) {
      return new Fits(known);
    }
    return known
        .match(wanted.toString(), actual.text())
        .<Match>map(Fits::new)
        .orElseGet(
            () ->
                new Differs(
                    "the text of %s should be \"%s\" and is \"%s\""
                        .formatted(
                            tag(expected), known.fillKnown(wanted.toString()), actual.text())));
  }

  /** Finds a partner for the first of the expected ones, then for the rest, or tries another. */
  private static Match children(
      Tree parent, List<Tree> expected, List<Tree> actual, Captures known) {
    if (expected.isEmpty()) {
      return actual.isEmpty() || isOpen(parent)
          ? new Fits(known)
          : new Differs(
              "%s contains %s, which was not expected".formatted(tag(parent), actual.get(0)));
    }
    var wanted = expected.get(0);
    Match nearest =
        new Differs("%s does not contain %s".formatted(tag(parent), known.fillKnown("" + wanted)));
    for (Tree candidate : actual) {
      var match = match(wanted, candidate, known);
      if (match instanceof Fits fits) {
        var left = new ArrayList<>(actual);
        left.remove(candidate);
        match = children(parent, expected.subList(1, expected.size()), left, fits.captures());
      }
      if (match instanceof Fits) {
        return match;
      }
      if (wanted.is(candidate.namespace(), candidate.name())) {
        nearest = match;
      }
    }
    return nearest;
  }

  private static boolean isOpen(Tree element) {
    return element.content().stream()
        .anyMatch(node -> node instanceof String text && text.strip().equals(OPEN));
  }

  private static String tag(Tree element) {
    return element.namespace().equals(Tree.CLIENT)
        ? "<" + element.name() + "/>"
        : "<" + element.name() + " xmlns='" + element.namespace() + "'/>";
  }
}
