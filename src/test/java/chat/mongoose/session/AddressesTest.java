package chat.mongoose.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Addresses.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one address may have. */
class AddressesTest {

  private static final Optional<String> NO_PROXY = Optional.empty();
  private static final Optional<String> PROXY = Optional.of("127.0.0.1");

  @Test
  void oneMoreThanAnAddressMayHaveIsRefused() {
    var addresses = new Addresses(2, 3, 1, NO_PROXY);
    var sessions = new ArrayList<Places>();
    for (int i = 0; i < 3; i++) {
      var places = new Places(addresses, "192.0.2.1");
      assertThat(addresses.hasRoom("192.0.2.1")).isTrue();
      assertThat(places.take(Kind.UNBOUND)).isTrue();
      assertThat(places.take(Kind.SESSION)).isTrue();
      places.leave(Kind.UNBOUND);
      sessions.add(places);
    }

    assertThat(addresses.hasRoom("192.0.2.1")).isFalse();
    assertThat(new Places(addresses, "192.0.2.1").take(Kind.SESSION)).isFalse();
    assertThat(new Places(addresses, "192.0.2.2").take(Kind.SESSION)).isTrue();
    assertThat(sessions.get(0).take(Kind.DETACHED)).isTrue();
    assertThat(sessions.get(1).take(Kind.DETACHED)).isFalse();
    sessions.get(0).leaveAll();
    assertThat(sessions.get(1).take(Kind.DETACHED)).isTrue();
    assertThat(addresses.hasRoom("192.0.2.1")).isTrue();
  }

  @Test
  void connectionsThatAreNotLoggedInHaveABoundOfTheirOwn() {
    var addresses = new Addresses(1, 0, 0, NO_PROXY);
    var first = new Places(addresses, "192.0.2.1");

    assertThat(first.take(Kind.UNBOUND)).isTrue();
    assertThat(addresses.hasRoom("192.0.2.1")).isFalse();
    first.leave(Kind.UNBOUND);
    assertThat(addresses.hasRoom("192.0.2.1")).isTrue();
  }

  @Test
  void zeroSwitchesABoundOff() {
    var addresses = new Addresses(0, 0, 0, NO_PROXY);
    for (int i = 0; i < 5000; i++) {
      assertThat(new Places(addresses, "192.0.2.1").take(Kind.SESSION)).isTrue();
    }

    assertThat(addresses.hasRoom("192.0.2.1")).isTrue();
    assertThat(addresses.count("192.0.2.1", Kind.SESSION)).isEqualTo(5000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "::1", "10.1.2.3", "172.17.0.1", "192.168.0.9", "fd00::1", "fe80::1"})
  void aProxyThatNobodyHasToldAboutLocksNobodyOut(String address) {
    var undeclared = new Addresses(1, 1, 1, NO_PROXY);
    var declared = new Addresses(1, 1, 1, PROXY);
    for (Addresses addresses : List.of(undeclared, declared)) {
      assertThat(new Places(addresses, address).take(Kind.SESSION)).isTrue();
    }

    assertThat(new Places(undeclared, address).take(Kind.SESSION)).isTrue();
    assertThat(new Places(declared, address).take(Kind.SESSION)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "unknown, unknown, true",
    "chat.example.org, 192.0.2.1, false",
  })
  void ipv6CountsByItsNetwork(String one, String other, boolean same) {
    assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
  }

  @Test
  void nothingIsLeftOfWhateverHappened() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var addresses = new Addresses(3, 5, 2, NO_PROXY);
    var all = new ArrayList<Places>();
    for (int i = 0; i < 20_000; i++) {
      if (all.isEmpty() || random.nextInt(10) == 0) {
        all.add(new Places(addresses, "192.0.2." + random.nextInt(4)));
      }
      var one = all.get(random.nextInt(all.size()));
      var kind = Kind.values()[random.nextInt(3)];
      switch (random.nextInt(5)) {
        case 0, 1 -> one.take(kind);
        case 2, 3 -> one.leave(kind);
        default -> {
          one.leaveAll();
          assertThat(one.take(kind)).isFalse();
        }
      }
      for (int network = 0; network < 4; network++) {
        assertThat(addresses.count("192.0.2." + network, Kind.SESSION))
            .as("seed %d", seed)
            .isBetween(0, 5);
      }
    }
    all.forEach(Places::leaveAll);

    assertThat(addresses.size()).as("seed %d", seed).isZero();
  }

  @Test
  void aWrongBoundStopsTheStart() {
    assertThatThrownBy(() -> new Addresses(1, -1, 1, NO_PROXY))
        .hasMessageContaining("mongoose.session.address-max");
  }
}
