package chat.mongoose.conversation;

import chat.mongoose.testkit.Mongoose;

/** A Mongoose EE that the tests have started, as conversations need it. */
final class MongooseServer {

  private static final String DOMAIN = "localhost";

  private MongooseServer() {}

  /** A server with the default domains. */
  static Server of(Mongoose mongoose) {
    return new Server(
        new WebSocketDoor(mongoose.webSocket()),
        DOMAIN,
        "conference." + DOMAIN,
        new RestAccounts(
            mongoose.http("api/users"), new Account("admin", Mongoose.ADMIN_PASSWORD)));
  }
}
