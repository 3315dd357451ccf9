package chat.mongoose.bosh;

import chat.mongoose.guard.Guarded;
import chat.mongoose.session.Session;
import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.session.StreamNegotiation;
import chat.mongoose.session.Transport;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries a stream over requests that come and go.
 *
 * <p>Who calls: the servlet brings requests, several at once and from any thread; the session's
 * outbox writes, from any thread, one batch at a time; the clock looks by each second.
 *
 * <p>What guards what: this object's monitor guards {@link #state}, {@link #completion} and the
 * flags, and nothing is called under it: neither the stream, nor the outbox, nor a reply. Two flags
 * keep in order what happens outside of it. {@link #handling}: one thread gives the payloads of the
 * requests to the stream, in order; another that brings a request meanwhile leaves it and goes.
 * {@link #pulling}: one thread fetches what else waits in the outbox, so that all leaves in one
 * answer. While either is set nobody answers, and who clears it looks again, so that nothing is
 * left behind. Answers are made under the monitor, in order, and given away after it.
 *
 * <p>What happens when full: while the session wants no more input, nothing is given to it and
 * nobody is answered, so that the client may send no more than {@link BoshWindow} lets it. One
 * batch waits here and all else in the outbox, within its bound; an answer takes no more than
 * {@link #FULL} and one batch; {@link BoshWindow} bounds the requests and the answers that are
 * kept.
 */
final class BoshTransport implements Transport {

  /** How often {@link #look} is called. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Octets with which an answer is long enough. */
  static final int FULL = 64 * 1024;

  private final SessionTerms terms;
  private final Peer peer;
  private final StreamNegotiation negotiation;
  private final Clock clock;
  private final Runnable forget;
  private final BoshSession state;

  /** Set once, by {@link #begin}. */
  private volatile Session session;

  /** To be told when what the outbox has written leaves; null while nothing of it is under way. */
  private Completion completion;

  private boolean handling;

  /** The stream has been opened; for who is {@link #handling}. */
  private boolean begun;

  private boolean pulling;
  private boolean forgotten;

  /**
   * @param rid of the request that asked for the session
   * @param forget called once, when the session is over
   */
  BoshTransport(
      String sid,
      SessionTerms terms,
      long rid,
      Peer peer,
      StreamNegotiation negotiation,
      Clock clock,
      Runnable forget) {
    this.terms = terms;
    this.peer = peer;
    this.negotiation = negotiation;
    this.clock = clock;
    this.forget = forget;
    this.state = new BoshSession(sid, terms, rid, clock.instant());
  }

  /** Begins with the request that asked for the session; called once, before all others come. */
  void begin(Session made, BoshBody creation, Consumer<BoshAnswer> reply) {
    session = made;
    received(creation, reply);
  }

  /** XEP-0124 §19.1: what began over TLS is open to nobody who comes without. */
  boolean isOpenTo(Peer asking) {
    return asking.secure() || !peer.secure();
  }

  /** Takes a request; it is answered at once or held. Never blocks. */
  void received(BoshBody body, Consumer<BoshAnswer> reply) {
    var now = clock.instant();
    var request = new Waiting(body, reply, now, now.plus(terms.holding(LOOK_EVERY)));
    act(() -> state.accept(request));
    handle();
    flush();
  }

  /** Refuses a request that names this session but cannot be read; the session is over. */
  void refuse(Condition condition, Consumer<BoshAnswer> reply) {
    reply.accept(BoshAnswer.terminal(condition, terms));
    act(() -> state.end(Condition.OTHER_REQUEST));
  }

  /** Answers what has waited long enough; ends the session if nobody has asked for too long. */
  void look() {
    var now = clock.instant();
    act(() -> state.expire(now));
    flush();
  }

  @Override
  public String remoteAddress() {
    return peer.address();
  }

  @Override
  public String door() {
    return "bosh";
  }

  @Override
  public synchronized Optional<Element> header(StreamHeader header) {
    state.opened(header);
    return Optional.empty();
  }

  @Override
  public synchronized List<Element> farewell(Optional<StreamError> error) {
    state.ends(error);
    return List.of();
  }

  @Override
  public void write(List<Rendered> batch, byte[] address, Completion told) {
    if (!keep(batch, address, told)) {
      told.failed(new IOException("The BOSH session is over."));
      return;
    }
    flush();
  }

  private synchronized boolean keep(List<Rendered> batch, byte[] address, Completion told) {
    if (state.isOver()) {
      return false;
    }
    state.payloads().add(batch, address);
    completion = told;
    return true;
  }

  /** What has waited meanwhile is handled, and answered. */
  @Override
  public void inputChanged() {
    handle();
    flush();
  }

  @Override
  public void ping() {
    // whoever stops asking is ended by inactivity, so who is here is alive
    negotiation.alive(session);
  }

  @Override
  public void close() {
    synchronized (this) {
      state.close();
    }
    flush();
  }

  @Override
  public void abort() {
    act(() -> state.end(Condition.REMOTE_CONNECTION_FAILED));
  }

  /** Gives what the requests have brought to the stream, unless another thread does already. */
  private void handle() {
    for (var next = nextReady(); next.isPresent(); next = nextReady()) {
      try {
        handle(next.get());
      } finally {
        synchronized (this) {
          handling = false;
        }
      }
    }
  }

  private synchronized Optional<BoshBody> nextReady() {
    var next = handling || isHeld() ? Optional.<BoshBody>empty() : state.nextReady();
    handling |= next.isPresent();
    return next;
  }

  /**
   * True while the stream wants nothing more of a client that has logged in; its requests are not
   * answered meanwhile, and it may not send many.
   */
  private boolean isHeld() {
    return session != null && session.isInputHeld() && session.identity().isPresent();
  }

  private void handle(BoshBody body) {
    negotiation.alive(session);
    if (!begun) {
      begun = true;
      open(body.header(Optional.empty()));
    }
    if (body.isRestart()) {
      // XEP-0206 §5: what else is in a restart is ignored
      open(body.header(Optional.of(session.domain())));
    } else {
      var octets = body.octets() / Math.max(1, body.payloads().size());
      var taken = 0;
      for (Element payload : body.payloads()) {
        if (isHeld()) {
          putBack(body.without(taken));
          return;
        }
        negotiation.received(session, payload, octets);
        taken++;
      }
    }
    if (body.isTerminate()) {
      negotiation.receive(session, () -> negotiation.closed(session));
    }
  }

  private synchronized void putBack(BoshBody rest) {
    state.putBack(rest);
  }

  private void open(StreamHeader header) {
    negotiation.receive(session, () -> negotiation.open(session, header));
  }

  /** Answers all that is to be answered now. */
  private void flush() {
    while (true) {
      var more = pullable();
      if (more.isPresent()) {
        pull(more.get());
      } else if (!act(this::answers)) {
        return;
      }
    }
  }

  private boolean isBusy() {
    return handling || pulling || state.isReady();
  }

  private List<Runnable> answers() {
    return isBusy() ? List.of() : state.answers(clock.instant());
  }

  /** Takes the completion of what waits, if that is about to leave and has room beside it. */
  private synchronized Optional<Completion> pullable() {
    if (isBusy() || completion == null || !state.carries() || state.payloads().octets() >= FULL) {
      return Optional.empty();
    }
    var taken = completion;
    completion = null;
    pulling = true;
    return Optional.of(taken);
  }

  /** Lets the outbox write its next batch, which {@link #write} only keeps meanwhile. */
  private void pull(Completion more) {
    try {
      more.written();
    } finally {
      synchronized (this) {
        pulling = false;
      }
    }
  }

  /**
   * Decides under the monitor and does outside of it; lets everything go when the session is over.
   *
   * @return false if there was nothing to do
   */
  private boolean act(Supplier<List<Runnable>> decision) {
    List<Runnable> replies;
    boolean ends;
    synchronized (this) {
      replies = decision.get();
      ends = state.isOver() && !forgotten;
      forgotten |= ends;
      if (session != null) {
        session.carried().set(state.octets());
      }
    }
    Guarded.each(replies, Runnable::run);
    if (ends) {
      letGo();
    }
    return !replies.isEmpty();
  }

  private void letGo() {
    forget.run();
    Guarded.run(session, () -> negotiation.lost(session));
    Optional<Completion> untold;
    synchronized (this) {
      state.payloads().clear();
      untold = Optional.ofNullable(completion);
      completion = null;
    }
    untold.ifPresent(left -> left.failed(new IOException("The BOSH session is over.")));
  }
}
