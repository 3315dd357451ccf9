package chat.mongoose.conversation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that says what a test tells it to say, right or wrong: by it the runner shows that it
 * notices. Each text that it knows has an answer, and what it does not know it keeps quiet about.
 */
final class ScriptedServer implements Door {

  private final Map<String, List<String>> answers = new HashMap<>();
  private Optional<Integer> refusal = Optional.empty();

  /** To a text that contains this, it answers with these. */
  ScriptedServer answer(String part, String... frames) {
    answers.put(part, List.of(frames));
    return this;
  }

  ScriptedServer refuse(int status) {
    refusal = Optional.of(status);
    return this;
  }

  Server server() {
    return new Server(this, "example", "rooms.example", Accounts.existing());
  }

  @Override
  public Wire enter(Optional<String> origin) throws Refused {
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
    return new ScriptedWire();
  }

  private final class ScriptedWire implements Wire {

    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    @Override
    public void send(String text) {
      answers.forEach(
          (part, frames) -> {
            if (text.contains(part)) {
              frames.forEach(this::arrive);
            }
          });
    }

    private void arrive(String frame) {
      arrivals.add(frame.equals("END") ? new Arrival.End(1000, "") : new Arrival.Frame(frame));
    }

    @Override
    public void send(byte[] octets) {
      arrivals.add(new Arrival.End(1003, "text only"));
    }

    @Override
    public Arrival next(Duration patience) {
      return arrivals.isEmpty() ? new Arrival.Nothing() : arrivals.remove();
    }

    @Override
    public void close() {
      arrivals.clear();
    }

    @Override
    public void drop() {
      arrivals.clear();
    }
  }
}
