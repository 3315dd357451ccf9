package chat.mongoose.rest;

import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form that a client has sent, as {@code application/x-www-form-urlencoded}. */
record FormBody(List<Field> fields) {

  private record Field(String name, String value) {

    static Field of(String pair) {
      var equals = pair.indexOf('=');
      return equals < 0
          ? new Field(decoded(pair), "")
          : new Field(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
  }

  /** Reads the body of a request, as far as {@link JsonBody} would. */
  static FormBody read(InputStream in) throws IOException {
    var text = new String(JsonBody.octets(in), StandardCharsets.UTF_8);
    return new FormBody(Stream.of(text.split("&")).map(Field::of).toList());
  }

  /** The value of a field; empty if it is not there, or more than once. */
  Optional<String> only(String name) {
    var values = fields.stream().filter(field -> field.name().equals(name)).toList();
    return values.size() == 1 ? Optional.of(values.get(0).value()) : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("The body is not a form", e);
    }
  }
}
