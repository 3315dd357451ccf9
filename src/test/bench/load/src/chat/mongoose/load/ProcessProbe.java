package chat.mongoose.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads CPU time and resident memory of processes from /proc. */
final class ProcessProbe {

  /** What a set of processes had used at one moment. */
  static final class Sample {
    final long nanos = System.nanoTime();
    double cpuSeconds;
    long rssBytes;
    long threads;

    /** Open file descriptors. */
    long files;

    double machineBusySeconds;
    double machineIdleSeconds;
    double machineStolenSeconds;
  }

  /** The unit of the times in /proc, which is the same on every architecture Linux has today. */
  private static final double TICKS_PER_SECOND = 100;

  private final List<Long> pids;

  ProcessProbe(List<Long> pids) {
    this.pids = pids;
  }

  Sample sample() {
    Sample sample = new Sample();
    for (long pid : pids) {
      addProcess(sample, pid);
    }
    addMachine(sample);
    return sample;
  }

  private static void addProcess(Sample sample, long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      sample.cpuSeconds +=
          (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          sample.rssBytes += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        } else if (line.startsWith("Threads:")) {
          sample.threads += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      String[] files = new File("/proc/" + pid + "/fd").list();
      sample.files += files == null ? 0 : files.length;
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("cannot read /proc/" + pid + " (has the server stopped?)", e);
    }
  }

  private static void addMachine(Sample sample) {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
      for (int i = 1; i <= 8; i++) {
        double seconds = Long.parseLong(fields[i]) / TICKS_PER_SECOND;
        if (i == 4 || i == 5) {
          sample.machineIdleSeconds += seconds;
        } else if (i == 8) {
          sample.machineStolenSeconds += seconds;
        } else {
          sample.machineBusySeconds += seconds;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // a machine without /proc/stat is reported as neither busy nor idle
    }
  }
}
