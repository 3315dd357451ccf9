package chat.mongoose.archive;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/** An auditor who asks the archive over REST, on one connection that is kept. */
final class RestClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  RestClient(int port) {
    this.port = port;
  }

  /** Answers how many messages came. */
  int ask(ArchiveQuery question) throws IOException, InterruptedException {
    var parameters = new StringJoiner("&");
    parameters.add("max=" + question.max());
    question.room().ifPresent(room -> add(parameters, "room", room));
    question.sender().ifPresent(with -> add(parameters, "with", with));
    question.from().ifPresent(from -> add(parameters, "from", from));
    question.until().ifPresent(until -> add(parameters, "until", until));
    question.after().ifPresent(after -> add(parameters, "after", after));
    var body = get("archive/messages?" + parameters, 200);
    return body.split("\"stanza\":", -1).length - 1;
  }

  /** Asks nothing that the database would be asked for, but who it is. */
  void logIn() throws IOException, InterruptedException {
    get("archive/messages?max=0", 400);
  }

  private String get(String path, int status) throws IOException, InterruptedException {
    var credentials = RunningServer.USER + ":" + RunningServer.PASSWORD;
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d/mongoose/api/%s".formatted(port, path)))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != status) {
      throw new IllegalStateException(path + " is answered with " + answer.body());
    }
    return answer.body();
  }

  private static void add(StringJoiner parameters, String name, Object value) {
    parameters.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
  }
}
