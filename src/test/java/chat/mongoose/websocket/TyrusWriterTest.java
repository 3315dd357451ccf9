package chat.mongoose.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import chat.mongoose.session.Transport.Completion;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a writer with a monitor, as Tyrus' is. */
@Timeout(30)
class TyrusWriterTest {

  private final Queue<Runnable> aside = new ArrayDeque<>();
  private final Locked locked = new Locked();
  private final TyrusWriter writer = new TyrusWriter(locked, Optional.empty(), aside::add);
  private final Kernel kernel = new Kernel();

  /** Writes past Tyrus what the kernel takes. */
  private final TyrusWriter past =
      new TyrusWriter(
          locked,
          Optional.of(
              new GrizzlySocket(kernel, true, () -> kernel.free, () -> locked.log.add("hung up"))),
          aside::add);

  @Test
  void whoHearsOfAFailureHoldsNoLockOfTyrus() {
    locked.broken = true;
    var heldIt = new ArrayList<Boolean>();

    transport().write(frame(), new byte[0], completion(heldIt));
    aside.forEach(Runnable::run);

    assertThat(heldIt).containsExactly(false);
  }

  @Test
  void aConnectionIsClosedByAThreadWithoutLocks() {
    transport().abort();

    assertThat(locked.log).isEmpty();
    aside.forEach(Runnable::run);
    assertThat(locked.log).containsExactly("closed");
  }

  @Test
  void nobodyWaitsForWhoWrites() throws Exception {
    locked.gate = new CountDownLatch(1);
    var writing = CompletableFuture.runAsync(() -> write("first"));
    assertThat(locked.entered.await(10, TimeUnit.SECONDS)).isTrue();

    CompletableFuture.runAsync(
            () -> {
              write("second");
              writer.close();
            })
        .get(10, TimeUnit.SECONDS);

    locked.gate.countDown();
    writing.get(10, TimeUnit.SECONDS);
    aside.forEach(Runnable::run);
    assertThat(locked.log).containsExactly("first", "second", "closed");
  }

  @Test
  void nothingLeavesBehindACloseFrame() {
    var heldIt = new ArrayList<Boolean>();

    write("message");
    writer.write(ByteBuffer.wrap(new byte[] {(byte) 0x88, 0}), handler(new ArrayList<>()));
    transport().write(frame(), new byte[0], completion(heldIt));

    aside.forEach(Runnable::run);
    assertThat(locked.log).hasSize(2).startsWith("message");
    assertThat(heldIt).as("told that it has failed").containsExactly(false);
  }

  @Test
  void whatIsWrittenWithinAWriteFollowsIt() {
    locked.within = () -> write("pong");

    write("message");

    assertThat(locked.log).containsExactly("message", "pong");
  }

  @Test
  void aWriterThatThrowsGoesOn() {
    locked.throwing = true;
    var failures = new ArrayList<Throwable>();

    assertThatCode(() -> writer.write(bytes("lost"), handler(failures))).doesNotThrowAnyException();
    locked.throwing = false;
    write("next");

    assertThat(failures).hasSize(1);
    assertThat(locked.log).containsExactly("next");
  }

  @Test
  void whoFailsToHearOfHisWriteHoldsUpNoOther() {
    locked.within =
        () -> {
          writer.write(bytes("second"), deaf());
          write("third");
        };

    assertThatCode(() -> writer.write(bytes("first"), deaf())).doesNotThrowAnyException();
    write("fourth");

    assertThat(locked.log).containsExactly("first", "second", "third", "fourth");
  }

  @Test
  void whatTheKernelTakesGoesThereOnceTheHandshakeHasLeft() {
    kernel.takes = 100;

    write("first", past);
    write("second", past);

    assertThat(locked.log).containsExactly("first");
    assertThat(kernel).hasToString("second");
  }

  @Test
  void whatTheKernelLeavesIsForTyrus() {
    write("first", past);
    kernel.takes = 3;

    write("second", past);

    assertThat(kernel).hasToString("sec");
    assertThat(locked.log).containsExactly("first", "ond");
  }

  @Test
  void nothingOvertakesWhatWaitsBelowTyrus() {
    write("first", past);
    kernel.takes = 100;
    kernel.free = false;

    write("second", past);
    kernel.free = true;
    write("third", past);

    assertThat(locked.log).containsExactly("first", "second");
    assertThat(kernel).hasToString("third");
  }

