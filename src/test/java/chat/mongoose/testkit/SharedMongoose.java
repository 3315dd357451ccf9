package chat.mongoose.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the one server that all such classes of a test run share:
 * {@code @ExtendWith(SharedMongoose.class)} and a parameter of type {@link Mongoose}. It starts
 * when the first class asks for it and ends with the run.
 *
 * <p>Who shares it leaves no trace that others could trip over (rooms and accounts of their own
 * names) and does not stop it; a test that does starts its own.
 */
public final class SharedMongoose implements ParameterResolver {

  /** For JUnit. */
  public SharedMongoose() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Mongoose.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedMongoose.class))
        .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class)
        .server;
  }

  private static final class Running implements AutoCloseable {

    /**
     * All tests come from one address, in a hurry; what protects from strangers would stop them.
     */
    private final Mongoose server =
        Mongoose.with("mongoose.routing.rate", "100000")
            .and("mongoose.routing.burst", "100000")
            .and("mongoose.auth.brake.free-tries", "100000")
            // rooms of a test have names that no other has
            .and("mongoose.muc.site-rooms", "lobby,post-*")
            .start();

    @Override
    public void close() {
      server.close();
    }
  }
}
