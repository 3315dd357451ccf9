package chat.mongoose.archive;

import chat.mongoose.testkit.MariaDb;

/** A way in which a database goes away, and comes back. */
enum Outage {
  STOP {
    @Override
    void begin(MariaDb database) {
      database.stop();
    }

    @Override
    void end(MariaDb database) {
      database.start();
    }
  },
  CRASH {
    @Override
    void begin(MariaDb database) {
      database.kill();
    }

    @Override
    void end(MariaDb database) {
      database.start();
    }
  },
  HANG {
    @Override
    void begin(MariaDb database) {
      database.freeze();
    }

    @Override
    void end(MariaDb database) {
      database.thaw();
    }
  };

  abstract void begin(MariaDb database);

  abstract void end(MariaDb database);
}