  @Test
  void nothingOvertakesWhatWaitsInTyrus() {
    kernel.takes = 100;
    locked.keeping = new ArrayList<>();

    write("first", past);
    write("second", past);
    locked.keeping.forEach(kept -> kept.completed(null));
    write("third", past);

    assertThat(locked.log).containsExactly("first", "second");
    assertThat(kernel).hasToString("third");
  }

  @Test
  void aConnectionThatTheKernelHasLostIsClosed() {
    write("first", past);
    kernel.takes = -1;
    var failures = new ArrayList<Throwable>();

    past.write(bytes("second"), handler(failures));

    aside.forEach(Runnable::run);
    assertThat(failures).hasSize(1);
    assertThat(locked.log).containsExactly("first", "hung up");
  }

  @Test
  void whoReadsClosesWhenAllHasLeft() {
    write("first", past);

    past.close();

    assertThat(locked.log).containsExactly("first");
    aside.forEach(Runnable::run);
    assertThat(locked.log).containsExactly("first", "hung up");
  }

  @Test
  void tyrusClosesBehindWhatHasNotLeft() {
    write("in the kernel's way", past);
    kernel.free = false;

    past.close();

    aside.forEach(Runnable::run);
    assertThat(locked.log).containsExactly("in the kernel's way", "closed");
  }

  @Test
  void whoIsThrownOutWaitsForNothing() {
    locked.keeping = new ArrayList<>();
    write("kept", past);

    past.abort();

    aside.forEach(Runnable::run);
    assertThat(locked.log).containsExactly("kept", "hung up");
  }

  @Test
  void nothingThatIsEncodedBelowIsWrittenPastTyrus() {
    kernel.takes = 100;
    var socket = new GrizzlySocket(kernel, false, () -> true, () -> {});
    var encrypted = new TyrusWriter(locked, Optional.of(socket), aside::add);

    write("first", encrypted);
    write("second", encrypted);

    assertThat(locked.log).containsExactly("first", "second");
  }

  private TyrusTransport transport() {
    return new TyrusTransport(null, "192.0.2.1", writer, aside::add);
  }

  private void write(String text) {
    write(text, writer);
  }

  private static void write(String text, Writer to) {
    to.write(bytes(text), handler(new ArrayList<>()));
  }

  private Completion completion(List<Boolean> heldIt) {
    return new Completion() {
      @Override
      public void written() {
        throw new AssertionError("It has failed.");
      }

      @Override
      public void failed(Throwable cause) {
        heldIt.add(Thread.holdsLock(locked));
      }
    };
  }

  private static CompletionHandler<ByteBuffer> handler(List<Throwable> failures) {
    return new CompletionHandler<>() {
      @Override
      public void failed(Throwable cause) {
        failures.add(cause);
      }
    };
  }

  private static CompletionHandler<ByteBuffer> deaf() {
    return new CompletionHandler<>() {
      @Override
      public void completed(ByteBuffer written) {
        throw new NoClassDefFoundError("as this test wants it");
      }
    };
  }

  private static List<Rendered> frame() {
    return List.of(Rendered.of(Element.of("", "a")));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Locked extends Writer {

    private final List<String> log = new ArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private CountDownLatch gate = new CountDownLatch(0);
    private Runnable within = () -> {};
    private List<CompletionHandler<ByteBuffer>> keeping;
    private boolean broken;
    private boolean throwing;

    @Override
    public synchronized void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> completion) {
      if (throwing) {
        throw new IllegalStateException("There is no connection yet.");
      }
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (broken) {
        completion.failed(new IOException("Broken pipe"));
        return;
      }
      log.add(StandardCharsets.UTF_8.decode(buffer).toString());
      var now = within;
      within = () -> {};
      now.run();
      if (keeping != null) {
        keeping.add(completion);
      } else {
        completion.completed(buffer);
      }
    }

    @Override
    public void close() {
      assertThat(Thread.holdsLock(this)).isFalse();
      log.add("closed");
    }
  }

  /** A socket's buffer. */
  private static final class Kernel implements WritableByteChannel {

    private final StringBuilder taken = new StringBuilder();
    private boolean free = true;

    /** Octets of each write, or -1 for a connection that is lost. */
    private int takes;

    @Override
    public int write(ByteBuffer frames) throws IOException {
      if (takes < 0) {
        throw new IOException("Connection reset by peer");
      }
      var length = Math.min(takes, frames.remaining());
      var piece = new byte[length];
      frames.get(piece);
      taken.append(new String(piece, StandardCharsets.UTF_8));
      return length;
    }

    @Override
    public boolean isOpen() {
      return takes >= 0;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
      return taken.toString();
    }
  }
}
