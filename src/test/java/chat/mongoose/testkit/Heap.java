package chat.mongoose.testkit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is alive in a server; its JVM collects all else first.
 *
 * @param octets of it
 * @param largest the classes that have most of it, for people
 */
public record Heap(long octets, String largest) {

  private static final int LARGEST = 16;

  public static Heap of(Mongoose server) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process = new ProcessBuilder(jcmd, "" + server.pid(), "GC.class_histogram").start();
    try (var reader = process.inputReader()) {
      var lines = reader.lines().toList();
      var total = lines.get(lines.size() - 1).strip().split("\\s+")[2];
      return new Heap(Long.parseLong(total), String.join("\n", lines.subList(0, LARGEST)));
    }
  }
}
