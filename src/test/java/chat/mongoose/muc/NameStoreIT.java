package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.muc.NameStore.Name;
import chat.mongoose.testkit.Deployments;
import jakarta.ejb.EJB;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names in a real database, by the server's own JPA provider. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class NameStoreIT {

  @EJB private NameStore store;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  @Test
  void namesThatDifferInAnythingAreKeptAndReadInPages() {
    var names =
        List.of("Ann", "ann", "Änn", "علی\u200cرضا", "🧙").stream()
            .map(name -> new Name("store-ann", name))
            .toList();

    names.forEach(name -> store.keep(name, Instant.EPOCH));
    store.keep(names.get(0), Instant.EPOCH);
    store.keep(new Name("store-bob", "Ann"), Instant.EPOCH);

    assertThat(all("store-ann", 2)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(all("store-bob", 2)).containsExactly(new Name("store-bob", "Ann"));
  }

  @Test
  void theNewestNamesOfAUserAreKept() {
    for (int i = 0; i < NameStore.MAX_NAMES + 2; i++) {
      store.keep(new Name("store-eve", "Eve " + i), Instant.ofEpochMilli(i));
    }

    assertThat(all("store-eve", 100))
        .hasSize(NameStore.MAX_NAMES)
        .doesNotContain(new Name("store-eve", "Eve 0"), new Name("store-eve", "Eve 1"));
  }

  private List<Name> all(String username, int page) {
    var found = new ArrayList<Name>();
    for (var names = store.first(page);
        !names.isEmpty();
        names = store.after(names.get(names.size() - 1), page)) {
      found.addAll(names);
    }
    assertThat(found).doesNotHaveDuplicates();
    return found.stream().filter(name -> name.username().equals(username)).toList();
  }
}
