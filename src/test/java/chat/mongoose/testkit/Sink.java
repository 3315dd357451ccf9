package chat.mongoose.testkit;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.Transport;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A transport that takes everything at once, and counts it; made for one thread. */
public final class Sink implements Transport {

  private final Consumer<StreamError> farewell;
  private long written;

  /** One that nobody listens to. */
  public Sink() {
    this(error -> {});
  }

  /**
   * @param farewell told of the error with which a stream ends
   */
  public Sink(Consumer<StreamError> farewell) {
    this.farewell = farewell;
  }

  /** Frames so far. */
  public long written() {
    return written;
  }

  @Override
  public String remoteAddress() {
    return "192.0.2.7";
  }

  @Override
  public String door() {
    return "websocket";
  }

  @Override
  public Optional<Element> header(StreamHeader header) {
    return Optional.empty();
  }

  @Override
  public List<Element> farewell(Optional<StreamError> error) {
    error.ifPresent(farewell);
    return List.of();
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion completion) {
    written += batch.size();
    completion.written();
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}

  @Override
  public void abort() {}
}
