package chat.mongoose.session;

import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A transport that writes into memory, at once or when the test lets it. */
final class Recorder implements Transport {

  final List<String> frames = new ArrayList<>();
  final List<Integer> batches = new ArrayList<>();
  boolean held;
  boolean closed;
  boolean aborted;

  /** Thrown by what is written, if any. */
  Throwable broken;

  /** What happens when somebody hangs up. */
  Runnable atAbort = () -> {};

  int pings;
  private final String address;
  private Completion pending;
  private long octets;

  Recorder() {
    this("192.0.2.7");
  }

  Recorder(String address) {
    this.address = address;
  }

  @Override
  public String remoteAddress() {
    return address;
  }

  @Override
  public String door() {
    return "websocket";
  }

  @Override
  public Optional<Element> header(StreamHeader header) {
    return Optional.of(
        Element.of("urn:test", "open")
            .withAny("from", header.from())
            .withAny("version", header.version()));
  }

  @Override
  public List<Element> farewell(Optional<StreamError> error) {
    return Stream.concat(
            error.map(StreamError::toElement).stream(), Stream.of(Element.of("urn:test", "close")))
        .toList();
  }

  /** True if a write is under way. */
  boolean isHeld() {
    return pending != null;
  }

  /** Octets of it. */
  long underWay() {
    return pending == null ? 0 : octets;
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion completion) {
    if (broken instanceof Error error) {
      throw error;
    }
    if (broken != null) {
      throw (RuntimeException) broken;
    }
    octets = batch.stream().mapToLong(frame -> frame.length(address)).sum();
    batches.add(batch.size());
    batch.forEach(frame -> frames.add(frame.text(address)));
    if (held) {
      pending = completion;
    } else {
      completion.written();
    }
  }

  /** Lets the write that is under way end well. */
  void release() {
    held = false;
    releaseOne();
  }

  /** Lets the write that is under way end well, and holds the next. */
  void releaseOne() {
    var completion = pending;
    pending = null;
    completion.written();
  }

  /** Lets the write that is under way fail. */
  void fail() {
    var completion = pending;
    pending = null;
    completion.failed(new IllegalStateException("as this test wants it"));
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void abort() {
    aborted = true;
    atAbort.run();
  }
}
