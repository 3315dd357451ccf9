package chat.mongoose.web;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The content of a request, of a known length, as it comes in without a thread that waits for it.
 * It never asks for more than there is to be: Payara tells of the end on another thread, at the
 * same time, and trips over a request that has been answered meanwhile.
 *
 * <p>Who calls: the container's callbacks, from one thread at a time.
 */
public final class Content {

  /** Octets for which there is room at first, whatever length has been announced. */
  private static final int FIRST = 2048;

  private final ServletInputStream in;
  private final int length;
  private byte[] octets;
  private int size;

  /**
   * @param length octets, at least one
   */
  public Content(ServletInputStream in, int length) {
    this.in = in;
    this.length = length;
    this.octets = new byte[Math.min(length, FIRST)];
  }

  /** Takes what is there. */
  public void take() throws IOException {
    while (size < length && in.isReady()) {
      if (size == octets.length) {
        octets = Arrays.copyOf(octets, Math.min(length, 2 * size));
      }
      var read = in.read(octets, size, octets.length - size);
      if (read < 0) {
        return;
      }
      size += read;
    }
  }

  /** Whether all of it has come. */
  public boolean isWhole() {
    return size == length;
  }

  /** All of it, once it {@link #isWhole}. */
  public byte[] octets() {
    return octets;
  }
}
