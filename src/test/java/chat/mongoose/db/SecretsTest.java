package chat.mongoose.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private static final int GUESTS = 8;

  /** Nobody has a secret until all have looked for it in vain. */
  private static final class SlowStore extends SecretStore {
    private final CyclicBarrier everybody = new CyclicBarrier(GUESTS);
    private final Map<String, byte[]> rows = new HashMap<>();
    private int created;

    @Override
    public Optional<byte[]> find(String name) {
      try {
        everybody.await(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return Optional.empty();
    }

    @Override
    public synchronized void create(String name, byte[] secret) {
      created++;
      rows.put(name, secret);
    }
  }

  @Test
  void theFirstGuestsOfAllMakeOneSecretTogether() throws Exception {
    var store = new SlowStore();
    var secrets = new Secrets(store);
    var guests = Executors.newFixedThreadPool(GUESTS);
    try {
      var looks = new ArrayList<Callable<byte[]>>();
      for (int i = 0; i < GUESTS; i++) {
        looks.add(() -> secrets.of("guests"));
      }
      for (var found : guests.invokeAll(looks)) {
        assertThat(found.get()).isEqualTo(store.rows.get("guests"));
      }
      assertThat(store.created).isOne();
    } finally {
      guests.shutdown();
    }
  }

  /** Whoever has no secret must not go on with one that everybody knows. */
  @Test
  void aSecretThatIsDamagedIsNone() {
    var secrets =
        new Secrets(
            new SecretStore() {
              @Override
              public Optional<byte[]> find(String name) {
                return Optional.of(new byte[0]);
              }
            });

    assertThatThrownBy(() -> secrets.of("guests"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("secrets", "guests");
  }
}
