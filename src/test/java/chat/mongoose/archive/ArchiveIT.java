package chat.mongoose.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.muc.RoomArchive;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.Deployments;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The archive inside the server: its transactions, its JPA provider, its thread. */
@Tag("database")
@ExtendWith(ArquillianExtension.class)
class ArchiveIT {

  @Inject private RoomArchive rooms;
  @Inject private Archive archive;

  private final Jid room = Jid.of("room-" + UUID.randomUUID() + "@conference.localhost");

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose().addClass(Samples.class);
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

  private List<ArchivedGroupchat> say(int messages) {
    return LongStream.range(0, messages)
        .mapToObj(number -> Samples.said(room, number, Samples.ROMEO, "No. " + number))
        .toList();
  }
}
