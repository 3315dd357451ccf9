package chat.mongoose.wordpress;

import chat.mongoose.auth.Roles;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which role in the chat follows from what somebody is at the site.
 *
 * @param names of roles and capabilities of the site, by the chat's role
 */
record ChatRoles(Map<String, Set<String>> names) {

  static ChatRoles of(WordPressSettings settings) {
    return new ChatRoles(
        Map.of(
            Roles.ADMIN, names(settings.admin()),
            Roles.MODERATOR, names(settings.moderator()),
            Roles.AUDITOR, names(settings.auditor())));
  }

  private static Set<String> names(String setting) {
    return Stream.of(setting.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  Set<String> of(Capabilities capabilities) {
    return names.entrySet().stream()
        .filter(role -> role.getValue().stream().anyMatch(capabilities::has))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
