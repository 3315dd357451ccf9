package chat.mongoose.bosh;

import chat.mongoose.web.Content;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a body of a known length as it comes, so that no thread waits for a slow sender. The
 * container calls it from one thread at a time.
 */
final class BodyReader implements ReadListener {

  private final Content content;
  private final Exchange exchange;
  private final Consumer<byte[]> whole;

  /**
   * @param length octets, at least one
   * @param whole takes all of it, once
   */
  BodyReader(ServletInputStream in, int length, Exchange exchange, Consumer<byte[]> whole) {
    this.exchange = exchange;
    this.whole = whole;
    this.content = new Content(in, length);
  }

  @Override
  public void onDataAvailable() throws IOException {
    content.take();
    if (content.isWhole()) {
      whole.accept(content.octets());
    }
  }

  @Override
  public void onAllDataRead() {
    if (!content.isWhole()) {
      exchange.drop(new IOException("The body ends before its length."));
    }
  }

  @Override
  public void onError(Throwable cause) {
    exchange.drop(cause);
  }
}
