package chat.mongoose.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON object that a client has sent. Whatever in it is not as expected is answered by 400 and
 * a sentence that names the member.
 */
record JsonBody(JsonObject json) {

  private static final int MAX_OCTETS = 16_384;

  /**
   * Reads the body of a request.
   *
   * @param known the members that it may have
   */
  static JsonBody read(InputStream in, Set<String> known) throws IOException {
    var json = parse(octets(in));
    if (!known.containsAll(json.keySet())) {
      throw new BadRequestException("The members are " + String.join(", ", known));
    }
    return new JsonBody(json);
  }

  /** All of a body, or 413 if it is too large. */
  static byte[] octets(InputStream in) throws IOException {
    var octets = in.readNBytes(MAX_OCTETS + 1);
    if (octets.length > MAX_OCTETS) {
      throw new ClientErrorException(
          "At most " + MAX_OCTETS + " bytes are read", Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return octets;
  }

  private static JsonObject parse(byte[] octets) {
    try (var reader = Json.createReader(new ByteArrayInputStream(octets))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      // not only a JsonException: Parsson has none for what is too deep
      throw new BadRequestException("The body is not a JSON object, or one too deep", e);
    }
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  Optional<String> string(String name) {
    return Optional.ofNullable(json.get(name)).map(value -> string(name, value));
  }

  Optional<Boolean> flag(String name) {
    return Optional.ofNullable(json.get(name)).map(value -> flag(name, value));
  }

  Optional<Set<String>> strings(String name) {
    return Optional.ofNullable(json.get(name)).map(value -> strings(name, value));
  }

  private static String string(String name, JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw new BadRequestException(name + " must be a string");
  }

  private static boolean flag(String name, JsonValue value) {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw new BadRequestException(name + " must be true or false");
    };
  }

  private static Set<String> strings(String name, JsonValue value) {
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      throw new BadRequestException(name + " must be an array of strings");
    }
    var strings = new HashSet<String>();
    value.asJsonArray().forEach(each -> strings.add(string("Each of " + name, each)));
    return strings;
  }
}
