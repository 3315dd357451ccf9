package chat.mongoose.bosh;

import chat.mongoose.session.StreamError;
import chat.mongoose.session.StreamHeader;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which request of one BOSH session is taken, held, answered or refused, and what the
 * answers say. Rules only: what is to be done is returned, and done by {@link BoshTransport}, which
 * also sees to it that one thread is here at a time.
 */
final class BoshSession {

  private static final byte[] NO_ADDRESS = {};
  private static final Element EMPTY = Element.of(BoshBody.NS, "body");

  /** The largest {@code xs:unsignedShort}. */
  private static final long MAX_TIME = 65_535;

  private final SessionTerms terms;
  private final BoshWindow window;
  private final PollingRate rate;
  private final KeySequence keys = new KeySequence();
  private final ArrayDeque<BoshBody> ready = new ArrayDeque<>(2);
  private final Payloads payloads = new Payloads();
  private Optional<Element> creation;
  private Optional<StreamError> error = Optional.empty();
  private Duration patience;
  private Instant answered;
  private boolean closing;
  private boolean over;

  /**
   * @param rid of the request that asked for the session, which is the first to be taken
   */
  BoshSession(String sid, SessionTerms terms, long rid, Instant now) {
    this.terms = terms;
    this.window = new BoshWindow(terms, rid);
    this.rate = new PollingRate(terms);
    this.creation = Optional.of(terms.toElement(sid, rid));
    this.patience = terms.inactivity();
    this.answered = now;
  }

  /** Nothing follows any more. */
  boolean isOver() {
    return over;
  }

  /** What waits for the next answer. */
  Payloads payloads() {
    return payloads;
  }

  /**
   * Takes a request. If it breaks a rule, the session is over.
   *
   * @return replies that are due at once
   */
  List<Runnable> accept(Waiting request) {
    if (over) {
      return List.of(request.answering(BoshAnswer.terminal(Condition.ITEM_NOT_FOUND, terms)));
    }
    // §10: any request sets back what a pause had changed
    patience = terms.inactivity();
    try {
      if (window.isRepeated(request.rid())) {
        answered = request.arrived();
        return List.of(window.repeat(request, terms.contentType()));
      }
      window.add(request);
      for (var next = window.next(); next.isPresent(); next = window.next()) {
        admit(next.get());
      }
      return List.of();
    } catch (BoshException e) {
      return refuse(request, e.condition());
    }
  }

  /** Takes the next request in order. */
  private void admit(Waiting next) {
    keys.take(next.body());
    rate.take(next, window);
    window.acknowledge(next.body(), next.arrived());
    next.body().pause().ifPresent(this::pause);
    ready.add(next.body());
    window.taken(next);
  }

  /** Octets of heap that it holds, but for {@link #payloads}, which the outbox counts. */
  long octets() {
    if (over) {
      return 0;
    }
    var octets = window.octets();
    for (BoshBody body : ready) {
      octets += body.heap();
    }
    return octets;
  }

  private void pause(Duration wish) {
    if (wish.compareTo(terms.maxPause()) > 0) {
      throw new BoshException(Condition.POLICY_VIOLATION, "No pause is that long; see 'maxpause'.");
    }
    patience = wish;
  }

  /** The request that breaks a rule is told so, those beside it that it was another one. */
  private List<Runnable> refuse(Waiting request, Condition condition) {
    var replies = new ArrayList<Runnable>();
    replies.add(request.answering(BoshAnswer.terminal(condition, terms)));
    for (Waiting other : window.unanswered()) {
      if (other != request) {
        replies.add(other.answering(BoshAnswer.terminal(Condition.OTHER_REQUEST, terms)));
      }
    }
    over = true;
    return replies;
  }

  /** Ends the session whatever waits; all that are held are told why. */
  List<Runnable> end(Condition condition) {
    if (over) {
      return List.of();
    }
    over = true;
    return window.unanswered().stream()
        .map(request -> request.answering(BoshAnswer.terminal(condition, terms)))
        .toList();
  }

  /** Requests wait whose payloads have not been handled. */
  boolean isReady() {
    return !ready.isEmpty();
  }

  /** The next request to be handled; empty if there is none, or the session is over. */
  Optional<BoshBody> nextReady() {
    return over ? Optional.empty() : Optional.ofNullable(ready.poll());
  }

