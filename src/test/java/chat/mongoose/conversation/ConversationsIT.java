package chat.mongoose.conversation;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each conversation is a test of its own. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
class ConversationsIT {

  @TestFactory
  Stream<DynamicTest> conversations(Mongoose mongoose) throws IOException {
    var performance = new Performance(MongooseServer.of(mongoose));
    return Scripts.all().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.name() + ": " + each.title(),
                    Scripts.source(each),
                    () -> performance.play(each)));
  }
}
