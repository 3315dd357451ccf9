package chat.mongoose.load;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody comes, talks in one room, reloads the page, sleeps, and goes again, one way or another.
 * All on the thread of the loop.
 */
final class Visit implements Listener {

  private static final double STEP_SECONDS = 30;

  /** A connection on which nothing was read for long may be found to be cut when it is used. */
  private static final long DISCOVERY_MICROS = 5_000_000;

  /** How long the server may take a silent connection for alive, so that it is kept here too. */
  private static final double SILENT_SECONDS = 120;

  private final Day day;
  private final Habits habits;
  private final Events events;
  private final Visitor visitor;
  private final Venue venue;
  private Session session;
  private Resumption resumption;
  private Attendance attendance;

  /** From when on the server may take the connection for lost, and the time for its return runs. */
  private long awaySince;

  /** When the last silence was over. */
  private long backSince = Long.MIN_VALUE / 2;

  /** The step that is awaited; what is awaited no more is not told. */
  private int step;

  private boolean hanging;
  private boolean leaving;
  private boolean over;

  Visit(Day day, Visitor visitor, Venue venue) {
    this.day = day;
    this.habits = day.habits();
    this.events = day.events();
    this.visitor = visitor;
    this.venue = venue;
  }

  void begin() {
    events.visits++;
    logIn();
    later(habits.secondsOfVisit(), this::end);
  }

  private void logIn() {
    resumption = new Resumption();
    session = visitor.session(day.loop(), Optional.of(resumption), this);
    session.logIn(step("login", this::join));
  }

  private void join() {
    events.logins++;
    session.join(venue.room.jid(), visitor.nick(), step("join", this::joined));
  }

  private void joined() {
    attendance = new Attendance(venue.order, now(), this::complain);
    venue.entered();
    if (leaving) {
      leave();
      return;
    }
    later(habits.secondsToNextWord(venue.occupants()), this::talk);
    later(habits.secondsToNextAct(), this::act);
  }

  private void complain(String what) {
    day.complain(visitor.nick() + " in " + venue.room.jid() + " " + what);
  }

  private void talk() {
    if (day.isClosing() || leaving) {
      return;
    }
    if (isHere()) {
      long due = day.uniqueMicros();
      if (hanging) {
        day.untimed(due);
      }
      attendance.says(due);
      events.said++;
      session.send(venue.room.stanza(session, "m" + due, day.body(due)));
    }
    later(habits.secondsToNextWord(venue.occupants()), this::talk);
  }

  private void act() {
    if (day.isClosing() || leaving) {
      return;
    }
    if (isHere() && !hanging) {
      switch (habits.act()) {
        case RELOAD -> reload();
        case SLEEP -> sleep();
        case HANG -> hang();
      }
    }
    later(habits.secondsToNextAct(), this::act);
  }

  /** The page goes, and the next one goes on with the stream. */
  private void reload() {
    away();
    session.vanish(
        habits.oneIn(2)
            ? Transport.End.FRAME
            : habits.oneIn(3) ? Transport.End.RST : Transport.End.FIN);
    later(0.05 + habits.upTo(1000) / 1000.0, this::resume);
  }

  /** The lid is closed: nothing is read or answered until it is opened again. */
  private void sleep() {
    away();
    session.sleep();
    later(habits.secondsOfSleep(day.longestSleepSeconds()), this::awake);
  }

  private void awake() {
    if (session.state() != Session.State.AWAY) {
      return;
    }
    if (habits.oneIn(2)) {
      // the network is the same: the page finds out whether its connection is still there
      session.wake();
      back();
    } else {
      resume();
    }
  }

  /** The page is busy with something else, and reads nothing. */
  private void hang() {
    away();
    hanging = true;
    session.stall();
    later(habits.secondsOfSleep(day.longestSleepSeconds()), this::readOn);
  }

  private void readOn() {
    if (hanging) {
      hanging = false;
      session.readOn();
      back();
    }
  }

  private void back() {
    backSince = now();
    attendance.connected(backSince);
  }

  /** True if the server may have had reason to cut the connection. */
  private boolean mayBeCut() {
    return hanging || now() - backSince < DISCOVERY_MICROS;
  }

  private void away() {
    if (!mayBeCut()) {
      awaySince = now();
    }
    attendance.away();
    attendance.own().forEach(day::untimed);
  }

  private void resume() {
    if (session.state() != Session.State.AWAY && session.state() != Session.State.CLOSED) {
      return;
    }
    hanging = false;
    attendance.own().forEach(day::untimed);
    session.resume(awaited(this::resumed, this::notResumed));
  }

  private void resumed() {
    events.resumes++;
    awaySince = now();
    back();
    if (leaving) {
      leave();
    }
  }

