package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.stanza.Jid;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The store of what was said: {@link GroupCommit} writes, everybody reads. Reading blocks, by one
 * or two short queries; one that is not short is given up after {@link #MAX_MILLIS}, in the
 * database too, and the caller gets what the container makes of it, an {@code EJBException}.
 */
@Stateless
public class Archive {

  /**
   * Characters of XML on one page, beyond its first record. It bounds what a question costs in
   * memory, and keeps a page within what may wait for one client.
   */
  static final int MAX_CHARACTERS = 512 * 1024;

  /** A page takes milliseconds, unless the question looks at too much or the database is busy. */
  static final int MAX_MILLIS = 2000;

  private static final Logger LOG = System.getLogger(Archive.class.getName());

  @PersistenceContext private EntityManager entities;

  /** For the container. */
  public Archive() {}

  /** For tests with a persistence context of their own. */
  Archive(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Writes all that the batch has, or nothing. The batch learns when all is with the database and
   * only the commit is left, and can refuse it.
   */
  public void append(Batch batch) {
    batch.records().forEach(kept -> entities.persist(new ArchivedMessage(kept)));
    entities.flush();
    batch.commits();
  }

  /** Removes what the batch has written, if it has; for a commit whose outcome is not known. */
  public void withdraw(Batch batch) {
    for (ArchiveRecord kept : batch.records()) {
      entities
          .createNamedQuery(ArchivedMessage.REMOVE)
          .setParameter("roomKey", AddressKey.of(kept.room()))
          .setParameter("id", kept.id().micros())
          .executeUpdate();
    }
  }

  /**
   * Whether the database answers now. Told as a value and without a transaction, since the
   * container logs each exception at length, and this is asked again and again while a database is
   * down.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean answers() {
    try {
      find(ArchiveQuery.everywhere().first(1));
      return true;
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "The archive's database does not answer.", e);
      return false;
    }
  }

  /** The page of the matching records; it may be shorter than asked for where records are long. */
  public ArchivePage find(ArchiveQuery query) {
    var page = measured(query);
    if (page.ids().isEmpty()) {
      return new ArchivePage(List.of(), page.complete());
    }
    var criteria = new Criteria(query, Collections.min(page.ids()), Collections.max(page.ids()));
    var rows =
        criteria
            .bind(
                bounded(
                    entities.createQuery(
                        "select m from ArchivedMessage m" + criteria.jpql(),
                        ArchivedMessage.class)))
            .setMaxResults(page.ids().size())
            .getResultList();
    var records = new ArrayList<>(rows.stream().map(ArchivedMessage::toRecord).toList());
    if (query.newest()) {
      Collections.reverse(records);
    }
    return new ArchivePage(records, page.complete());
  }

  /** How many records match, counted up to a limit. */
  public int count(ArchiveQuery query, int limit) {
    var criteria = new Criteria(query);
    return criteria
        .bind(
            bounded(
                entities.createQuery(
                    "select m.id from ArchivedMessage m" + criteria.jpql(), Long.class)))
        .setMaxResults(limit)
        .getResultList()
        .size();
  }

  /** Whether the room's archive has every one of these records, and all were said to everybody. */
  public boolean has(Jid room, Collection<ArchiveId> ids) {
    if (ids.isEmpty()) {
      return true;
    }
    var numbers = ids.stream().map(ArchiveId::micros).distinct().toList();
    return bounded(entities.createNamedQuery(ArchivedMessage.EXISTING, Long.class))
            .setParameter("room", room.bare().toString())
            .setParameter("ids", numbers)
            .getSingleResult()
        == numbers.size();
  }

  /** Which records the page has, by their lengths, without reading what is long. */
  private Measured measured(ArchiveQuery query) {
    var criteria = new Criteria(query);
    var rows =
        criteria
            .bind(
                bounded(
                    entities.createQuery(
                        "select m.id, m.xmlLength from ArchivedMessage m" + criteria.jpql(),
                        Object[].class)))
            .setMaxResults(query.max() + 1)
            .getResultList();
    var ids = new ArrayList<Long>();
    var characters = 0L;
    for (Object[] row : rows) {
      characters += (Integer) row[1];
      if (ids.size() == query.max() || !ids.isEmpty() && characters > MAX_CHARACTERS) {
        return new Measured(ids, false);
      }
      ids.add((Long) row[0]);
    }
    return new Measured(ids, true);
  }

  private static <T> TypedQuery<T> bounded(TypedQuery<T> query) {
    return query.setHint("jakarta.persistence.query.timeout", MAX_MILLIS);
  }

  private record Measured(List<Long> ids, boolean complete) {}
}
