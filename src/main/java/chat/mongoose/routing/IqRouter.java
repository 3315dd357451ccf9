package chat.mongoose.routing;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.cluster.Lanes.Work;
import chat.mongoose.guard.Faults;
import chat.mongoose.routing.IqHandler.Addressee;
import chat.mongoose.routing.IqHandler.Payload;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Finds the handler of a request's payload, and delivers its answer. */
@ApplicationScoped
public class IqRouter {

  private final Map<Addressee, Map<Payload, IqHandler>> handlers = new EnumMap<>(Addressee.class);
  private final Map<Addressee, Set<String>> features = new EnumMap<>(Addressee.class);

  private final Turns turns = new Turns(Work.QUESTION.threads());

  @Inject @Any private Instance<IqHandler> found;
  @Inject private PostOffice post;
  @Inject private Lanes lanes;
  @Inject private Questions questions;

  /** Two handlers for one payload stop the start. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object started) {}

  @PostConstruct
  void find() {
    for (Addressee addressee : Addressee.values()) {
      handlers.put(addressee, new HashMap<>());
      features.put(addressee, new TreeSet<>());
    }
    for (IqHandler handler : found) {
      for (Addressee addressee : handler.addressees()) {
        handler.payloads().forEach(payload -> register(addressee, payload, handler));
        features.get(addressee).addAll(handler.features());
      }
    }
  }

  /** The features that disco advertises for this addressee, sorted (XEP-0030 §3.1). */
  public Set<String> features(Addressee addressee) {
    return Collections.unmodifiableSet(features.get(addressee));
  }

  /**
   * Answers a request to this addressee; an answer to no request of ours is dropped. Never blocks,
   * never throws for what the request says.
   */
  public void route(Iq iq, Addressee addressee) {
    if (!iq.isRequest()) {
      return;
    }
    var payload = new Payload(iq.payload().namespace(), iq.payload().name());
    var handler = handlers.get(addressee).get(payload);
    if (handler == null) {
      // RFC 6120 §8.4
      post.bounce(
          iq, new StanzaError(Condition.SERVICE_UNAVAILABLE, "Nobody here knows this request."));
    } else {
      route(iq, handler);
    }
  }

  private void route(Iq iq, IqHandler handler) {
    try {
      var prepared = handler.prepared(iq);
      if (handler.blocks()) {
        offload(iq, prepared);
      } else {
        post.deliver(prepared.get());
      }
    } catch (StanzaError e) {
      post.bounce(iq, e);
    } catch (RuntimeException | Error e) {
      fault(iq, e);
    }
  }

  /** Answers a request when it is its sender's turn, on a thread where that may take long. */
  private void offload(Iq iq, Supplier<Iq> prepared) {
    var answered = questions.take(iq);
    turns.add(
        questions.whose(iq),
        () ->
            lanes
                .offload(
                    Work.QUESTION,
                    () -> {
                      answer(iq, prepared);
                      return true;
                    })
                .whenComplete(
                    (done, tooMany) -> {
                      turns.ended();
                      answered.run();
                      if (tooMany != null) {
                        post.bounce(iq, tooMuch());
                      }
                    }));
  }

  private static StanzaError tooMuch() {
    return new StanzaError(Condition.RESOURCE_CONSTRAINT, "Too much is asked now; try again.");
  }

  private void answer(Iq iq, Supplier<Iq> prepared) {
    try {
      questions.check(iq.from().orElseThrow());
      post.deliver(prepared.get());
    } catch (StanzaError e) {
      post.bounce(iq, e);
    } catch (RuntimeException | Error e) {
      fault(iq, e);
    }
  }

  private void fault(Iq iq, Throwable fault) {
    Faults.tell("request " + iq.id() + " of " + iq.from(), fault);
    post.bounce(
        iq,
        new StanzaError(Condition.INTERNAL_SERVER_ERROR, "Something went wrong on this server."));
  }

  private void register(Addressee addressee, Payload payload, IqHandler handler) {
    var other = handlers.get(addressee).put(payload, handler);
    if (other != null) {
      throw new IllegalStateException(
          payload + " is claimed by " + other.getClass() + " and by " + handler.getClass());
    }
  }
}
