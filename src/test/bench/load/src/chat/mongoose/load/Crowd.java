package chat.mongoose.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * All the users: their sessions, the threads that drive these, and the rooms or pairs they talk in.
 */
final class Crowd {

  private static final double CLOSE_SECONDS = 10;
  private static final int CLOSE_WINDOW = 256;
  private static final double POLL_SECONDS = 0.05;

  private final Options options;
  private final ProcessProbe server;
  private final List<IoLoop> loops = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Traffic.Group> groups = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> dropped = new ConcurrentLinkedQueue<>();

  Crowd(Options options, ProcessProbe server) throws IOException {
    this.options = options;
    this.server = server;
    Endpoint endpoint = new Endpoint(options.url, options.sourceAddresses);
    Function<Session, Transport> door =
        options.bosh
            ? session -> new BoshTransport(session, endpoint)
            : session -> new WebSocketTransport(session, endpoint);
    Login login = Login.of(options);
    Listener listener = new Counting(options.sampleEvery, dropped);
    for (int i = 0; i < options.threads; i++) {
      loops.add(new IoLoop(i));
    }
    for (int i = 0; i < options.users; i++) {
      IoLoop loop = loops.get(i % loops.size());
      sessions.add(new Session(i, loop, login, door, Optional.empty(), listener));
    }
  }

  List<IoLoop> loops() {
    return loops;
  }

  /** The rooms or pairs that talk. */
  List<Traffic.Group> groups() {
    return groups;
  }

  /** Sessions that are online. */
  long up() {
    return sessions.stream().filter(Session::isUp).count();
  }

  void start() {
    loops.forEach(IoLoop::start);
  }

  /** Logs everybody in. */
  Report connect() throws InterruptedException {
    ProcessProbe.Sample before = server.sample();
    PacedSteps logins =
        PacedSteps.run(
            sessions,
            options.connectWindow,
            options.connectRate,
            options.stallSeconds,
            Session::logIn);
    awaitQuiet(tally -> tally.reads);
    ProcessProbe.Sample after = server.sample();
    int up = logins.succeeded.get();
    Report report =
        new Report()
            .put("connections_up", up)
            .put("connect_s", logins.seconds)
            .put("connect_server_cpu_s", after.cpuSeconds - before.cpuSeconds)
            .put("server_rss_before_bytes", before.rssBytes)
            .put("server_rss_connected_bytes", after.rssBytes)
            .put(
                "rss_per_connection_bytes",
                up == 0 ? null : (after.rssBytes - before.rssBytes) / up);
    putFailures(report, "connect_failures", logins);
    options.progress(up + " connections in " + logins.seconds + " s");
    return report;
  }

