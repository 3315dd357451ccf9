package chat.mongoose.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line: every option has the form {@code --name value}; a flag may leave its value out.
 */
final class Options {

  enum Mode {
    MUC,
    CHAT,
    IDLE,
    DAY,
    STORM
  }

  static final String USAGE =
      String.join(
          "\n",
          "usage: load [--url URL] [--domain DOMAIN] [options]",
          "",
          "target",
          "  --url URL               ws://... (WebSocket, RFC 7395) or http://... (BOSH, XEP-0206)",
          "                          (default ws://localhost:8080/mongoose/xmpp-websocket)",
          "  --transport ws|bosh     default: by the URL's scheme",
          "  --domain DOMAIN         XMPP domain (default: the URL's host)",
          "  --muc SERVICE           room service (default: conference.DOMAIN)",
          "  --auth anonymous|plain  SASL mechanism (default anonymous)",
          "  --user PATTERN          user name for PLAIN, %d is the user's number (default user%d)",
          "  --password PATTERN      password for PLAIN, %d is the user's number (default secret)",
          "  --first-user N          number of the first user (default 0)",
          "  --source-addresses N    spread connections over 127.0.0.1 to 127.0.0.N",
          "                          (default for a loopback target: one per 20,000 connections)",
          "",
          "load",
          "  --mode MODE             muc, group chat; chat, pairs of users; idle, connections only; day, people who",
          "                          come and go; or storm, nothing but logins (default muc)",
          "  --users N               connections in all",
          "  --rooms N               rooms (default 1)",
          "  --users-per-room N      occupants of each room; two of the three imply the third",
          "  --stalled N             occupants who stop reading once they have joined, by WebSocket; they neither",
          "                          talk nor count among those who should hear (default 0)",
          "  --rate R                messages sent per second, over all rooms or pairs (default 10)",
          "  --body N                characters in a message body (default 60)",
          "  --warmup S              seconds of load before measuring (default 5)",
          "  --duration S            seconds measured (default 30; in idle mode, seconds held)",
          "  --drain S               longest wait for late deliveries (default 30)",
          "",
          "day",
          "  --minutes M             how long the day takes (default 60)",
          "  --talk S                seconds between what one user says in a small room (default 30)",
          "  --sleep S               longest sleep, after which the stream is resumed or not (default 75)",
          "  --bosh-url URL          where some go by BOSH (default: http://HOST:PORT/mongoose/http-bind)",
          "  --bosh-share F          how many do (default 0.15)",
          "  --seed N                of all that is random (default 1)",
          "  --watch COMMAND         shell command whose last line is shown at the end of each row",
          "",
          "storm, of as many logins at a time as there are users, for --duration seconds",
          "  --accounts N            how many there are, whose numbers stand for %d (default 100)",
          "  --wrong F               how many of the passwords are wrong (default 0.5)",
          "",
          "pacing of the start",
          "  --connect-window N      logins under way at once (default 64)",
          "  --connect-rate R        most logins started per second (default: no bound)",
          "  --join-window N         room joins under way at once, which bounds the presence storm (default 16)",
          "  --join-rate R           most joins started per second (default: no bound)",
          "  --stall S               give up a login or join phase after S seconds without progress (default 60)",
          "  --settle S              a phase is over when nothing has arrived for S seconds (default 1)",
          "",
          "saturation",
          "  --saturate              raise the rate, starting at --rate, and report the highest sustained one",
          "  --step F                factor between steps (default 1.5)",
          "  --step-seconds S        length of a step, of which the first fifth is not measured (default 10)",
          "  --refine N              bisections between the last good step and the first bad one (default 2)",
          "  --max-p99-ms MS         a step with a higher 99th percentile is not sustained (default 1000)",
          "  --min-delivered F       nor is one that delivers less than this share in time (default 0.97)",
          "",
          "measurement",
          "  --server-pid PID[,PID]  processes whose CPU time and memory are sampled from /proc",
          "  --before-load COMMAND   shell command to run between the start of the sessions and the load,",
          "                          such as a garbage collection in the server",
          "  --sample-every N        latency is recorded by one receiver in N (default 10; 1 below 200 users)",
          "  --threads N             I/O threads (default 1)",
          "  --close clean|abrupt    how to end (default clean: stream close, at most 10 s)",
          "  --label TEXT            copied into the report",
          "  --json FILE             also write the JSON object to FILE",
          "  --verbose               progress on standard error");

  private static final Set<String> FLAGS = Set.of("saturate", "verbose", "help");

  private final Map<String, String> given = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();

  final URI url;
  final boolean bosh;
  final String domain;
  final String mucService;
  final boolean plain;
  final String userPattern;
  final String passwordPattern;
  final int firstUser;
  final int sourceAddresses;

  final Mode mode;
  final int rooms;
  final int usersPerRoom;
  final int users;
  final int stalled;
  final double rate;
  final int bodyLength;
  final double warmupSeconds;
  final double durationSeconds;
  final double drainSeconds;

  final double minutes;
  final double talkSeconds;
  final double sleepSeconds;
  final URI boshUrl;
  final double boshShare;
  final long seed;
  final String watch;
  final int accounts;
  final double wrongShare;

  final int connectWindow;
  final double connectRate;
  final int joinWindow;
  final double joinRate;
  final double stallSeconds;
  final double settleSeconds;

  final boolean saturate;
  final double stepFactor;
  final double stepSeconds;
  final int refinements;
  final double maxP99Millis;
  final double minDelivered;

  final List<Long> serverPids;
  final String beforeLoad;
  final int sampleEvery;
  final int threads;
  final boolean cleanClose;
  final String label;
  final String jsonFile;
  final boolean verbose;

