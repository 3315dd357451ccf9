package chat.mongoose.clients;

import chat.mongoose.conversation.Account;
import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.bosh.BOSHConfiguration;
import org.jivesoftware.smack.bosh.XMPPBOSHConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.websocket.XmppWebSocketTransportModuleDescriptor;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Somebody who uses Smack, over WebSocket or BOSH, and is in one room. */
public final class SmackClient implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final long LEASE_SECONDS = 60;

  static {
    // Smack wants the JDK's own parser, as it has it in every client; here it would find the
    // server's,
    // which answers with an empty text where the other one answers null.
    System.setProperty(
        XMLInputFactory.class.getName(), XMLInputFactory.newDefaultFactory().getClass().getName());
  }

  private final AbstractXMPPConnection connection;
  private final MultiUserChat room;
  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Logs in over WebSocket and enters the room.
   *
   * @param account empty for a guest
   */
  public SmackClient(Mongoose server, Optional<Account> account, String room, String nick)
      throws Exception {
    this(new ModularXmppClientToServerConnection(webSocket(server, account)), room, nick);
  }

  /** The same over BOSH. */
  public static SmackClient overBosh(
      Mongoose server, Optional<Account> account, String room, String nick) throws Exception {
    return new SmackClient(new XMPPBOSHConnection(bosh(server, account)), room, nick);
  }

  private SmackClient(AbstractXMPPConnection connection, String room, String nick)
      throws Exception {
    this.connection = connection;
    connection.addConnectionListener(
        new ConnectionListener() {
          @Override
          public void connectionClosed() {
            ended.countDown();
          }

          @Override
          public void connectionClosedOnError(Exception cause) {
            ended.countDown();
          }
        });
    connection.setReplyTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    connection.connect().login();
    this.room =
        MultiUserChatManager.getInstanceFor(connection)
            .getMultiUserChat(JidCreate.entityBareFrom(room));
    this.room.addMessageListener(heard::add);
    this.room.join(Resourcepart.from(nick));
  }

  /** The SASL mechanism that it chose. */
  public String mechanism() {
    return connection.getUsedSaslMechansism();
  }

  public String username() {
    return connection.getUser().getLocalpart().toString();
  }

  public void say(String body) throws Exception {
    room.sendMessage(body);
  }

  /** Waits for this to be said in the room, by whomever; answers who did. */
  public String hear(String body) throws InterruptedException {
    var missed = new ArrayList<String>();
    for (; ; ) {
      var message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("'" + body + "' did not come, but " + missed);
      }
      if (body.equals(message.getBody())) {
        return message.getFrom().getResourceOrEmpty().toString();
      }
      missed.add(message.getBody());
    }
  }

  /** Waits for the server to end the stream, for as long as it may look again whether to. */
  void awaitEnd() throws InterruptedException {
    if (!ended.await(LEASE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(username() + " is still in");
    }
  }

  /** What the archive has of the room, oldest first, read in pages of this size. */
  List<String> archive(int pageSize) throws Exception {
    var archive = MamManager.getInstanceFor(room);
    if (!archive.isSupported()) {
      throw new AssertionError("The room says that it has no archive.");
    }
    var query = archive.queryArchive(MamQueryArgs.builder().setResultPageSizeTo(pageSize).build());
    var bodies = new ArrayList<>(bodies(query.getMessages()));
    while (!query.isComplete()) {
      bodies.addAll(bodies(query.pageNext(pageSize)));
    }
    return bodies;
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  private static List<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::getBody).filter(body -> body != null).toList();
  }

  private static ModularXmppClientToServerConnectionConfiguration webSocket(
      Mongoose server, Optional<Account> account) throws Exception {
    var builder =
        ModularXmppClientToServerConnectionConfiguration.builder()
            .setXmppDomain(MongooseServer.DOMAIN)
            // over TLS or not is for what stands before the server
            .setSecurityMode(SecurityMode.disabled)
            .removeAllModules();
    builder.addModule(
        XmppWebSocketTransportModuleDescriptor.getBuilder(builder)
            .explicitlySetWebSocketEndpointAndDiscovery(server.webSocket(), false)
            .build());
    return as(account, builder).build();
  }

  private static BOSHConfiguration bosh(Mongoose server, Optional<Account> account)
      throws Exception {
    var address = server.http("http-bind");
    var builder =
        BOSHConfiguration.builder()
            .setUseHttps(false)
            // it makes no proper address of numbers
            .setHost("localhost")
            .setPort(address.getPort())
            .setFile(address.getPath())
            .setXmppDomain(MongooseServer.DOMAIN)
            .setSecurityMode(SecurityMode.disabled);
    return as(account, builder).build();
  }

  private static <B extends ConnectionConfiguration.Builder<B, ?>> B as(
      Optional<Account> account, B builder) {
    return account.isPresent()
        ? builder.setUsernameAndPassword(account.get().username(), account.get().password())
        : builder.performSaslAnonymousAuthentication();
  }
}
