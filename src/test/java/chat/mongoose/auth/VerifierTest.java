package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody outside can tell whether there is an account: RFC 5802 §9, RFC 4616 §6. */
class VerifierTest {

  private final Verona verona =
      new Verona().with("romeo", "wherefore").withDisabled("tybalt", "rapier");

  @ParameterizedTest
  @CsvSource({
    "romeo, wherefore, true",
    "romeo, guess, false",
    "tybalt, rapier, false",
    "tybalt, guess, false",
    "nobody, guess, false",
    "no such name@all, guess, false",
  })
  void everyPasswordCostsOneDerivationOfTheSameLength(
      String username, String password, boolean right) {
    var account = verona.verifier().password(username, password);

    assertThat(account.isPresent()).isEqualTo(right);
    assertThat(verona.derived()).containsExactly(Verona.ITERATIONS);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownNameHasASaltThatStays(ScramHash hash) {
    var first = verona.verifier().parameters(hash, "nobody");
    var second = verona.verifier().parameters(hash, "NoBody");
    var known = verona.verifier().parameters(hash, "romeo");

    assertThat(first.salt()).isEqualTo(second.salt()).hasSameSizeAs(known.salt());
    assertThat(first.iterations()).isEqualTo(known.iterations());
    assertThat(verona.verifier().parameters(hash, "nobody2").salt()).isNotEqualTo(first.salt());
  }

  /** Both are looked up once, and both have a decoy made for them. */
  @ParameterizedTest
  @ValueSource(strings = {"romeo", "nobody"})
  void toTellWhatToProveTakesTheSameSteps(String username) {
    var steps = new ArrayList<String>();
    Function<String, Optional<Account>> accounts =
        name -> {
          steps.add("read");
          return verona.accounts().apply(name);
        };
    Supplier<byte[]> secret =
        () -> {
          steps.add("decoy");
          return new byte[] {1};
        };
    var verifier =
        new Verifier(
            accounts, new Decoys(secret, () -> List.of(Verona.ITERATIONS)), new KeyDerivation());

    verifier.parameters(ScramHash.SHA_256, username);

    assertThat(steps).filteredOn("read"::equals).hasSize(1);
    assertThat(steps).filteredOn("decoy"::equals).hasSize(8);
  }

  @Test
  void theSaltsOfBothHashesDiffer() {
    assertThat(verona.verifier().parameters(ScramHash.SHA_1, "nobody").salt())
        .isNotEqualTo(verona.verifier().parameters(ScramHash.SHA_256, "nobody").salt());
  }

  @Test
  void decoysOfAnotherDeploymentAreOthers() {
    var one = decoys("one", List.of(4096)).of("nobody").sha256();
    var other = decoys("other", List.of(4096)).of("nobody").sha256();

    assertThat(one.salt()).isNotEqualTo(other.salt());
    assertThat(one.keys().storedKey()).isNotEqualTo(other.keys().storedKey()).hasSize(32);
  }

  @Test
  void whereAccountsHaveSeveralCountsDecoysHaveThemToo() {
    var decoys = decoys("one", List.of(4096, 10_000));

    assertThat(IntStream.range(0, 100).map(i -> decoys.of("nobody" + i).sha256().iterations()))
        .contains(4096, 10_000)
        .containsOnly(4096, 10_000);
    assertThat(decoys.of("nobody").sha1().iterations())
        .isEqualTo(decoys.of("nobody").sha256().iterations());
  }

  /**
   * A row of one account that somebody has changed by hand makes no login of others dear, or fail.
   */
  @Test
  void noDecoyHasACountThatNoAccountCanHave() {
    var users =
        new Users() {
          @Override
          public List<Integer> iterations() {
            return List.of(-1, 0, 10_000, Integer.MAX_VALUE);
          }
        };

    assertThat(new DecoySource(null, users, new ScramIterations(4096)).iterations())
        .containsExactly(10_000);
  }

  @Test
  void nobodyLogsInAsADecoy() {
    var decoy = decoys("a plague on both your houses", List.of(Verona.ITERATIONS)).of("nobody");

    assertThat(decoy.disabled()).isTrue();
    assertThat(decoy.roles()).isEmpty();
  }

  private static Decoys decoys(String secret, List<Integer> iterations) {
    Supplier<byte[]> bytes = () -> secret.getBytes(StandardCharsets.UTF_8);
    return new Decoys(bytes, () -> iterations);
  }
}
