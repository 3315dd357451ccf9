package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.Deployments;
import jakarta.ejb.EJB;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms in a real database, by the server's own JPA provider. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class RoomStoreIT {

  private static final String DOMAIN = "store.example.org";
  private static final Jid COVEN = Jid.of("coven", DOMAIN);
  private static final Jid ROMEO = Jid.of("romeo@example.org");
  private static final Jid JULIET = Jid.of("juliet@example.org");
  private static final ArchiveId SINCE = new ArchiveId(1_763_899_200_000_001L);
  private static final RoomConfiguration STRANGE =
      new RoomConfiguration(
          "Ein dunkler Ort 🧙",
          "The place for all good witches!",
          true,
          true,
          true,
          true,
          "cauldronburn",
          true,
          true,
          Privilege.MODERATORS,
          20,
          7,
          true);

  private static final Jid GUEST = Jid.of("guest-abcdefghijklmnopqrstuvwxyz@example.org");
  private static final Jid OTHER = Jid.of("guest-bcdefghijklmnopqrstuvwxyza@example.org");

  @EJB private RoomStore store;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @AfterEach
  void clean() {
    List.of("coven", "a", "b", "c", "d", "ä", "x".repeat(Rooms.MAX_NAME))
        .forEach(name -> store.remove(Jid.of(name, DOMAIN)));
  }

  @Test
  void whatIsStoredIsFoundAsItWas() {
    var room =
        new RoomRecord(
            COVEN,
            STRANGE,
            new Subject("Fire Burn", "First Witch", Optional.of(Instant.ofEpochMilli(1234567))),
            Map.of(ROMEO, Affiliation.OWNER, JULIET, Affiliation.OUTCAST),
            List.of(
                new GuestBan(GUEST, Set.of("one", "two"), Instant.ofEpochMilli(1234567)),
                new GuestBan(OTHER, Set.of(), Instant.ofEpochMilli(1))),
            SINCE);

    store.save(room);

    assertThat(store.find(COVEN)).contains(room);
  }

  @Test
  void theNewestStateReplacesTheOneBefore() {
    store.save(
        new RoomRecord(
            COVEN,
            STRANGE,
            Subject.NONE,
            Map.of(ROMEO, Affiliation.OWNER, JULIET, Affiliation.OUTCAST),
            SINCE));
    var changed =
        new RoomRecord(
            COVEN,
            plain(true),
            Subject.NONE,
            Map.of(ROMEO, Affiliation.ADMIN, Jid.of("nurse@example.org"), Affiliation.OWNER),
            new ArchiveId(SINCE.micros() + 1));

    store.save(changed);

    assertThat(store.find(COVEN)).contains(changed);
  }

  @Test
  void aRoomThatIsRemovedIsGoneWithItsAffiliations() {
    store.save(
        new RoomRecord(COVEN, STRANGE, Subject.NONE, Map.of(ROMEO, Affiliation.OWNER), SINCE));
    store.remove(COVEN);
    assertThat(store.find(COVEN)).isEmpty();

    store.save(new RoomRecord(COVEN, STRANGE, Subject.NONE, Map.of(), SINCE));

    assertThat(store.find(COVEN).orElseThrow().affiliations()).isEmpty();
  }

  @Test
  void removingWhatIsNotThereIsNoFailure() {
    store.remove(COVEN);

    assertThat(store.find(COVEN)).isEmpty();
  }

  @Test
  void publicRoomsAreListedByNameAPageAtATime() {
    for (String name : List.of("c", "a", "d", "b")) {
      store.save(
          new RoomRecord(
              Jid.of(name, DOMAIN), plain(!name.equals("b")), Subject.NONE, Map.of(), SINCE));
    }

    var first = names(store.listed(DOMAIN, "", 2));
    var second = names(store.listed(DOMAIN, "c", 2));

    assertThat(first).containsExactly("a", "c");
    assertThat(second).startsWith("d").doesNotContain("a", "b", "c");
  }

  @Test
  void namesAreComparedExactlyAndMayBeLong() {
    store.save(new RoomRecord(Jid.of("a", DOMAIN), plain(true), Subject.NONE, Map.of(), SINCE));
    var longest = Jid.of("x".repeat(Rooms.MAX_NAME), DOMAIN);
    store.save(new RoomRecord(longest, plain(true), Subject.NONE, Map.of(), SINCE));

    assertThat(store.find(Jid.of("ä", DOMAIN))).isEmpty();
    assertThat(store.find(longest)).isPresent();
  }

  private static RoomConfiguration plain(boolean listed) {
    return new RoomConfiguration(
        "", "", true, listed, false, false, "", false, false, Privilege.ANYONE, 0, 50, true);
  }

  private static List<String> names(List<RoomSummary> rooms) {
    return rooms.stream().map(room -> room.jid().local().orElseThrow()).toList();
  }
}