  /** The first occupant of every room creates it; the others follow when all the rooms are open. */
  Report joinRooms() throws InterruptedException {
    String run = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36), 36);
    List<Room> rooms = new ArrayList<>();
    for (int i = 0; i < options.rooms; i++) {
      rooms.add(new Room("load-" + run + "-" + i + "@" + options.mucService));
    }
    List<Session> creators = sessions.subList(0, options.rooms);
    List<Session> others = sessions.subList(options.rooms, sessions.size());

    long presencesBefore = IoLoop.sum(loops, tally -> tally.presences);
    ProcessProbe.Sample before = server.sample();
    PacedSteps created =
        PacedSteps.run(
            creators,
            options.joinWindow,
            options.joinRate,
            options.stallSeconds,
            (session, whenDone) -> join(session, rooms.get(session.index), whenDone));
    PacedSteps joined =
        PacedSteps.run(
            others,
            options.joinWindow,
            options.joinRate,
            options.stallSeconds,
            (session, whenDone) ->
                join(session, rooms.get(session.index % options.rooms), whenDone));
    double settled = (awaitQuiet(tally -> tally.presences) - before.nanos) / 1e9;
    ProcessProbe.Sample after = server.sample();

    long everyPair = 0;
    for (Room room : rooms) {
      everyPair += (long) room.members().size() * room.members().size();
      if (!room.members().isEmpty()) {
        groups.add(room);
      }
    }
    long presences = IoLoop.sum(loops, tally -> tally.presences) - presencesBefore;
    double cpu = after.cpuSeconds - before.cpuSeconds;
    Report report =
        new Report()
            .put("joined", created.succeeded.get() + joined.succeeded.get())
            .put("join_s", created.seconds + joined.seconds)
            .put("presence_storm_s", settled)
            .put("presences_received", presences)
            .put("presences_if_all_told", everyPair)
            .put("join_server_cpu_s", cpu)
            .put("join_server_cpu_us_per_presence", presences == 0 ? null : cpu * 1e6 / presences)
            .put("server_rss_joined_bytes", after.rssBytes);
    putFailures(report, "create_failures", created);
    putFailures(report, "join_failures", joined);
    stallSome(rooms);
    options.progress(
        report.number("joined") + " joined, presences settled after " + settled + " s");
    return report;
  }

  /** The last of those who have joined stop reading. */
  private void stallSome(List<Room> rooms) {
    sessions
        .subList(sessions.size() - options.stalled, sessions.size())
        .forEach(session -> session.loop.execute(() -> stall(session, rooms)));
    awaitTasks();
  }

  /**
   * He reads nothing more, and is neither asked to talk nor counted among those who should hear.
   */
  private void stall(Session session, List<Room> rooms) {
    if (session.state() == Session.State.JOINED) {
      rooms.get(session.index % options.rooms).members().remove(session);
      session.stall();
    }
  }

  private static void join(Session session, Room room, Consumer<String> whenDone) {
    session.join(
        room.jid(),
        "u" + session.index,
        failure -> {
          if (failure == null) {
            room.entered(session);
          }
          whenDone.accept(failure);
        });
  }

  /** Lets every two neighbours talk. */
  void pairUp() {
    for (int i = 0; i + 1 < sessions.size(); i += 2) {
      if (sessions.get(i).isUp() && sessions.get(i + 1).isUp()) {
        groups.add(new Pair(sessions.get(i), sessions.get(i + 1)));
      }
    }
  }

  /** Waits until a count has stood still for the settling time; returns when it last changed. */
  private long awaitQuiet(ToLongFunction<Tally> count) throws InterruptedException {
    long lastChange = System.nanoTime();
    long giveUp = lastChange + Seconds.nanos(options.stallSeconds);
    for (long last = -1;
        System.nanoTime() - lastChange < Seconds.nanos(options.settleSeconds)
            && System.nanoTime() < giveUp; ) {
      Seconds.pause(POLL_SECONDS);
      long now = IoLoop.sum(loops, count);
      if (last < 0 || now != last) {
        lastChange = last < 0 ? lastChange : System.nanoTime();
        last = now;
      }
    }
    return lastChange;
  }

  /** Ends all sessions and threads; the report says how many sessions were still there. */
  Report finish() throws InterruptedException {
    Report report =
        new Report().put("connections_at_end", up()).put("dropped_connections", dropped.size());
    if (!dropped.isEmpty()) {
      report.put("first_drop", dropped.peek());
    }
    Tally total = IoLoop.total(loops);
    report
        .put("error_messages", total.errorMessages)
        .put("other_messages", total.otherMessages)
        .put("bytes_received", total.bytesRead)
        .put("socket_reads", total.reads);
    if (options.cleanClose) {
      closeCleanly(report);
    }
    sessions.forEach(session -> session.loop.execute(session::abort));
    awaitTasks();
    loops.forEach(IoLoop::stop);
    return report;
  }

  private void closeCleanly(Report report) throws InterruptedException {
    Thread closing =
        new Thread(
            () -> {
              try {
                PacedSteps closed =
                    PacedSteps.run(sessions, CLOSE_WINDOW, 0, CLOSE_SECONDS, Session::logOut);
                report.put("closed_cleanly", closed.succeeded.get());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    closing.start();
    closing.join((long) (CLOSE_SECONDS * 1000));
    closing.interrupt();
    closing.join();
  }

  private void awaitTasks() {
    IoLoop.sum(loops, tally -> 0);
  }

  private static void putFailures(Report report, String name, PacedSteps steps) {
    if (!steps.failures.isEmpty()) {
      report.put(name, steps.failures);
    }
  }
}
