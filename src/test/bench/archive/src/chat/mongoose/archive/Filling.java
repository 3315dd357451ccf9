package chat.mongoose.archive;

import chat.mongoose.stanza.Jid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/**
 * Makes the server's own schema, by its migrations, and writes an archive into it: the indexes are
 * left out while rows are written and made again behind them.
 */
final class Filling {

  private static final String TABLE = "archived_message";
  private static final int BATCH = 5000;

  private static final String INSERT =
      """
      INSERT INTO archived_message (room_key, id, sender_key, room, sender, resource, nick,
        occupant_id, recipient, body, xml_length, xml)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Keeps the reference, or the level would be forgotten. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private final BenchDatabase database;
  private final Town town;
  private final long[] roomKeys;
  private final long[] citizenKeys;

  Filling(BenchDatabase database, Town town) {
    this.database = database;
    this.town = town;
    roomKeys = IntStream.rangeClosed(0, Town.ROOMS).mapToLong(n -> key(town.room(n))).toArray();
    citizenKeys = IntStream.range(0, Town.CITIZENS).mapToLong(n -> key(town.citizen(n))).toArray();
  }

  private static long key(Jid address) {
    return AddressKey.of(address);
  }

  void fill() throws SQLException {
    migrate();
    try (Connection connection = database.connectForFilling()) {
      rooms(connection);
      var indexes = dropIndexes(connection);
      messages(connection);
      for (String index : indexes) {
        try (var statement = connection.createStatement()) {
          statement.execute(index);
        }
      }
      database.settle(connection);
    }
  }

  private void migrate() {
    FLYWAY.setLevel(Level.WARNING);
    Flyway.configure(Filling.class.getClassLoader())
        .dataSource(database.source())
        .locations("classpath:db/migration/common", "classpath:db/migration/" + database.vendor())
        .outOfOrder(true)
        .load()
        .migrate();
  }

  /** Rooms that everybody may find, and see in them who is behind a nickname. */
  private void rooms(Connection connection) throws SQLException {
    var sql =
        """
        INSERT INTO muc_room (name, title, description, listed, members_only, moderated, password,
          jids_visible, subject_open, private_messages, max_occupants, history, archived, subject,
          subject_nick, archive_since)
        VALUES (?, '', '', TRUE, FALSE, FALSE, '', TRUE, FALSE, 'ANYONE', 0, 20, TRUE, '', '', 0)
        """;
    try (var insert = connection.prepareStatement(sql)) {
      for (int room = 0; room <= Town.ROOMS; room++) {
        insert.setString(1, town.room(room).local().orElseThrow());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void messages(Connection connection) throws SQLException {
    var order = database.isSortedByKey() ? byKey() : IntUnaryOperator.identity();
    connection.setAutoCommit(false);
    try (var insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < town.size(); i++) {
        add(insert, order.applyAsInt(i));
        if ((i + 1) % BATCH == 0 || i + 1 == town.size()) {
          insert.executeBatch();
          connection.commit();
        }
      }
    }
    connection.setAutoCommit(true);
  }

  private void add(PreparedStatement insert, int n) throws SQLException {
    set(insert, town.line(n), roomKeys[town.roomOf(n)], citizenKeys[town.citizenOf(n)]);
    insert.addBatch();
  }

  /** One row as the server writes it. */
  static PreparedStatement prepare(Connection connection) throws SQLException {
    return connection.prepareStatement(INSERT);
  }

  static void set(PreparedStatement insert, ArchiveRecord kept, long roomKey, long senderKey)
      throws SQLException {
    insert.setLong(1, roomKey);
    insert.setLong(2, kept.id().micros());
    insert.setLong(3, senderKey);
    insert.setString(4, kept.room().toString());
    insert.setString(5, kept.sender().bare().toString());
    insert.setString(6, kept.sender().resource().orElse(null));
    insert.setString(7, kept.nick());
    insert.setString(8, kept.occupantId());
    if (kept.recipient().isPresent()) {
      insert.setString(9, kept.recipient().get().toString());
    } else {
      insert.setNull(9, Types.VARCHAR);
    }
    insert.setString(10, kept.body().orElse(null));
    insert.setInt(11, kept.xml().length());
    insert.setString(12, kept.xml());
  }

  /** The order of the primary key, room by room, for a table that is kept in it. */
  private IntUnaryOperator byKey() {
    var ranks = new int[Town.ROOMS + 1];
    var rooms =
        IntStream.rangeClosed(0, Town.ROOMS)
            .boxed()
            .sorted(Comparator.comparingLong(room -> roomKeys[room]))
            .toList();
    for (int rank = 0; rank < rooms.size(); rank++) {
      ranks[rooms.get(rank)] = rank;
    }
    var begins = new int[Town.ROOMS + 2];
    for (int n = 0; n < town.size(); n++) {
      begins[ranks[town.roomOf(n)] + 1]++;
    }
    for (int rank = 0; rank <= Town.ROOMS; rank++) {
      begins[rank + 1] += begins[rank];
    }
    var order = new int[town.size()];
    for (int n = 0; n < town.size(); n++) {
      order[begins[ranks[town.roomOf(n)]]++] = n;
    }
    return i -> order[i];
  }

  /** Answers the sentences that make them again. */
  private List<String> dropIndexes(Connection connection) throws SQLException {
    var columns = new TreeMap<String, TreeMap<Integer, String>>();
    var table = database.vendor().equals("h2") ? TABLE.toUpperCase() : TABLE;
    var primary = List.of("room_key", "id");
    try (var found =
        connection
            .getMetaData()
            .getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, false)) {
      while (found.next()) {
        var direction = "D".equals(found.getString("ASC_OR_DESC")) ? " DESC" : "";
        if (found.getBoolean("NON_UNIQUE") && found.getString("INDEX_NAME") != null) {
          columns
              .computeIfAbsent(found.getString("INDEX_NAME").toLowerCase(), name -> new TreeMap<>())
              .put(
                  found.getInt("ORDINAL_POSITION"),
                  found.getString("COLUMN_NAME").toLowerCase() + direction);
        }
      }
    }
    var again = new ArrayList<String>();
    try (var statement = connection.createStatement()) {
      for (String index : database.inOrder(columns.keySet(), connection)) {
        statement.execute(database.dropIndex(index, TABLE));
        again.add(
            "CREATE INDEX %s ON %s (%s)"
                .formatted(index, TABLE, String.join(", ", columns.get(index).values())));
      }
      if (!database.isSortedByKey()) {
        statement.execute("ALTER TABLE " + TABLE + " DROP PRIMARY KEY");
        again.add(
            0, "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(TABLE, String.join(", ", primary)));
      }
    }
    return again;
  }
}
