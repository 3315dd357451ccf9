package chat.mongoose.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a visitor has to load, in bytes after {@code gzip -9}. */
class WidgetBudgetTest {

  private static final String INSIDE = "widget/ui/inside.js";
  private static final String MODERATION = "widget/ui/moderation.js";

  @Test
  void a_first_visit_loads_at_most_25_kB() {
    Set<String> files = WidgetFiles.loadedFor("index.html");
    assertThat(files)
        .contains("demo.css", "widget.js", "widget/xmpp.js", "widget/ui/log.js")
        .doesNotContain(INSIDE);
    assertThat(WidgetFiles.compressed(files)).as("bytes of %s", files).isBetween(15_000, 25_000);
  }

  @Test
  void who_joins_and_reads_German_loads_at_most_41_kB_in_all() {
    Set<String> files = new TreeSet<>(WidgetFiles.loadedFor("index.html"));
    files.addAll(WidgetFiles.loadedFor(INSIDE));
    files.add("widget/i18n/de.js");
    assertThat(WidgetFiles.compressed(files)).as("bytes of %s", files).isLessThan(41_000);
  }

  @Test
  void a_moderator_loads_little_more() {
    Set<String> files = new TreeSet<>(WidgetFiles.loadedFor(MODERATION));
    files.removeAll(WidgetFiles.loadedFor(INSIDE));
    files.removeAll(WidgetFiles.loadedFor("index.html"));
    assertThat(files).contains(MODERATION, "widget/moderation.js");
    assertThat(WidgetFiles.compressed(files)).as("bytes of %s", files).isBetween(1_000, 2_200);
  }

  /** Else a browser learns of them one after the other, a round trip each. */
  @Test
  void all_modules_are_named_where_the_first_one_is() {
    for (String entry : List.of("widget.js", INSIDE, MODERATION)) {
      Set<String> missing = new TreeSet<>(WidgetFiles.loadedFor(entry));
      missing.removeAll(WidgetFiles.namedIn(entry));
      missing.remove(entry);
      if (!entry.equals("widget.js")) {
        missing.removeAll(WidgetFiles.loadedFor("widget.js"));
      }
      assertThat(missing).as("not imported by %s itself", entry).isEmpty();
    }
  }
}
