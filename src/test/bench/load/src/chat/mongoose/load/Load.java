package chat.mongoose.load;

import java.io.IOException;
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
    Run run;
    try {
      options = new Options(arguments);
      run = run(options);
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
    System.exit(run.isGood(report) ? 0 : 1);
  }

  private static Run run(Options options) throws IOException {
    return switch (options.mode) {
      case DAY -> new DayRun(options);
      case STORM -> new Storm(options);
      case MUC, CHAT, IDLE -> new LoadRun(options);
    };
  }
}
