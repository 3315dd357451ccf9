package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import chat.mongoose.xml.Xml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0059 for the list of rooms (XEP-0045 §6.3). */
class RoomPageTest {

  private final TreeSet<String> stored = new TreeSet<>(List.of("a", "c", "e", "g"));
  private final List<RoomSummary> alive = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "<max>2</max> | ab | 7",
        "<max>2</max><after>b@rooms.lit</after> | cd | 7",
        "<max>3</max><after>f@rooms.lit</after> | g | 7",
        "<max>2</max><after>z@rooms.lit</after> | - | 7",
        "<max>2</max><before/> | fg | 7",
        "<max>3</max><before>f@rooms.lit</before> | cde | 7",
        "<max>3</max><before>b@rooms.lit</before> | a | 7",
        "<max>1</max><before>a@rooms.lit</before> | - | 7",
        "<max>0</max> | - | 7",
        "<max>0</max><before/> | - | 7",
        "<max>900</max> | abcdefg | 7",
        "'' | abcdefg | 7",
      })
  void aPageIsWhatLiesWhereItIsAskedFor(String asked, String names, String count) {
    for (String name : List.of("b", "d", "f")) {
      alive.add(room(name, true, false));
    }
    alive.add(room("c", true, true));

    var page = page("<set xmlns='http://jabber.org/protocol/rsm'>" + asked + "</set>");

    assertThat(names(page)).isEqualTo(names == null ? "" : names);
    assertThat(text(page, "count")).contains(count);
    var some = names != null;
    assertThat(text(page, "first"))
        .isEqualTo(some ? Optional.of(names.charAt(0) + "@rooms.lit") : Optional.empty());
    assertThat(text(page, "last"))
        .isEqualTo(
            some ? Optional.of(names.charAt(names.length() - 1) + "@rooms.lit") : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"after, last", "before, first"})
  void whoTurnsThePagesEitherWaySeesEachRoomOnce(String way, String end) {
    IntStream.range(10, 50).forEach(i -> alive.add(room("b" + i, i % 3 > 0, false)));
    var all = new ArrayList<>(page("").rooms());
    var seen = new ArrayList<RoomSummary>();
    var from = "";
    for (var page = page(3, way, from); !page.rooms().isEmpty(); page = page(3, way, from)) {
      seen.addAll(way.equals("after") ? seen.size() : 0, page.rooms());
      from = text(page, end).orElseThrow();
    }

    assertThat(seen).hasSizeGreaterThan(20).isEqualTo(all);
  }

  @Test
  void withoutASetAllAreThereAndNothingIsSaidOfPages() {
    var page = page("");

    assertThat(names(page)).isEqualTo("aceg");
    assertThat(page.set()).isEmpty();
  }

  @Test
  void moreThanOnePageIsToldAlsoToWhoHasNotAskedForOne() {
    IntStream.range(100, 400).forEach(i -> stored.add("m" + i));

    var page = page("");

    assertThat(page.rooms()).hasSize(RoomPage.MAX);
    assertThat(text(page, "count")).contains("304");
  }

  @Test
  void whereNothingIsThereIsNoSet() {
    stored.clear();

    assertThat(page("<set xmlns='http://jabber.org/protocol/rsm'/>").set()).isEmpty();
  }

  @Test
  void aRoomThatIsNoLongerListedIsNotInThePage() {
    alive.add(room("c", false, true));

    assertThat(names(page(""))).isEqualTo("aeg");
  }

  @Test
  void whatLiesBehindAFullPageOfTheStoreIsLeftForTheNext() {
    alive.add(room("c", false, true));
    alive.add(room("z", true, false));

    assertThat(names(page(2, "after", ""))).isEqualTo("a");
    alive.add(room("e", false, true));
    alive.add(room("b", true, false));
    assertThat(names(page(2, "before", ""))).isEqualTo("gz");
    assertThat(names(page(2, "before", "z@rooms.lit"))).isEqualTo("g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<max>many</max>", "<max>-1</max>", "<max/>"})
  void aSizeThatIsNoneIsRefused(String asked) {
    assertThat(refusal(asked)).isEqualTo(Condition.BAD_REQUEST);
  }

  @Test
  void pagesAreNotFoundByAnIndex() {
    assertThat(refusal("<index>2</index>")).isEqualTo(Condition.FEATURE_NOT_IMPLEMENTED);
  }

  private Condition refusal(String asked) {
    var set = "<set xmlns='http://jabber.org/protocol/rsm'>" + asked + "</set>";
    return catchThrowableOfType(StanzaError.class, () -> page(set)).condition();
  }

  private RoomPage page(String set) {
    var query = Xml.parse("<query xmlns='" + RoomDisco.NS_ITEMS + "'>" + set + "</query>");
    return RoomPage.of(query, new Stored(), alive);
  }

  private RoomPage page(int max, String way, String from) {
    return page(
        "<set xmlns='http://jabber.org/protocol/rsm'><max>%d</max><%s>%s</%s></set>"
            .formatted(max, way, from, way));
  }

  private static String names(RoomPage page) {
    return String.join(
        "", page.rooms().stream().map(room -> room.jid().local().orElseThrow()).toList());
  }

  private static Optional<String> text(RoomPage page, String name) {
    return page.set().flatMap(set -> set.child(RoomPage.NS, name)).map(Element::text);
  }

  private static RoomSummary room(String name, boolean listed, boolean stored) {
    return new RoomSummary(Jid.of(name, "rooms.lit"), name, listed, stored);
  }

  /** A store in order of names. */
  private final class Stored implements RoomPage.Listed {

    @Override
    public List<RoomSummary> after(String name, int max) {
      return rooms(new ArrayList<>(stored.tailSet(name, false)), max);
    }

    @Override
    public List<RoomSummary> before(String name, int max) {
      var names = new ArrayList<>(name.isEmpty() ? stored : stored.headSet(name, false));
      Collections.reverse(names);
      return rooms(names, max);
    }

    @Override
    public long count() {
      return stored.size();
    }

    private List<RoomSummary> rooms(List<String> names, int max) {
      return names.stream().limit(max).map(name -> room(name, true, true)).toList();
    }
  }
}
