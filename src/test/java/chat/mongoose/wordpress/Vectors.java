package chat.mongoose.wordpress;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the releases of WordPress themselves made and did, see {@code vectors.json}. */
final class Vectors {

  private Vectors() {}

  static Stream<JsonObject> all() {
    try (var file = Vectors.class.getResourceAsStream("vectors.json");
        var reader = Json.createReader(file)) {
      return reader.readObject().getJsonArray("vectors").stream().map(JsonValue::asJsonObject);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] octets(JsonObject object, String name) {
    return object.isNull(name) ? null : object.getString(name).getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, String> texts(JsonObject object) {
    return object.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> ((JsonString) each.getValue()).getString()));
  }
}