  private void notResumed(String why) {
    double away = (now() - awaySince) / 1e6;
    if (why.contains("item-not-found") && away > resumption.maxSeconds()) {
      events.tooLate++;
    } else {
      events.failed(
          "resume after "
              + (away < resumption.maxSeconds() ? "less" : "more")
              + " than granted: "
              + why);
    }
    session.abort();
    absent();
    if (leaving) {
      over();
    } else {
      logIn();
    }
  }

  /** Time to go, as soon as whatever is under way has ended. */
  void end() {
    if (leaving || over) {
      return;
    }
    leaving = true;
    if (session.state() == Session.State.JOINED) {
      readOn();
      leave();
    } else if (session.state() == Session.State.AWAY) {
      // sleeps, and never wakes
      vanish(habits.oneIn(2) ? Habits.Exit.SILENT : Habits.Exit.TAB_CLOSED);
    }
  }

  boolean isLeaving() {
    return leaving;
  }

  private void leave() {
    Habits.Exit exit = habits.exit();
    if (exit == Habits.Exit.CLEAN) {
      session.leave(awaited(this::left, mayBeCut() ? ignored -> gone() : failing("leave")));
    } else {
      vanish(exit);
    }
  }

  private void left() {
    absent();
    session.logOut(step("close", this::over));
  }

  private void vanish(Habits.Exit exit) {
    absent();
    if (exit == Habits.Exit.SILENT) {
      session.sleep();
      Session silent = session;
      day.loop().later(SILENT_SECONDS, silent::abort);
    } else {
      session.vanish(exit == Habits.Exit.RESET ? Transport.End.RST : Transport.End.FIN);
    }
    over();
  }

  private void absent() {
    if (attendance != null) {
      attendance.close(now());
      events.lost += attendance.lost();
      events.repeated += attendance.repeated();
      attendance = null;
      venue.left();
    }
  }

  private void over() {
    if (!over) {
      over = true;
      step++;
      events.exits++;
      day.over(this, visitor);
    }
  }

  /** Everybody who is asleep wakes now, since the day ends. */
  void wakeUp() {
    if (over || leaving) {
      return;
    }
    readOn();
    if (session.state() == Session.State.AWAY) {
      resume();
    }
  }

  private boolean isHere() {
    return session.state() == Session.State.JOINED;
  }

  @Override
  public void heard(Session from, byte[] bytes, int marker, int to) {
    if (from != session || attendance == null) {
      return;
    }
    long due = Marker.dueMicros(bytes, marker);
    attendance.heard(due, StanzaId.in(bytes, marker, to), now());
    Tally.Phase phase = day.loop().tally.phase(Marker.phase(bytes, marker));
    phase.received++;
    if (!hanging && attendance.coversLatencyOf(due) && !day.isUntimed(due)) {
      phase.latencyMicros.record(day.loop().nowMicros - due);
    }
  }

  @Override
  public void refused(Session from, String error) {
    events.refused++;
    String id = Xml.attribute(error, "id");
    if (attendance != null && id.startsWith("m")) {
      attendance.refused(Long.parseLong(id.substring(1)));
    }
    int at = error.indexOf("<error");
    events.failed("message refused: " + (at < 0 ? error : error.substring(at)));
  }

  @Override
  public void dropped(Session from, String reason) {
    if (from != session || over) {
      return;
    }
    if (!mayBeCut()) {
      events.failed("dropped: " + reason);
      awaySince = now();
    }
    if (attendance != null) {
      attendance.away();
    }
    if (attendance == null || leaving) {
      gone();
    } else {
      resume();
    }
  }

  private void gone() {
    absent();
    over();
  }

  private Consumer<String> step(String name, Runnable next) {
    return awaited(next, failing(name));
  }

  private Consumer<String> failing(String name) {
    return failure -> {
      events.failed(name + ": " + failure);
      gone();
    };
  }

  /** One of the two is told, unless the visit has gone another way before. */
  private Consumer<String> awaited(Runnable next, Consumer<String> failed) {
    int awaited = ++step;
    day.loop()
        .later(
            STEP_SECONDS,
            () -> {
              if (step == awaited && !over) {
                step++;
                session.abort();
                failed.accept("no answer in " + STEP_SECONDS + " s");
              }
            });
    return failure -> {
      if (step == awaited && !over) {
        step++;
        if (failure == null) {
          next.run();
        } else {
          failed.accept(failure);
        }
      }
    };
  }

  private void later(double seconds, Runnable task) {
    day.loop()
        .later(
            seconds,
            () -> {
              if (!over) {
                task.run();
              }
            });
  }

  private static long now() {
    return Marker.micros(System.nanoTime());
  }
}
