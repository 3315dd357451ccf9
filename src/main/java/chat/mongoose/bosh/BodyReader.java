package chat.mongoose.bosh;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a body of a known length as it comes, so that no thread waits for a slow sender. The
 * container calls it from one thread at a time.
 *
 * <p>It never asks for more than there is to be: Payara tells of the end on another thread, at the
 * same time, and trips over the request that has been answered meanwhile.
 */
final class BodyReader implements ReadListener {

  /** Octets for which there is room at first, whatever length has been announced. */
  private static final int FIRST = 2048;

  private final ServletInputStream in;
  private final int length;
  private final Exchange exchange;
  private final Consumer<byte[]> whole;
  private byte[] content;
  private int size;

  /**
   * @param length octets, at least one
   * @param whole takes all of it, once
   */
  BodyReader(ServletInputStream in, int length, Exchange exchange, Consumer<byte[]> whole) {
    this.in = in;
    this.length = length;
    this.exchange = exchange;
    this.whole = whole;
    this.content = new byte[Math.min(length, FIRST)];
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (size < length && in.isReady()) {
      if (size == content.length) {
        content = Arrays.copyOf(content, Math.min(length, 2 * size));
      }
      var read = in.read(content, size, content.length - size);
      if (read < 0) {
        return;
      }
      size += read;
    }
    if (size == length) {
      whole.accept(content);
    }
  }

  @Override
  public void onAllDataRead() {
    if (size < length) {
      exchange.drop(new IOException("The body ends before its length."));
    }
  }

  @Override
  public void onError(Throwable cause) {
    exchange.drop(cause);
  }
}
