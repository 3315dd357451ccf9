package chat.mongoose.muc;

import static chat.mongoose.muc.Stage.CRONE;
import static chat.mongoose.muc.Stage.GUEST;
import static chat.mongoose.muc.Stage.HAG;
import static chat.mongoose.muc.Stage.ROOM;
import static chat.mongoose.muc.Stage.from;
import static chat.mongoose.muc.Stage.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.session.NameSource;
import chat.mongoose.session.NameTaken;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.UnicodeSet;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose name is his also while he is away (XEP-0045 §14.6). */
class ReservedNamesTest {

  private final Site site = new Site();
  private final Store store = new Store();
  private final Lanes lanes = new Lanes();
  private final Stage stage = new Stage();
  private long nanos;
  private ReservedNames names;

  @BeforeEach
  void start() {
    lanes.start(Executors.defaultThreadFactory());
    site.names.put("Hecate Smith", "hag66");
    site.names.put("hag66", "hag66");
    site.names.put("Ivy Smith", "ivy");
    site.names.put("admin", "admin");
    names = new ReservedNames(List.of(site), store, lanes, () -> nanos);
    names.start();
    stage.names = names;
  }

  @AfterEach
  void stop() {
    lanes.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hecate Smith",
        "hecate smith",
        "HECATE SMITH",
        "Hecate  Smith",
        "Неcаtе Smith",
        "hag66",
        "Hag66",
        "Неcаtе Ѕmіth",
        "Ηеcаtе",
        "lvy Smith",
        "Ivy Srnith",
        "аdmin",
        "ADMIN",
        "Admin",
        "admin.",
        "admin ✓",
        "a_d_m_i_n",
        "hag 66",
        "HecateSmith",
      })
  void noGuestHasIt(String wanted) {
    assertThat(stage.isRefused(GUEST, join(wanted, "")).condition())
        .isIn(Condition.CONFLICT, Condition.NOT_ACCEPTABLE);
    stage.enters(GUEST, "somebody");
    assertThat(stage.isRefused(GUEST, "<presence to='" + ROOM + "/" + wanted + "'/>").condition())
        .isIn(Condition.CONFLICT, Condition.NOT_ACCEPTABLE);
  }

  @Test
  void noOtherAccountHasItButItsOwn() {
    assertThat(stage.isRefused(CRONE, join("Hecate Smith", "")).condition())
        .isEqualTo(Condition.CONFLICT);

    stage.enters(HAG, "Hecate Smith");

    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/Hecate Smith");
  }

  @Test
  void twoUsersWhomTheSiteCallsTheSameMayBothBeCalledSo() {
    site.names.put("Hecate Smith ", "crone1");
    nanos += Duration.ofHours(1).toNanos();
    names.refresh();

    stage.enters(CRONE, "Hecate Smith");
    stage.leaves(CRONE);
    stage.enters(HAG, "Hecate Smith");

    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/Hecate Smith");
  }

  /** Or all who have names would lose them to whoever can have one that no rule can read. */
  @Test
  void aNameThatCannotBeReadTakesNoOtherFromItsOwner() {
    site.names.put(null, "ghost");
    site.names.put("Nurse", "nurse");
    nanos += Duration.ofHours(1).toNanos();
    names.refresh();

    assertThat(stage.isRefused(GUEST, join("Nurse", "")).condition()).isEqualTo(Condition.CONFLICT);
    stage.enters(GUEST, "Anna");
    assertThat(from(stage.received(GUEST).get(0))).isEqualTo(ROOM + "/Anna");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hecate", "Smith", "Hecate Smith 482", "hag", "Anna"})
  void otherNamesAreFree(String wanted) {
    stage.enters(GUEST, wanted);

    assertThat(from(stage.received(GUEST).get(0))).isEqualTo(ROOM + "/" + wanted);
  }

  @Test
  void nobodyTakesAllNamesByGoingThroughThem() throws Exception {
    for (int i = 0; i < 300; i++) {
      names.keep(CRONE.bare(), Nickname.of("Squatted " + (char) ('A' + i % 26) + i, 64));
    }

    assertThat(stage.isRefused(GUEST, join("Squatted A0", "")).condition())
        .isEqualTo(Condition.CONFLICT);
    stage.enters(GUEST, "Squatted N299");
    assertThat(from(stage.received(GUEST).get(0))).isEqualTo(ROOM + "/Squatted N299");
  }

  @Test
  void aNameUnderWhichAnAccountWasHereStaysItsOwnAlsoAfterARestart() throws Exception {
    stage.enters(CRONE, "The First");
    stage.leaves(CRONE);
    stage.reserved.forEach(each -> names.keep(each.user(), each.nickname()));
    assertThat(store.written.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new NameStore.Name("crone1", "The First"));

    assertThat(stage.isRefused(GUEST, join("the first", "")).condition())
        .isEqualTo(Condition.CONFLICT);

    names = new ReservedNames(List.of(site), store, lanes, () -> nanos);
    names.start();
    stage.names = names;
    assertThat(stage.isRefused(HAG, join("The Fіrst", "")).condition())
        .isIn(Condition.CONFLICT, Condition.NOT_ACCEPTABLE);
    stage.enters(CRONE, "The First");
    stage.reserved.forEach(each -> names.keep(each.user(), each.nickname()));
    assertThat(store.written).as("what is known is not written again").isEmpty();
  }

  @Test
  void whatSomebodyHasCalledHimselfGivesWayToWhatTheSiteCallsSomebody() {
    store.kept.add(new NameStore.Name("crone1", "Hecate Smith"));
    nanos += Duration.ofHours(1).toNanos();
    names.refresh();

    assertThat(stage.isRefused(CRONE, join("Hecate Smith", "")).condition())
        .isEqualTo(Condition.CONFLICT);
    stage.enters(HAG, "Hecate Smith");
    assertThat(from(stage.received(HAG).get(0))).isEqualTo(ROOM + "/Hecate Smith");
  }

  @Test
  void guestsKeepNoNames() {
    stage.enters(GUEST, "Anna");

    assertThat(stage.reserved).isEmpty();
  }

  @Test
  void aNameThatIsNewIsKeptAtOnce() {
    names.taken(new NameTaken("macbeth", "macbeth"));

    assertThat(stage.isRefused(GUEST, join("Macbeth", "")).condition())
        .isEqualTo(Condition.CONFLICT);
  }

  @Test
  void whatASourceHasToldHoldsWhileItCannotBeAsked() {
    site.down = true;
    nanos += Duration.ofHours(1).toNanos();
    names.refresh();

    assertThat(stage.isRefused(GUEST, join("Hecate Smith", "")).condition())
        .isEqualTo(Condition.CONFLICT);
    assertThatCode(() -> stage.enters(GUEST, "Anna")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"Anna 482,true", "Anna,false", "Hecate Smith,false", "Anna482,false", "482,false"})
  void whileNobodyKnowsGuestsComeUnderNamesThatAreNobodys(String wanted, boolean taken) {
    site.down = true;
    names = new ReservedNames(List.of(site), store, lanes, () -> nanos);
    names.start();
    stage.names = names;

    if (taken) {
      stage.enters(GUEST, wanted);
    } else {
      assertThat(stage.isRefused(GUEST, join(wanted, "")).condition())
          .isEqualTo(Condition.CONFLICT);
    }
    stage.enters(HAG, "Hecate Smith");
    assertThat(stage.received(HAG)).as("what who has an account hears").isNotEmpty();

    site.down = false;
    names.refresh();
    assertThatCode(() -> names.accept(GUEST, Nickname.of("Anna", 64))).doesNotThrowAnyException();
  }

  /** No replacement of letters by their confusables, as ICU itself knows them, gets in. */
  @Test
  void noVariantByConfusablesGetsIn() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var like = confusables("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    assertThat(like.values().stream().mapToInt(List::size).sum()).isGreaterThan(1000);
    var reserved = List.of("Hecate Smith", "hag66", "admin", "Ivy Smith");
    var entered = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      var name = reserved.get(i % reserved.size());
      var variant = new StringBuilder();
      name.codePoints()
          .forEach(
              c -> {
                var choices = like.getOrDefault(c, List.of());
                variant.append(
                    choices.isEmpty() || random.nextInt(3) > 0
                        ? Character.toString(c)
                        : choices.get(random.nextInt(choices.size())));
              });
      try {
        names.accept(GUEST, Nickname.of(variant.toString(), 64));
        entered.add(variant.toString());
      } catch (StanzaError e) {
        // as it should be
      }
    }
    assertThat(entered).as("seed " + seed).isEmpty();
  }

  /** For each letter all others with the same skeleton. */
  private static Map<Integer, List<String>> confusables(String letters) {
    var checker = new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    var bySkeleton = new LinkedHashMap<String, List<String>>();
    for (String each : new UnicodeSet("[[:L:][:N:][:S:][:P:]]")) {
      // a name is normalized before anybody sees it, and may look otherwise then
      var seen = Normalizer.normalize(each, Normalizer.Form.NFKC);
      if (!checker.getSkeleton(seen).equals(checker.getSkeleton(each))) {
        continue;
      }
      bySkeleton.computeIfAbsent(checker.getSkeleton(each), key -> new ArrayList<>()).add(each);
    }
    var found = new LinkedHashMap<Integer, List<String>>();
    letters
        .codePoints()
        .forEach(
            c ->
                found.put(
                    c,
                    bySkeleton.getOrDefault(
                        checker.getSkeleton(Character.toString(c)), List.of())));
    return found;
  }

  @Test
  void manyUsersAreToldApart() {
    var index = new NameIndex();
    for (int i = 0; i < 20_000; i++) {
      index.add("user" + i, "User Number " + i);
    }
    assertThat(index.size()).isGreaterThanOrEqualTo(20_000);
    var looks = Nickname.of("user number 17777", 64).looks();
    assertThat(index.ask("user17777", looks)).isEqualTo(NameIndex.Answer.OWN);
    assertThat(index.ask("user1", looks)).isEqualTo(NameIndex.Answer.FOREIGN);
    assertThat(index.ask("user1", Nickname.of("Nobody", 64).looks()))
        .isEqualTo(NameIndex.Answer.FREE);
  }

  /** A site whose users have names. */
  private static final class Site implements NameSource {
    private final Map<String, String> names = new LinkedHashMap<>();
    private boolean down;

    @Override
    public Duration lifetime() {
      return Duration.ofMinutes(5);
    }

    @Override
    public void tell(BiConsumer<String, String> name) {
      if (down) {
        throw new IllegalStateException("The site is down, as this test wants it.");
      }
      names.forEach((each, owner) -> name.accept(owner, each));
    }
  }

  /** A store without a database. */
  private static final class Store extends NameStore {
    private final List<Name> kept = new ArrayList<>();
    private final LinkedBlockingQueue<Name> written = new LinkedBlockingQueue<>();

    @Override
    public List<Name> after(Name last, int max) {
      return kept.stream().filter(each -> each.username().compareTo(last.username()) > 0).toList();
    }

    @Override
    public void keep(Name name, Instant now) {
      kept.add(name);
      written.add(name);
    }
  }
}
