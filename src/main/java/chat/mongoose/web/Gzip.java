package chat.mongoose.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The content encoding gzip of HTTP (RFC 9110 §8.4.1.3, §12.5.3). */
public final class Gzip {

  private Gzip() {}

  /**
   * Whether this is asked for.
   *
   * @param acceptEncoding the header's value, or null
   */
  public static boolean isAccepted(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      var parts = coding.replace(" ", "").split(";");
      if (parts.length > 0 && parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  public static byte[] compress(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream(content.length / 2);
    try (var zipped = new Fast(out)) {
      zipped.write(content);
    }
    return out.toByteArray();
  }

  /** The fastest level: the answer is made on a thread that has more to do. */
  private static final class Fast extends GZIPOutputStream {
    private Fast(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
