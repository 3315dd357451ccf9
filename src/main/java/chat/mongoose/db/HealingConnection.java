package chat.mongoose.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A connection for a pool that outlives a restart of the database: between two transactions it
 * makes sure that the connection beneath it still works, and opens another one if not. A
 * transaction that was under way is lost, as the database has lost it.
 *
 * <p>The pools of Payara and WildFly can check their connections too, but each wants to be told in
 * its own way, and WildFly cannot be told in a {@code @DataSourceDefinition} at all.
 *
 * <p>One thread at a time uses it, as any connection; what happens when the database is away is
 * bounded by the limits of the source beneath.
 */
final class HealingConnection implements InvocationHandler {

  /**
   * What worked a moment ago is trusted, so that a busy connection is not checked for each
   * transaction.
   */
  private static final long TRUSTED_NANOS = Duration.ofMillis(500).toNanos();

  private static final int CHECK_SECONDS = 2;

  private final DataSource source;
  private final CommitListener listener;

  /** What the pool has set on the connection, in that order, to be set on the next one too. */
  private final Map<Method, Object[]> settings = new LinkedHashMap<>();

  private Connection current;
  private boolean inTransaction;
  private boolean closed;
  private long used;
  private SQLException refusal;
  private long refused;

  private HealingConnection(DataSource source, CommitListener listener) throws SQLException {
    this.source = source;
    this.listener = listener;
    this.current = source.getConnection();
    this.used = System.nanoTime();
  }

  /**
   * Opens a connection of that source.
   *
   * @param listener what is told of each commit
   */
  static Connection of(DataSource source, CommitListener listener) throws SQLException {
    return (Connection)
        Proxy.newProxyInstance(
            HealingConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new HealingConnection(source, listener));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "equals":
        return self == arguments[0];
      case "hashCode":
        return System.identityHashCode(self);
      case "isClosed":
        return closed;
      case "isValid":
        return !closed && isValid();
      case "close", "abort":
        closed = true;
        return call(method, arguments);
      case "commit":
        return commit(method, arguments);
      case "rollback":
        return end(method, arguments);
      default:
        return use(method, arguments);
    }
  }

  private boolean isValid() {
    try {
      heal();
      return current.isValid(CHECK_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  private Object commit(Method method, Object[] arguments) throws Throwable {
    Object result = end(method, arguments);
    listener.committed(current);
    return result;
  }

  private Object end(Method method, Object[] arguments) throws Throwable {
    boolean whole = arguments == null; // not back to a savepoint only
    if (whole) {
      inTransaction = false;
      // What went with the connection needs no rollback, but it can never be committed.
      if (method.getName().equals("rollback") && current.isClosed()) {
        return null;
      }
    }
    return call(method, arguments);
  }

  private Object use(Method method, Object[] arguments) throws Throwable {
    if (!closed && !inTransaction) {
      heal();
    }
    Object result = call(method, arguments);
    if (method.getName().startsWith("set") && method.getReturnType() == void.class) {
      settings.put(method, arguments);
    } else {
      inTransaction = !current.isClosed() && !current.getAutoCommit();
    }
    return result;
  }

  private void heal() throws SQLException {
    if (inTransaction || works()) {
      return;
    }
    // A pool tries several things before it gives up; each would wait for the same dead database.
    if (refusal != null && System.nanoTime() - refused < TRUSTED_NANOS) {
      throw new SQLException(refusal.getMessage(), refusal.getSQLState(), refusal);
    }
    current.close();
    try {
      reopen();
      refusal = null;
    } catch (SQLException e) {
      refusal = e;
      refused = System.nanoTime();
      throw e;
    }
  }

  private void reopen() throws SQLException {
    Connection next = source.getConnection();
    try {
      for (var setting : settings.entrySet()) {
        setting.getKey().invoke(next, setting.getValue());
      }
    } catch (ReflectiveOperationException e) {
      next.close();
      throw new SQLException("A new connection does not take the settings of the old one", e);
    }
    current = next;
    used = System.nanoTime();
  }

  private boolean works() throws SQLException {
    return !current.isClosed()
        && (System.nanoTime() - used < TRUSTED_NANOS || current.isValid(CHECK_SECONDS));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(current, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      used = System.nanoTime();
    }
  }
}
