package chat.mongoose.db;

import java.sql.Connection;

/** Is told of commits, on the thread that has committed. */
@FunctionalInterface
interface CommitListener {

  /**
   * What was changed has been committed.
   *
   * @param connection the driver's own, on which nothing is under way
   */
  void committed(Connection connection);
}
