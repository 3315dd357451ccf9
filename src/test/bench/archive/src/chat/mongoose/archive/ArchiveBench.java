package chat.mongoose.archive;

import chat.mongoose.archive.Figures.Subject;
import chat.mongoose.muc.ArchiveId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures an archive at several sizes: what is asked of it through the server's own doors, and
 * what one more commit costs.
 */
final class ArchiveBench {

  private static final int FIRST = 20;
  private static final int ENTRIES = 20;

  /** A file that is there when a database is whole. */
  private static final String FILLED = "filled";

  private static final List<Integer> GROUPS = List.of(1, 20, 200);

  private final Path root;
  private final Path work;
  private final boolean mariaDb;
  private final String cache;
  private final int samples;
  private final Figures figures;

  /** Something that takes its time. */
  private interface Work {
    void run() throws IOException, InterruptedException, SQLException;
  }

  private ArchiveBench(Path root, Map<String, String> options) {
    this.root = root;
    mariaDb = options.containsKey("mariadb");
    cache = options.getOrDefault("cache", "1G");
    samples = Integer.parseInt(options.getOrDefault("samples", "200"));
    work = root.resolve("target/archive");
    figures = new Figures(mariaDb ? "mariadb" : "h2");
  }

  /** See {@code archive --help}. */
  public static void main(String[] arguments) throws Exception {
    var options = new LinkedHashMap<String, String>();
    for (int i = 1; i < arguments.length; i++) {
      var name = arguments[i].replaceFirst("^--", "");
      var isFlag = List.of("mariadb", "fill").contains(name);
      options.put(name, isFlag ? "" : arguments[++i]);
    }
    var bench = new ArchiveBench(Path.of(arguments[0]), options);
    var csv = Path.of(options.getOrDefault("csv", bench.defaultCsv()));
    for (String size : options.getOrDefault("sizes", "10000,100000,1000000").split(",")) {
      bench.run(Integer.parseInt(size), options.containsKey("fill"));
      if (!options.containsKey("fill")) {
        // whoever loses his patience has what there is
        bench.figures.write(csv);
      }
    }
    if (!options.containsKey("fill")) {
      System.out.println(bench.figures.table());
      System.out.println("also in " + csv);
    }
    System.exit(0);
  }

  private String defaultCsv() {
    return work.resolve((mariaDb ? "mariadb" : "h2") + ".csv").toString();
  }

  private void run(int size, boolean fillOnly)
      throws IOException, InterruptedException, SQLException {
    var town = new Town(size);
    var folder = work.resolve((mariaDb ? "mariadb-" : "h2-") + size);
    if (!Files.exists(folder.resolve(FILLED))) {
      delete(folder);
    }
    Files.createDirectories(folder);
    try (BenchDatabase database =
        mariaDb
            ? new OwnMariaDb(folder, root.resolve("target/mariadb"), cache)
            : new H2Folder(folder)) {
      database.open();
      fill(database, town);
      if (fillOnly) {
        return;
      }
      figures.add(new Subject("disk", "a message", "byte"), size, (double) database.bytes() / size);
      throughTheDoors(database, town);
      commits(database, town);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void fill(BenchDatabase database, Town town) throws IOException, SQLException {
    var done = database.folder().resolve(FILLED);
    if (Files.exists(done)) {
      return;
    }
    say("Writing %,d messages to %s ...", town.size(), database.folder());
    var began = System.nanoTime();
    new Filling(database, town).fill();
    Files.createFile(done);
    say("... in %,d s", (System.nanoTime() - began) / 1_000_000_000);
  }

  private void throughTheDoors(BenchDatabase database, Town town)
      throws IOException, InterruptedException, SQLException {
    say("Starting the server on %,d messages ...", town.size());
    try (var server = RunningServer.start(root, database);
        var xmpp = new XmppClient(server.port())) {
      var size = town.size();
      figures.add(new Subject("server", "start", "s"), size, server.started().toNanos() / 1e9);
      var plaza = town.room(Town.PLAZA);
      time("xmpp", "enter the large room, first after start", size, () -> xmpp.enter(plaza));
      xmpp.leave(plaza);
      var rest = new RestClient(server.port());
      var questions = new Questions(town);
      for (int i = 0; i < FIRST + samples; i++) {
        var when = i < FIRST ? "after start: " : "";
        for (Map.Entry<String, Supplier<ArchiveQuery>> kind : questions.mam().entrySet()) {
          var question = kind.getValue().get();
          time("mam", when + kind.getKey(), size, () -> xmpp.ask(question));
        }
        for (Map.Entry<String, Supplier<ArchiveQuery>> kind : questions.rest().entrySet()) {
          var question = kind.getValue().get();
          time("rest", when + kind.getKey(), size, () -> rest.ask(question));
        }
        time("rest", when + "refused, only the login", size, rest::logIn);
      }
      for (int i = 0; i < ENTRIES; i++) {
        time("xmpp", "enter the large room", size, () -> xmpp.enter(plaza));
        xmpp.leave(plaza);
      }
      xmpp.enter(plaza);
      for (int i = 0; i < ENTRIES; i++) {
        for (int group : GROUPS) {
          time("xmpp", "say " + group + " until all are heard", size, () -> xmpp.say(plaza, group));
        }
      }
    }
  }

  /** Writes what a group commit would, and takes it back. */
  private void commits(BenchDatabase database, Town town)
      throws IOException, SQLException, InterruptedException {
    var random = new Random(1);
    try (Connection connection = database.source().getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < samples; i++) {
        for (int group : GROUPS) {
          var lines = new ArrayList<ArchiveRecord>();
          for (int k = 0; k < group; k++) {
            lines.add(now(town.line(random.nextInt(town.size()))));
          }
          time("db", "commit " + group, town.size(), () -> write(connection, lines));
        }
      }
    }
  }

  private static ArchiveRecord now(ArchiveRecord kept) throws InterruptedException {
    Thread.sleep(0, 2000); // no two have one id
    return new ArchiveRecord(
        new ArchiveId(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())),
        kept.room(),
        kept.sender(),
        kept.nick(),
        kept.occupantId(),
        kept.recipient(),
        kept.body(),
        kept.xml());
  }

  private static void write(Connection connection, List<ArchiveRecord> lines) throws SQLException {
    try (var insert = Filling.prepare(connection)) {
      for (ArchiveRecord kept : lines) {
        Filling.set(insert, kept, AddressKey.of(kept.room()), AddressKey.of(kept.sender()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }

  private void time(String door, String name, int size, Work work)
      throws IOException, InterruptedException, SQLException {
    var began = System.nanoTime();
    work.run();
    figures.add(new Subject(door, name, "ms"), size, (System.nanoTime() - began) / 1e6);
  }

  private static void say(String text, Object... values) {
    System.err.println(text.formatted(values));
  }
}
