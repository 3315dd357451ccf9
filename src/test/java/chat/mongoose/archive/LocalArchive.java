package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.stanza.Jid;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.flywaydb.core.Flyway;

/**
 * The archive on a database of a test's own, with a transaction for each call as the container
 * gives it. Schema and persistence unit are the application's.
 */
public class LocalArchive extends Archive implements AutoCloseable {

  private final EntityManagerFactory factory;

  public LocalArchive(DataSource source, String vendor) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
        .outOfOrder(true)
        .load()
        .migrate();
    factory =
        Persistence.createEntityManagerFactory(
            "mongoose",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "jakarta.persistence.nonJtaDataSource", source,
                "eclipselink.logging.level", "OFF"));
    // With a pool of its own EclipseLink waits and tries again; with the container's it does not.
    factory.unwrap(ServerSession.class).getLogin().setQueryRetryAttemptCount(0);
  }

  /** Keeps what was said. */
  public void keep(List<ArchivedGroupchat> said) {
    append(Samples.batch(said.stream().map(ArchiveRecord::of).toList()));
  }

  @Override
  public void append(Batch batch) {
    transaction(
        archive -> {
          archive.append(batch);
          return null;
        });
  }

  @Override
  public void withdraw(Batch batch) {
    transaction(
        archive -> {
          archive.withdraw(batch);
          return null;
        });
  }

  @Override
  public ArchivePage find(ArchiveQuery query) {
    return transaction(archive -> archive.find(query));
  }

  @Override
  public int count(ArchiveQuery query, int limit) {
    return transaction(archive -> archive.count(query, limit));
  }

  @Override
  public boolean has(Jid room, Collection<ArchiveId> ids) {
    return transaction(archive -> archive.has(room, ids));
  }

  /** The words in which it is asked which records the page has. */
  String sql(ArchiveQuery question) {
    return sql("select m.id, m.xmlLength", new Criteria(question));
  }

  /** The words in which the page that has these ids is read. */
  String sql(ArchiveQuery question, List<Long> ids) {
    return sql("select m", new Criteria(question, Collections.min(ids), Collections.max(ids)));
  }

  private String sql(String selection, Criteria criteria) {
    try (var entities = factory.createEntityManager()) {
      var words = selection + " from ArchivedMessage m" + criteria.jpql();
      return sql(entities, criteria.bind(entities.createQuery(words)));
    }
  }

  /** The words in which it is asked whether there are these. */
  String existing(Jid room, List<ArchiveId> ids) {
    try (var entities = factory.createEntityManager()) {
      return sql(
          entities,
          entities
              .createNamedQuery(ArchivedMessage.EXISTING)
              .setParameter("room", room.toString())
              .setParameter("ids", ids.stream().map(ArchiveId::micros).toList()));
    }
  }

  private static String sql(EntityManager entities, Query question) {
    var values = new DatabaseRecord();
    question
        .getParameters()
        .forEach(each -> values.put(each.getName(), question.getParameterValue(each)));
    return question
        .unwrap(DatabaseQuery.class)
        .getTranslatedSQLString(entities.unwrap(Session.class), values);
  }

  @Override
  public void close() {
    factory.close();
  }

  private <T> T transaction(Function<Archive, T> work) {
    try (EntityManager entities = factory.createEntityManager()) {
      var transaction = entities.getTransaction();
      transaction.begin();
      try {
        var result = work.apply(new Archive(entities));
        transaction.commit();
        return result;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }
}
