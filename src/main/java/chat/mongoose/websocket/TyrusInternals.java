package chat.mongoose.websocket;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;

/**
 * Reaches what Tyrus hides: the writer of a session, the timer that it winds up for each frame, and
 * the connection and the request of Payara's Grizzly below. Found by name, so that a Tyrus that has
 * changed costs speed and memory and nothing else.
 */
final class TyrusInternals {

  private static final Logger LOG = System.getLogger(TyrusInternals.class.getName());
  private static final String SESSION = "org.glassfish.tyrus.core.TyrusSession";
  private static final ScheduledFuture<?> NEVER = proxy(ScheduledFuture.class, null);
  private static final ScheduledExecutorService IDLE = proxy(ScheduledExecutorService.class, NEVER);

  /** Looked up once, since a class copies all of its fields for whoever looks one up. */
  private static final Map<Key, Field> FIELDS = new ConcurrentHashMap<>();

  private static volatile boolean told;

  private TyrusInternals() {}

  static boolean isTyrus(Session socket) {
    return socket.getClass().getName().equals(SESSION);
  }

  /** The object that writes frames of this session; empty if Tyrus has changed. */
  static Optional<Object> writer(Session socket) {
    try {
      return Optional.ofNullable(read(protocolHandler(socket), "writer"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return Optional.empty();
    }
  }

  /** Makes Tyrus write what it says itself, control frames, by another writer. */
  static void writeBy(Object writer, Session socket) {
    try {
      var handler = protocolHandler(socket);
      field(handler.getClass(), "writer").set(handler, writer);
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
    }
  }

  /**
   * Takes away the executor of the idle timer, from this session and from those to come, whose
   * constructor winds it up; sessions have their own.
   */
  static void stopIdleTimer(Session socket) {
    try {
      var service = field(socket.getClass(), "service");
      if (service.get(socket) != IDLE) {
        service.set(socket, IDLE);
        var container = socket.getContainer();
        field(container.getClass(), "managedScheduledExecutorService").set(container, IDLE);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
    }
  }

  /**
   * Makes Tyrus read a connection from another input. To be called while it is being opened, before
   * the first read.
   *
   * @param wrapped makes the other from what there is
   * @return false if Tyrus has changed
   */
  static boolean readBy(Session socket, Function<Reader, ServletInputStream> wrapped) {
    try {
      // the writer of the handshake; see writeBy for the one that may stand in its place
      var handler = handler(((TyrusWriter) read(protocolHandler(socket), "writer")).below());
      var input = field(handler.getClass(), "is");
      field(handler.getClass(), "buf");
      input.set(
          handler,
          wrapped.apply(
              new Reader(
                  (ServletInputStream) input.get(handler),
                  () -> letGo(handler),
                  (ReadListener) handler)));
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return false;
    }
  }

  /**
   * What reads a connection.
   *
   * @param input the container's
   * @param release lets the buffers go that Tyrus keeps for the connection
   * @param listener whom the container tells that there is something to read
   */
  record Reader(ServletInputStream input, Runnable release, ReadListener listener) {

    /**
     * Reads what there is, or has the container tell when there is something. To be called when it
     * has not been asked since the last reading, and the connection is there.
     */
    void readOn() {
      try {
        if (input.isReady()) {
          listener.onDataAvailable();
        }
      } catch (IOException | RuntimeException e) {
        listener.onError(e);
      }
    }
  }

  /** By the thread that reads, between two reads. */
  private static void letGo(Object handler) {
    try {
      letGo(handler, "buf");
      letGo(read(read(handler, "connection"), "readHandler"), "buffer");
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
    }
  }

  private static void letGo(Object owner, String name) throws ReflectiveOperationException {
    var field = field(owner.getClass(), name);
    if (field.get(owner) instanceof ByteBuffer buffer && !buffer.hasRemaining()) {
      field.set(owner, null);
    }
  }

  private static Object protocolHandler(Session socket) throws ReflectiveOperationException {
    return read(read(read(socket, "basicRemote"), "webSocket"), "protocolHandler");
  }

  /**
   * The connection of Payara's Grizzly, below Tyrus; empty if there is another one, or Tyrus has
   * changed.
   *
   * @param writer of {@link #writer}
   */
  static Optional<Object> connection(Object writer) {
    try {
      return Optional.of(read(output(writer), "connection"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return Optional.empty();
    }
  }

  /**
   * Takes away the space in which Grizzly decodes a request's parameters, once a handshake's are
   * known: four kilobytes that would be kept as long as the connection. Grizzly makes it anew when
   * it uses the request again.
   *
   * @param writer of {@link #writer}, of a connection of Grizzly's
   */
  static void shrinkRequest(Object writer) {
    try {
      var request = read(read(output(writer), "serverResponse"), "request");
      var parameters = read(request, "parameters");
      for (var name : List.of("tmpNameC", "tmpValueC")) {
        var characters = read(parameters, name);
        field(characters.getClass(), "buff").set(characters, null);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
    }
  }

  /** Grizzly's part of the answer to the handshake. */
  private static Object output(Object writer) throws ReflectiveOperationException {
    var output = read(handler(writer), "os");
    return read(read(output, "ob"), "grizzlyOutputBuffer");
  }

  private static Object handler(Object writer) throws ReflectiveOperationException {
    return read(read(writer, "tyrusHttpUpgradeHandler"), "handler");
  }

  private static Object read(Object owner, String name) throws ReflectiveOperationException {
    return field(owner.getClass(), name).get(owner);
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    var key = new Key(type, name);
    var known = FIELDS.get(key);
    if (known == null) {
      known = found(type, name);
      FIELDS.put(key, known);
    }
    return known;
  }

  private static Field found(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(type.getName() + "." + name);
  }

  private record Key(Class<?> type, String name) {}

  private static void tell(Exception e) {
    if (!told) {
      told = true;
      LOG.log(Level.WARNING, "This Tyrus is not as expected; its standard calls serve.", e);
    }
  }

  private static <T> T proxy(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader() == null
                ? TyrusInternals.class.getClassLoader()
                : type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var result = method.getReturnType();
              if (result == boolean.class) {
                return false;
              }
              if (result == long.class) {
                return 0L;
              }
              if (result == int.class) {
                return 0;
              }
              return result.isInstance(answer) ? answer : null;
            }));
  }
}
