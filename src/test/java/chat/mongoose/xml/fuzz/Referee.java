package chat.mongoose.xml.fuzz;

import chat.mongoose.testkit.Npm;
import chat.mongoose.testkit.WebBrowser;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Another parser, outside of this JVM. For one thread. */
interface Referee extends AutoCloseable {

  /**
   * @param cases a JSON array of documents and their trees, null where the server refused it
   * @return what is wrong, a tab, and the numbers of refused documents that it accepts
   */
  String judge(String cases);

  @Override
  void close();

  /** expat and libxml2. */
  static Referee python() {
    var debian = Path.of("/usr/bin/python3"); // where python3-lxml is
    return process(Files.exists(debian) ? debian.toString() : "python3", "referee.py");
  }

  /** What the page reads by. */
  static Referee widget() {
    return process("node", "referee.mjs");
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("basedir", "")).resolve("src/test/bench/xml").resolve(name);
  }

  private static Referee process(String program, String script) {
    try {
      var process =
          new ProcessBuilder(program, file(script).toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Writer out = process.outputWriter(StandardCharsets.UTF_8);
      return new Referee() {
        @Override
        public String judge(String cases) {
          try {
            out.write(cases + "\n");
            out.flush();
            var line = in.readLine();
            if (line == null) {
              throw new IllegalStateException(script + " has ended.");
            }
            return line;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public void close() {
          process.destroy();
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chromium's DOMParser. */
  static Referee browser() {
    try {
      Npm.install();
      var judge = Files.readString(file("referee.js"));
      var browser = WebBrowser.start();
      Page page = browser.get().newPage();
      return new Referee() {
        @Override
        public String judge(String cases) {
          return (String) page.evaluate(judge, cases);
        }

        @Override
        public void close() {
          browser.close();
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A case as {@link #judge} wants it, in ASCII. */
  static String json(List<String[]> cases) {
    var out = new StringBuilder("[");
    for (String[] each : cases) {
      out.append(out.length() == 1 ? "[" : ",[");
      quote(each[0], out);
      out.append(',');
      quote(each[1], out);
      out.append(']');
    }
    return out.append(']').toString();
  }

  private static void quote(String text, StringBuilder out) {
    if (text == null) {
      out.append("null");
      return;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 15, 16));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
