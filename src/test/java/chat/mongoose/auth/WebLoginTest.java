package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request whose login is decided goes on, or ends at once. */
class WebLoginTest {

  private final List<String> done = new ArrayList<>();
  private boolean failing;
  private final AsyncContext asynchronous =
      of(
          AsyncContext.class,
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "getRequest" -> of(HttpServletRequest.class, (p, m, a) -> null);
                case "getResponse" ->
                    of(
                        HttpServletResponse.class,
                        (p, m, a) -> done.add("status " + a[0]) ? null : a);
                case "dispatch" -> {
                  if (failing) {
                    throw new IllegalStateException("as this test wants it");
                  }
                  done.add("dispatch");
                  yield null;
                }
                default -> done.add(method.getName()) ? null : method;
              });

  @Test
  void aRequestBeginsAnewWithItsOutcome() {
    var outcome = new CompletableFuture<String>();
    WebLogin.goOn(asynchronous, outcome);
    assertThat(done).isEmpty();

    outcome.complete("known");

    assertThat(done).containsExactly("dispatch");
  }

  @Test
  void aRequestThatCannotBeginAnewEndsAtOnce() {
    failing = true;

    WebLogin.goOn(asynchronous, CompletableFuture.completedFuture("known"));

    assertThat(done).containsExactly("status 500", "complete");
  }

  @Test
  void anOutcomeThatNobodyCanTellEndsTheRequest() {
    WebLogin.goOn(
        asynchronous, CompletableFuture.failedFuture(new StackOverflowError("as this test wants")));

    assertThat(done).containsExactly("status 500", "complete");
  }

  private static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
