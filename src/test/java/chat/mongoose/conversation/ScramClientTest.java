package chat.mongoose.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScramClientTest {

  private static final Account USER = new Account("user", "pencil");

  @Test
  void sha1AsInRfc5802Section5() {
    var scram = new ScramClient("SCRAM-SHA-1", USER, "fyko+d2lbbFgONRv9qkxdawL");

    assertThat(scram.first()).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    assertThat(
            scram.proof("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
        .isEqualTo(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    assertThat(scram.accepts("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")).isTrue();
    assertThat(scram.accepts("v=rmF9pqV8S7suAoZWja4dJRkFsKR=")).isFalse();
  }

  @Test
  void sha256AsInRfc7677Section3() {
    var scram = new ScramClient("SCRAM-SHA-256", USER, "rOprNGfwEbeRWgbNEkqO");

    assertThat(
            scram.proof(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
        .isEqualTo(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(scram.accepts("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isTrue();
  }

  @Test
  void aServerThatDoesNotContinueTheNonceIsRefused() {
    var scram = new ScramClient("SCRAM-SHA-1", USER, "mine");

    assertThatThrownBy(() -> scram.proof("r=yours,s=QSXCR+Q6sek8bf92,i=4096"))
        .isInstanceOf(Departure.class);
    assertThatThrownBy(() -> scram.proof("r=mine,s=QSXCR+Q6sek8bf92,i=4096"))
        .isInstanceOf(Departure.class);
  }
}
