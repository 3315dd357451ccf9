package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes accounts over the server's REST interface, as an administrator does. */
final class RestAccounts implements Accounts {

  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

  private final URI users;
  private final Account administrator;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Account> made = new ConcurrentHashMap<>();

  /**
   * @param users where accounts are posted to
   */
  RestAccounts(URI users, Account administrator) {
    this.users = users;
    this.administrator = administrator;
  }

  @Override
  public Account account(String username) {
    return made.computeIfAbsent(username, this::make);
  }

  private Account make(String username) {
    var account = Accounts.existing().account(username);
    var body =
        "{\"username\":\"%s\",\"password\":\"%s\",\"roles\":[]}"
            .formatted(account.username(), account.password());
    var request =
        HttpRequest.newBuilder(users)
            .header("Authorization", "Basic " + credentials())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      // an account from an earlier run on the same database has the same password
      if (response.statusCode() != CREATED && response.statusCode() != CONFLICT) {
        throw new IllegalStateException(
            "POST %s answers %d: %s".formatted(users, response.statusCode(), response.body()));
      }
      return account;
    } catch (IOException e) {
      throw new IllegalStateException("POST " + users + " failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String credentials() {
    var text = administrator.username() + ":" + administrator.password();
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
