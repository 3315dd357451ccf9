package chat.mongoose.load;

import java.util.Map;
import java.util.TreeMap;

/** What has happened in a day so far. Written and read by the thread of the loop. */
final class Events {
  long visits;
  long logins;
  long resumes;

  /** Resumptions that the server refused because the time it had granted was over. */
  long tooLate;

  long exits;
  long said;
  long refused;
  long lost;
  long repeated;

  /** What should not have happened, by what it was. */
  final Map<String, Integer> failures = new TreeMap<>();

  void failed(String what) {
    failures.merge(what.length() > 160 ? what.substring(0, 160) : what, 1, Integer::sum);
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  Events copy() {
    Events copy = new Events();
    copy.visits = visits;
    copy.logins = logins;
    copy.resumes = resumes;
    copy.tooLate = tooLate;
    copy.exits = exits;
    copy.said = said;
    copy.refused = refused;
    copy.lost = lost;
    copy.repeated = repeated;
    copy.failures.putAll(failures);
    return copy;
  }
}
