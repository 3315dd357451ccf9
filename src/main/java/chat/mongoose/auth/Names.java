package chat.mongoose.auth;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A setting that lists names, separated by commas. */
final class Names {

  private Names() {}

  static List<String> of(Optional<String> setting) {
    return Stream.of(setting.orElse("").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
