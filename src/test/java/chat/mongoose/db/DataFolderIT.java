package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.conversation.MongooseServer;
import chat.mongoose.testkit.Mongoose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What other users of the machine find in the folder of the data, which is nothing; and, since the
 * server starts again over it, what is in it of a guest who was banned.
 */
@Timeout(300)
@Tag("server")
class DataFolderIT {

  private static final String BANNED =
      """
      XEP-0045 §9.1: a guest who is banned is not back under another secret from the same address

      Romeo: account romeo
      Paris: guest with token ParisParisParisParisParisParisParisParisPar
      Tybalt: guest

      Romeo, Paris and Tybalt log in
      Romeo sends:
        <presence to='tomb@{muc}/romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>
      Romeo receives:
        <presence from='tomb@{muc}/romeo' to='{Romeo}'>...</presence>
        <message from='tomb@{muc}' to='{Romeo}' type='groupchat'><subject/></message>
      Paris sends:
        <presence to='tomb@{muc}/paris'><x xmlns='http://jabber.org/protocol/muc'/></presence>
      Paris receives:
        <presence from='tomb@{muc}/romeo' to='{Paris}'>...</presence>
        <presence from='tomb@{muc}/paris' to='{Paris}'>...</presence>
        <message from='tomb@{muc}' to='{Paris}' type='groupchat'><subject/></message>
      Romeo receives:
        <presence from='tomb@{muc}/paris' to='{Romeo}'>...</presence>

      Romeo sends:
        <iq to='tomb@{muc}' type='set' id='b1'>
          <query xmlns='http://jabber.org/protocol/muc#admin'>
            <item affiliation='outcast' jid='{Paris.bare}'/>
          </query>
        </iq>
      Romeo receives, in any order:
        <presence from='tomb@{muc}/paris' to='{Romeo}' type='unavailable'>...</presence>
        <iq from='tomb@{muc}' to='{Romeo}' type='result' id='b1'/>
      Paris receives:
        <presence from='tomb@{muc}/paris' to='{Paris}' type='unavailable'>...</presence>
      """;

  /** Who has an account is not concerned, wherever he comes from. */
  private static final String BANNED_STILL =
      """
      XEP-0045 §9.1: he is not back when the server has been started anew, either

      Benvolio: account benvolio
      Paris: guest with token ParisParisParisParisParisParisParisParisPar
      Tybalt: guest

      Benvolio, Paris and Tybalt log in
      """;

  private static final String REFUSED =
      """

      Paris and Tybalt send:
        <presence to='tomb@{muc}/masked' id='j1'>
          <x xmlns='http://jabber.org/protocol/muc'/>
        </presence>
      Paris and Tybalt receive:
        <presence from='tomb@{muc}/masked' to='{receiver}' type='error' id='j1'>
          <error type='auth' by='{?}'>
            <forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
            ...
          </error>
          ...
        </presence>
      """;

  private static final String WELCOME =
      """

      Benvolio sends:
        <presence to='tomb@{muc}/benvolio'><x xmlns='http://jabber.org/protocol/muc'/></presence>
      Benvolio receives:
        <presence from='tomb@{muc}/benvolio' to='{Benvolio}'>...</presence>
        <message from='tomb@{muc}' to='{Benvolio}' type='groupchat'><subject/></message>
      """;

  @Test
  void aFolderOfAnEarlierVersionIsClosedAndItsDatabaseGetsAPassword() throws Exception {
    // every client has an address of his own, of which guests are banned
    var server = Mongoose.with("mongoose.web.trusted-proxies", "192.0.2.1");
    var data = Files.createDirectories(server.data());
    var url = "jdbc:h2:file:" + data.resolve("mongoose");
    try (server) {
      DriverManager.getConnection(url, "mongoose", "").close();
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(
          data.resolve("mongoose.mv.db"), PosixFilePermissions.fromString("rw-r--r--"));

      server.start();
      MongooseServer.play(server, "banned.chat", BANNED + REFUSED);
      server.stop();
      server.start();
      MongooseServer.play(server, "banned-still.chat", BANNED_STILL + REFUSED + WELCOME);

      assertThat(mode(data)).isEqualTo("rwx------");
      try (var files = Files.list(data)) {
        assertThat(files)
            .allSatisfy(file -> assertThat(mode(file)).as("" + file).isEqualTo("rw-------"))
            .extracting(file -> file.getFileName().toString())
            .contains("mongoose.mv.db", "database-password.txt");
      }
      server.kill();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "mongoose", ""))
          .hasMessageContaining("Wrong user name or password");
      var password = Files.readString(data.resolve("database-password.txt")).strip();
      DriverManager.getConnection(url, "mongoose", password).close();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