  Options(String[] arguments) {
    read(arguments);

    url = URI.create(text("url", "ws://localhost:8080/mongoose/xmpp-websocket"));
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    require(
        url.getHost() != null && (scheme.equals("ws") || scheme.equals("http")),
        "--url must be a ws:// or http:// URL");
    bosh = choice("transport", scheme.equals("http") ? "bosh" : "ws", "ws", "bosh").equals("bosh");
    domain = text("domain", url.getHost());
    mucService = text("muc", "conference." + domain);
    plain = choice("auth", "anonymous", "anonymous", "plain").equals("plain");
    userPattern = text("user", "user%d");
    passwordPattern = text("password", "secret");
    firstUser = integer("first-user", 0);

    mode = Mode.valueOf(choice("mode", "muc", "muc", "chat", "idle", "day", "storm").toUpperCase());
    int givenUsers = integer("users", 0);
    int givenRooms = integer("rooms", 0);
    int givenPerRoom = integer("users-per-room", 0);
    if (mode == Mode.MUC) {
      rooms =
          givenRooms > 0
              ? givenRooms
              : givenUsers > 0 && givenPerRoom > 0 ? Math.max(1, givenUsers / givenPerRoom) : 1;
      usersPerRoom = givenPerRoom > 0 ? givenPerRoom : Math.max(1, givenUsers / rooms);
      users = rooms * usersPerRoom;
      require(
          givenUsers == 0 || givenUsers == users, "--users must be --rooms times --users-per-room");
    } else {
      rooms = mode != Mode.DAY ? 0 : givenRooms > 0 ? givenRooms : Math.max(4, givenUsers / 20);
      usersPerRoom = 0;
      users = Math.max(1, givenUsers);
    }
    require(mode != Mode.CHAT || users >= 2, "--mode chat needs at least two users");
    stalled = integer("stalled", 0);
    require(
        stalled == 0 || mode == Mode.MUC && !bosh && stalled < users,
        "--stalled goes with --mode muc over WebSocket, and must be less than --users");
    rate = number("rate", 10);
    bodyLength = integer("body", 60);
    warmupSeconds = number("warmup", 5);
    durationSeconds = number("duration", 30);
    drainSeconds = number("drain", 30);

    minutes = number("minutes", 60);
    talkSeconds = number("talk", 30);
    sleepSeconds = number("sleep", 75);
    boshUrl =
        URI.create(text("bosh-url", "http://" + url.getRawAuthority() + "/mongoose/http-bind"));
    boshShare = number("bosh-share", 0.15);
    seed = integer("seed", 1);
    watch = text("watch", "");
    accounts = integer("accounts", 100);
    wrongShare = number("wrong", 0.5);

    boolean loopback = url.getHost().equals("localhost") || url.getHost().startsWith("127.");
    int sockets = bosh ? 2 * users : users;
    sourceAddresses = integer("source-addresses", loopback ? 1 + (sockets - 1) / 20_000 : 0);

    connectWindow = integer("connect-window", 64);
    connectRate = number("connect-rate", 0);
    joinWindow = integer("join-window", 16);
    joinRate = number("join-rate", 0);
    stallSeconds = number("stall", 60);
    settleSeconds = number("settle", 1);

    saturate = flag("saturate");
    stepFactor = number("step", 1.5);
    stepSeconds = number("step-seconds", 10);
    refinements = integer("refine", 2);
    maxP99Millis = number("max-p99-ms", 1000);
    minDelivered = number("min-delivered", 0.97);
    require(stepFactor > 1, "--step must be above 1");

    serverPids = pids(text("server-pid", ""));
    beforeLoad = text("before-load", "");
    sampleEvery = Math.max(1, integer("sample-every", users < 200 ? 1 : 10));
    threads = Math.max(1, integer("threads", 1));
    cleanClose = choice("close", "clean", "clean", "abrupt").equals("clean");
    label = text("label", "");
    jsonFile = text("json", "");
    verbose = flag("verbose");
    require(
        mode != Mode.DAY || threads == 1 && !bosh && !plain,
        "--mode day goes with one thread, a ws:// URL and anonymous users");
    require(
        mode != Mode.STORM || threads == 1 && !bosh && plain && accounts > 0,
        "--mode storm goes with one thread, a ws:// URL and --auth plain");

    for (String name : given.keySet()) {
      require(known.contains(name), "unknown option --" + name);
    }
  }

  /** Tells a waiting user how far things are, if he wants to know. */
  void progress(String text) {
    if (verbose) {
      System.err.println(text);
    }
  }

  private void read(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      require(arguments[i].startsWith("--"), "not an option: " + arguments[i]);
      String name = arguments[i].substring(2);
      boolean hasValue = !FLAGS.contains(name);
      require(!hasValue || i + 1 < arguments.length, "--" + name + " needs a value");
      given.put(name, hasValue ? arguments[++i] : "true");
    }
  }

  private String text(String name, String absent) {
    known.add(name);
    return given.getOrDefault(name, absent);
  }

  private boolean flag(String name) {
    return !text(name, "").isEmpty();
  }

  private String choice(String name, String absent, String... allowed) {
    String value = text(name, absent);
    require(
        List.of(allowed).contains(value),
        "--" + name + " must be one of " + String.join(", ", allowed));
    return value;
  }

  private double number(String name, double absent) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " must be a number");
    }
  }

  private int integer(String name, int absent) {
    return (int) Math.round(number(name, absent));
  }

  private static List<Long> pids(String list) {
    List<Long> pids = new ArrayList<>();
    for (String pid : list.split(",")) {
      if (!pid.isBlank()) {
        pids.add(Long.parseLong(pid.trim()));
      }
    }
    return pids;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
