package chat.mongoose.auth;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The SASL mechanisms, the strongest first; in this order they are offered. */
enum Mechanism {
  EXTERNAL("EXTERNAL", door -> new ExternalExchange(door.visitor().orElseThrow())),
  SCRAM_SHA_256(ScramHash.SHA_256.mechanism(), door -> new ScramExchange(ScramHash.SHA_256, door)),
  SCRAM_SHA_1(ScramHash.SHA_1.mechanism(), door -> new ScramExchange(ScramHash.SHA_1, door)),
  OAUTHBEARER("OAUTHBEARER", OauthBearerExchange::new),
  PLAIN("PLAIN", PlainExchange::new),
  ANONYMOUS("ANONYMOUS", AnonymousExchange::new);

  private final String saslName;
  private final Function<Doorway, Exchange> exchange;

  Mechanism(String saslName, Function<Doorway, Exchange> exchange) {
    this.saslName = saslName;
    this.exchange = exchange;
  }

  /** The mechanism with this name in SASL's registry. */
  static Optional<Mechanism> of(String saslName) {
    return Stream.of(values()).filter(any -> any.saslName.equals(saslName)).findFirst();
  }

  String saslName() {
    return saslName;
  }

  boolean isScram() {
    return ScramHash.of(saslName).isPresent();
  }

  /** A new exchange. */
  Exchange with(Doorway doorway) {
    return exchange.apply(doorway);
  }
}