  /** What could not be handled yet is the next again. */
  void putBack(BoshBody rest) {
    ready.addFirst(rest);
  }

  /** XEP-0206 §4: what the stream's header says stands in the answer to the first request. */
  void opened(StreamHeader header) {
    creation =
        creation.map(
            body ->
                body.withAny("from", header.from())
                    .withAny("authid", header.id())
                    .with("xmlns:xmpp", BoshBody.XBOSH)
                    .withAny("xmpp:version", header.version())
                    .with("xmpp:restartlogic", "true"));
  }

  /** The stream ends, because of this error if there is one; {@link #close} follows. */
  void ends(Optional<StreamError> why) {
    error = why;
  }

  /** Nothing more will be written; the next answer is the last. */
  void close() {
    closing = true;
  }

  /** True if a request waits that may take payloads with it. */
  boolean carries() {
    return window.oldest().filter(BoshSession::mayCarry).isPresent();
  }

  /** The next replies that are due; empty if none is. */
  List<Runnable> answers(Instant now) {
    var oldest = window.oldest();
    if (over || oldest.isEmpty()) {
      return List.of();
    }
    if (closing) {
      return finish();
    }
    return isDue(oldest.get(), now) ? List.of(answer(oldest.get(), now)) : List.of();
  }

  private boolean isDue(Waiting oldest, Instant now) {
    if (oldest.isDue(now)) {
      return true;
    }
    // §13: its end is to come, and may bring the last payloads
    if (window.isTerminating()) {
      return false;
    }
    return !payloads.isEmpty()
        || window.held() > terms.hold()
        || window.isPausing()
        || window.isMissing();
  }

  private Runnable answer(Waiting oldest, Instant now) {
    var body = creation.orElse(EMPTY);
    creation = Optional.empty();
    var ack = window.ack(oldest.rid());
    if (ack.isPresent()) {
      body = body.with("ack", Long.toString(ack.getAsLong()));
    }
    var missing = window.takeMissing();
    if (missing.isPresent()) {
      var time = Duration.between(missing.get().at(), now).toMillis();
      body =
          body.with("report", Long.toString(missing.get().rid()))
              .with("time", Long.toString(Math.min(time, MAX_TIME)));
    }
    var carries = !payloads.isEmpty() && mayCarry(oldest);
    var answer = carries ? carrying(body) : BoshAnswer.of(body, terms.contentType());
    window.answered(oldest, answer, carries, now);
    answered = now;
    return oldest.answering(answer);
  }

  /** §13: the oldest request is told of the end, the others get nothing more. */
  private List<Runnable> finish() {
    over = true;
    var replies = new ArrayList<Runnable>();
    for (Waiting request : window.unanswered()) {
      replies.add(
          request.answering(
              replies.isEmpty() ? farewell() : BoshAnswer.of(EMPTY, terms.contentType())));
    }
    return replies;
  }

  private BoshAnswer farewell() {
    // §7.2: whoever asked for a wrong domain learns which one it is
    var body =
        BoshAnswer.terminate().withAny("from", creation.flatMap(begun -> begun.attribute("from")));
    if (error.isPresent()) {
      var condition = Condition.of(error.get());
      body = body.with("condition", condition.text());
      if (condition == Condition.REMOTE_STREAM_ERROR) {
        payloads.add(List.of(Rendered.of(error.get().toElement())), NO_ADDRESS);
      }
    }
    return payloads.isEmpty() ? BoshAnswer.of(body, terms.contentType()) : carrying(body);
  }

  private BoshAnswer carrying(Element body) {
    return new BoshAnswer(200, terms.contentType(), payloads.wrap(body));
  }

  /** §10: the answer to a pause brings nothing. */
  private static boolean mayCarry(Waiting request) {
    return request.body().pause().isEmpty();
  }

  /**
   * Gives up what has waited too long. The session is over if nobody has asked for too long (§10).
   *
   * @return replies that are due at once
   */
  List<Runnable> expire(Instant now) {
    if (over) {
      return List.of();
    }
    // §17.3: what is missing before them is asked for, instead of waiting for ever
    var replies =
        window.takeOverdue(now).stream()
            .map(early -> early.answering(BoshAnswer.recoverable(terms.contentType())))
            .toList();
    if (!replies.isEmpty()) {
      answered = now;
    }
    over = window.unanswered().isEmpty() && now.isAfter(answered.plus(patience));
    return replies;
  }
}
