package chat.mongoose.rest;

import chat.mongoose.archive.Archive;
import chat.mongoose.archive.ArchivePage;
import chat.mongoose.archive.ArchiveQuery;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/**
 * The way into the archive for people, which records who has looked, for what, and from where. The
 * record is only added to.
 */
@Stateless
public class AuditLog {

  @PersistenceContext private EntityManager entities;
  @Inject private Archive archive;
  @Inject private Clock clock;

  /** For the container. */
  public AuditLog() {}

  /**
   * Looks into the archive and records it, in one transaction: if the look cannot be recorded,
   * there is none.
   *
   * @param who the name of the account
   * @param remoteAddress of the client
   * @throws jakarta.ejb.EJBException if the archive cannot be read, or the record not be written
   */
  public ArchivePage look(String who, String remoteAddress, ArchiveQuery query) {
    var page = archive.find(query);
    var records = page.records().size();
    entities.persist(new AuditEntry(clock.instant(), who, remoteAddress, asked(query), records));
    return page;
  }

  /** The question as it was understood, in the words in which it is asked. */
  private static String asked(ArchiveQuery query) {
    var asked = new StringBuilder("max=" + query.max());
    query.room().ifPresent(room -> asked.append(" room=").append(room));
    query.sender().ifPresent(sender -> asked.append(" with=").append(sender));
    query.from().ifPresent(from -> asked.append(" from=").append(from));
    query.until().ifPresent(until -> asked.append(" until=").append(until));
    query.after().ifPresent(after -> asked.append(" after=").append(after));
    return asked.toString();
  }
}
