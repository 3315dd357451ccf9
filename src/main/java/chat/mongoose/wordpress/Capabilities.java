package chat.mongoose.wordpress;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user is and may do at a site.
 *
 * @param roles of the site, such as {@code editor}
 * @param allowed single things, such as {@code moderate_comments}, by a role or by itself
 */
record Capabilities(Set<String> roles, Set<String> allowed) {

  /** WordPress's own roles, for a site whose list of roles cannot be read. */
  private static final Set<String> STOCK =
      Set.of("administrator", "editor", "author", "contributor", "subscriber");

  Capabilities {
    roles = Set.copyOf(roles);
    allowed = Set.copyOf(allowed);
  }

  /**
   * Reads the user's row {@code <prefix>capabilities}. Its keys are roles and single capabilities;
   * a role counts whatever its value is, a capability as its value says, also against a role's.
   *
   * @param roles the site's option {@code <prefix>user_roles}
   */
  static Capabilities of(Map<Object, Object> row, Map<Object, Object> roles) {
    var granted = new LinkedHashMap<Object, Object>();
    var own = new LinkedHashSet<String>();
    for (Object key : row.keySet()) {
      if (key instanceof String name && (roles.isEmpty() ? STOCK : roles.keySet()).contains(name)) {
        own.add(name);
        granted.putAll(PhpArray.map(PhpArray.map(roles.get(name)).get("capabilities")));
      }
    }
    granted.putAll(row);
    return new Capabilities(
        own,
        granted.entrySet().stream()
            .filter(each -> PhpArray.truth(each.getValue()))
            .map(each -> each.getKey().toString())
            .collect(Collectors.toSet()));
  }

  /** Whether the user has this role or may do this. */
  boolean has(String name) {
    return roles.contains(name) || allowed.contains(name);
  }

  /** The same user as super administrator of a network, who is administrator of every site. */
  Capabilities administering() {
    var more = new LinkedHashSet<>(roles);
    more.add("administrator");
    return new Capabilities(more, allowed);
  }
}
