package chat.mongoose.conversation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes accounts over the server's REST interface, as an administrator does. */
final class RestAccounts implements Accounts {

  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final int REMOVED = 204;

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

  @Override
  public void renew(String username) {
    var removed = send(HttpRequest.newBuilder(URI.create(users + "/" + username)).DELETE());
    if (removed.statusCode() != REMOVED) {
      throw new IllegalStateException(
          "DELETE %s answers %d: %s".formatted(username, removed.statusCode(), removed.body()));
    }
    make(username);
  }

  private Account make(String username) {
    var account = Accounts.existing().account(username);
    var body =
        "{\"username\":\"%s\",\"password\":\"%s\",\"roles\":[]}"
            .formatted(account.username(), account.password());
    var response =
        send(
            HttpRequest.newBuilder(users)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    // an account from an earlier run on the same database has the same password
    if (response.statusCode() != CREATED && response.statusCode() != CONFLICT) {
      throw new IllegalStateException(
          "POST %s answers %d: %s".formatted(users, response.statusCode(), response.body()));
    }
    return account;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.header("Authorization", "Basic " + credentials()).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("A request to " + users + " failed: " + e, e);
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
