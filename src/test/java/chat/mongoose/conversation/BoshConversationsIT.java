package chat.mongoose.conversation;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each conversation again, over BOSH. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class BoshConversationsIT {

  /**
   * About frames: what breaks them breaks a request's wrapper, before anybody knows whose stream it
   * was, and the opening of a stream is in attributes. The BOSH tests of their own tell what
   * happens then.
   */
  private static final Set<String> OVER_WEBSOCKET_ONLY =
      Set.of(
          "binary-frame",
          "not-well-formed",
          "restricted-xml",
          "stream-opens",
          "too-large",
          "without-open",
          "wrong-host",
          "wrong-namespace");

  @TestFactory
  Stream<DynamicTest> conversations(Mongoose mongoose) throws IOException {
    var performance = new Performance(MongooseServer.overBosh(mongoose));
    return Scripts.all().stream()
        .filter(each -> !OVER_WEBSOCKET_ONLY.contains(each.name()))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name() + ": " + each.title(),
                    Scripts.source(each),
                    () -> performance.play(each)));
  }
}
