package chat.mongoose.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Load generator for XMPP servers that speak WebSocket or BOSH. */
public final class Load {

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.println(Options.USAGE);
      return;
    }
    Options options;
    LoadRun run;
    try {
      options = new Options(arguments);
      run = new LoadRun(options);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          System.exit(3);
        });
    Report report = run.execute();
    System.out.print(report.table());
    System.out.println(report.json());
    if (!options.jsonFile.isEmpty()) {
      Files.writeString(Path.of(options.jsonFile), report.json() + System.lineSeparator());
    }
    System.exit(report.number("connections_up") > 0 ? 0 : 1);
  }
}
