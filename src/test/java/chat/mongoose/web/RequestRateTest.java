package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.session.Addresses;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often an address may ask. */
class RequestRateTest {

  private final Addresses addresses = new Addresses(0, 0, 0, Optional.empty());
  private final RequestRate rate = new RequestRate(50, 1, addresses);

  @Test
  void anAddressMayAskSoOftenAndAnotherToo() {
    assertThat(taken("203.0.113.7", 200)).isBetween(50, 60);
    assertThat(rate.isUsedUp("203.0.113.7")).isTrue();
    assertThat(rate.take("203.0.113.8")).isTrue();
  }

  @Test
  void whoChoosesAnotherAddressOfHisNetworkIsTheSame() {
    assertThat(taken("2001:db8::1", 200)).isBetween(50, 60);
    assertThat(rate.take("2001:db8::2")).isFalse();
    assertThat(rate.take("2001:db8:0:1::1")).isTrue();
  }

  @Test
  void whoMayStandForEverybodyAsksAsOftenAsHeLikes() {
    assertThat(taken("127.0.0.1", 200)).isEqualTo(200);
    assertThat(taken("10.1.2.3", 200)).isEqualTo(200);
    var behindProxy = new RequestRate(50, 1, new Addresses(0, 0, 0, Optional.of("192.0.2.1")));
    var taken = 0;
    while (taken < 200 && behindProxy.take("10.1.2.3")) {
      taken++;
    }
    assertThat(taken).isBetween(50, 60);
  }

  @Test
  void whatWasNotWorthItCountsAfterwards() {
    assertThat(rate.isUsedUp("203.0.113.7")).isFalse();
    for (int i = 0; i < 60; i++) {
      rate.charge("203.0.113.7");
    }
    assertThat(rate.isUsedUp("203.0.113.7")).isTrue();
  }

  @Test
  void zeroIsForAnyNumberAndWhatMeansNothingNamesItsKey() {
    var any = new RequestRate(1, 0, addresses);
    assertThat(any.take("203.0.113.7") && any.take("203.0.113.7")).isTrue();
    assertThat(any.isUsedUp("203.0.113.7")).isFalse();
    assertThatThrownBy(() -> new RequestRate(0, 1, addresses))
        .hasMessageContaining("mongoose.web.request-burst");
    assertThatThrownBy(() -> new RequestRate(1, -1, addresses))
        .hasMessageContaining("mongoose.web.request-rate");
  }

  private int taken(String address, int tries) {
    var taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += rate.take(address) ? 1 : 0;
    }
    return taken;
  }
}
