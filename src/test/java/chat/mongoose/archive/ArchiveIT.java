package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.muc.RoomArchive;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.Deployments;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The archive inside the server: its transactions, its JPA provider, its thread. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class ArchiveIT {

  @Inject private RoomArchive rooms;
  @Inject private Archive archive;

  @Resource(lookup = "java:app/jdbc/mongoose")
  private DataSource source;

  private final Jid room = Jid.of("room-" + UUID.randomUUID() + "@conference.localhost");

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @Test
  void whatRoomsSayIsKeptInItsOrder() throws Exception {
    var said = say(1000);
    var answers = said.stream().map(rooms::append).toList();
    for (CompletionStage<Void> answer : answers) {
      answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    assertThat(rooms.newest(room, 1200)).isEqualTo(said);
    assertThat(rooms.newest(room, 3)).isEqualTo(said.subList(997, 1000));
    assertThat(rooms.newest(Samples.LOBBY, 0)).isEmpty();
  }

  /** A room has nothing private for those who come, but its identifiers go on behind it. */
  @Test
  void ofPrivateMessagesARoomGetsOnlyTheLastOfAll() throws Exception {
    var early = Samples.whispered(room, 1, Samples.ROMEO, Samples.JULIET, "early");
    var said = Samples.said(room, 2, Samples.ROMEO, "aloud");
    var late = Samples.whispered(room, 3, Samples.ROMEO, Samples.JULIET, "late");
    for (var message : List.of(early, said)) {
      rooms.append(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    assertThat(rooms.newest(room, 10)).containsExactly(said);

    rooms.append(late).toCompletableFuture().get(30, TimeUnit.SECONDS);

    assertThat(rooms.newest(room, 10)).containsExactly(said, late);
    assertThat(archive.find(ArchiveQuery.of(room)).records()).hasSize(3);
  }

  /** A room opens, and nobody gets what is not for him, whatever somebody has done to its rows. */
  @Test
  void rowsThatCannotBeReadHarmNobodyElse() throws Exception {
    var said = Samples.said(room, 1, Samples.ROMEO, "aloud");
    var late = Samples.whispered(room, 2, Samples.ROMEO, Samples.JULIET, "late");
    for (var message : List.of(said, late)) {
      rooms.append(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      var broken = "UPDATE archived_message SET sender = '@', xml = '<' WHERE room = '%s'";
      statement.execute(broken.formatted(room));
      statement.execute(
          "UPDATE archived_message SET recipient = '' WHERE recipient IS NOT NULL AND room = '%s'"
              .formatted(room));
    }

    var newest = rooms.newest(room, 10);

    assertThat(newest)
        .extracting(kept -> kept.message().body())
        .containsExactly(Optional.of("aloud"), Optional.of("late"));
    assertThat(newest)
        .extracting(kept -> kept.recipient().isPresent())
        .containsExactly(false, true);
    var aloud = ArchiveQuery.of(room).withoutPrivate();
    assertThat(archive.find(aloud).records()).hasSize(1);
  }

  @Test
  void aTransactionIsWrittenWholeOrNotAtAll() {
    var kept = say(3).stream().map(ArchiveRecord::of).toList();
    archive.append(Samples.batch(kept));

    var more = List.of(Samples.kept(room, 10, Samples.ROMEO, "new"), kept.get(1));
    assertThatThrownBy(() -> archive.append(Samples.batch(more))).isInstanceOf(EJBException.class);

    assertThat(archive.find(ArchiveQuery.of(room)).records()).isEqualTo(kept);
    archive.withdraw(Samples.batch(kept.subList(0, 2)));
    assertThat(archive.find(ArchiveQuery.of(room)).records()).isEqualTo(kept.subList(2, 3));
  }

  /** Nobody may hear what was not kept: a commit that fails must be heard of. */
  @Test
  void aConnectionThatBreaksInFrontOfTheCommitIsAnError() {
    var answer =
        new CompletableFuture<Void>() {
          /** Asked when all is written and only the commit is left. */
          @Override
          public boolean isDone() {
            CompletableFuture.runAsync(ArchiveIT.this::breakConnections).join();
            return super.isDone();
          }
        };
    var batch = new Batch(List.of(new Entry(Samples.kept(room, 0, Samples.ROMEO, "x"), 0, answer)));

    assertThatThrownBy(() -> archive.append(batch)).isInstanceOf(EJBException.class);

    assertThat(batch.isSent()).isTrue();
    assertThat(archive.find(ArchiveQuery.of(room)).records()).isEmpty();
  }

  @Test
  void pagesAreFoundFromBothEnds() {
    var kept = say(7).stream().map(ArchiveRecord::of).toList();
    archive.append(Samples.batch(kept));
    var place = ArchiveCursor.at(kept.get(3).id());

    assertThat(archive.find(ArchiveQuery.of(room).after(place).first(2)))
        .isEqualTo(new ArchivePage(kept.subList(4, 6), false));
    assertThat(archive.find(ArchiveQuery.of(room).before(place).last(3)))
        .isEqualTo(new ArchivePage(kept.subList(0, 3), true));
    assertThat(archive.find(ArchiveQuery.of(room).by(Samples.JULIET.bare())).records()).isEmpty();
    assertThat(archive.count(ArchiveQuery.of(room), 100)).isEqualTo(7);
  }

  private void breakConnections() {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      var onH2 = connection.getMetaData().getDatabaseProductName().equals("H2");
      var others = new ArrayList<Long>();
      try (var rows =
          statement.executeQuery(
              onH2
                  ? "SELECT session_id FROM information_schema.sessions"
                      + " WHERE session_id <> SESSION_ID()"
                  : "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID()")) {
        while (rows.next()) {
          others.add(rows.getLong(1));
        }
      }
      for (long other : others) {
        statement.execute(onH2 ? "CALL ABORT_SESSION(" + other + ")" : "KILL " + other);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ArchivedGroupchat> say(int messages) {
    return LongStream.range(0, messages)
        .mapToObj(number -> Samples.said(room, number, Samples.ROMEO, "No. " + number))
        .toList();
  }
}
