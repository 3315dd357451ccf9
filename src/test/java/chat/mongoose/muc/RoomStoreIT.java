package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.Deployments;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
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
          "🧙".repeat(RoomConfiguration.MAX_TITLE),
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

  @Resource(lookup = "java:app/jdbc/mongoose")
  private DataSource source;

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
            new Subject(
                List.of(
                    new Subject.Text("en", "🧙".repeat(995) + "<"), new Subject.Text("pl", "Oj")),
                "First Witch",
                Optional.of(Instant.ofEpochMilli(1234567))),
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
    assertThat(names(store.listedBefore(DOMAIN, "d", 2))).containsExactly("c", "a");
    assertThat(names(store.listedBefore(DOMAIN, "c", 2))).containsExactly("a");
    var last = names(store.listedBefore(DOMAIN, "", 2));
    assertThat(last.get(0)).isGreaterThanOrEqualTo("d");
    assertThat(store.listed()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void namesAreComparedExactlyAndMayBeLong() {
    store.save(new RoomRecord(Jid.of("a", DOMAIN), plain(true), Subject.NONE, Map.of(), SINCE));
    var longest = Jid.of("x".repeat(Rooms.MAX_NAME), DOMAIN);
    store.save(new RoomRecord(longest, plain(true), Subject.NONE, Map.of(), SINCE));

    assertThat(store.find(Jid.of("ä", DOMAIN))).isEmpty();
    assertThat(store.find(longest)).isPresent();
  }

  /** Somebody has changed them by hand, or an older version was laxer. */
  @Test
  void rowsThatCannotBeReadHarmNobodyElse() throws SQLException {
    var nurse = Jid.of("nurse@example.org");
    store.save(
        new RoomRecord(
            COVEN,
            STRANGE,
            Subject.NONE,
            Map.of(
                ROMEO, Affiliation.MEMBER, JULIET, Affiliation.OUTCAST, nurse, Affiliation.OWNER),
            List.of(
                new GuestBan(GUEST, Set.of("one"), Instant.ofEpochMilli(1)),
                new GuestBan(OTHER, Set.of("two"), Instant.ofEpochMilli(1))),
            SINCE));
    execute("UPDATE muc_affiliation SET affiliation = 'onwer' WHERE jid = '" + nurse + "'");
    execute("UPDATE muc_affiliation SET jid = 'a b@c' WHERE jid = '" + JULIET + "'");
    execute("UPDATE muc_affiliation SET affiliation = 'member' WHERE jid = '" + ROMEO + "'");
    execute("INSERT INTO muc_affiliation VALUES ('coven', 'Romeo@example.org', 'ADMIN')");
    execute("UPDATE muc_guest_ban SET guest = '@' WHERE guest = '" + OTHER + "'");
    execute("UPDATE muc_room SET private_messages = 'all' WHERE name = 'coven'");

    var read = store.find(COVEN).orElseThrow();

    assertThat(read.affiliations())
        .containsOnly(
            Map.entry(ROMEO, Affiliation.MEMBER),
            Map.entry(nurse, Affiliation.OUTCAST),
            Map.entry(Jid.kept("a b@c"), Affiliation.OUTCAST),
            // or the room were for the next who comes
            Map.entry(Jid.kept(""), Affiliation.OWNER));
    assertThat(read.guestBans().stream().map(GuestBan::networks))
        .containsExactlyInAnyOrder(Set.of("one"), Set.of("two"));
    assertThat(read.configuration().privateMessages()).isEqualTo(Privilege.NONE);

    store.save(read);

    assertThat(store.find(COVEN)).contains(read);
    assertThat(affiliations())
        .containsExactly("a b@c OUTCAST", "nurse@example.org onwer", "romeo@example.org member");
    store.remove(COVEN);
    assertThat(affiliations()).isEmpty();
  }

  @Test
  void aRoomThatCannotBeReadHidesNoOther() throws SQLException {
    for (String name : List.of("a", "b", "c", "d")) {
      store.save(new RoomRecord(Jid.of(name, DOMAIN), plain(true), Subject.NONE, Map.of(), SINCE));
    }
    execute("UPDATE muc_room SET name = 'a a' WHERE name = 'a'");
    execute("UPDATE muc_room SET name = 'b@' WHERE name = 'b'");
    execute("UPDATE muc_room SET private_messages = '' WHERE name = 'c'");

    try {
      assertThat(names(store.listed(DOMAIN, "a ", 2))).containsExactly("c", "d");
      assertThat(names(store.listed(DOMAIN, "a ", 1))).containsExactly("c");
    } finally {
      execute("DELETE FROM muc_room WHERE name IN ('a a', 'b@')");
    }
  }

  private List<String> affiliations() throws SQLException {
    var all = new ArrayList<String>();
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT jid, affiliation FROM muc_affiliation WHERE room = 'coven' ORDER BY jid")) {
      while (rows.next()) {
        all.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return all;
  }

  private void execute(String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static RoomConfiguration plain(boolean listed) {
    return new RoomConfiguration(
        "", "", true, listed, false, false, "", false, false, Privilege.ANYONE, 0, 50, true);
  }

  private static List<String> names(List<RoomSummary> rooms) {
    return rooms.stream().map(room -> room.jid().local().orElseThrow()).toList();
  }
}
