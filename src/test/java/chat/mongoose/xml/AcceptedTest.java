package chat.mongoose.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What has passed need not be looked at again, and nothing else passes for it. */
@TestInstance(Lifecycle.PER_CLASS)
class AcceptedTest {

  @Test
  void whatHasPassedIsKnown() {
    var accepted = new Accepted();
    assertThat(accepted.has("body")).isFalse();

    accepted.add("body");

    assertThat(accepted.has(new StringBuilder("body").toString())).isTrue();
    assertThat(accepted.has("bodY")).isFalse();
  }

  @Test
  void longOnesAreNotKept() {
    var accepted = new Accepted();
    accepted.add("a".repeat(101));

    assertThat(accepted.has("a".repeat(101))).isFalse();
  }

  /** Java's hash is the same for both, so they have one place. */
  @Test
  void whatHasTheHashOfAGoodOneIsLookedAt() {
    assertThat("Aa".hashCode()).isEqualTo("C#".hashCode());
    assertThat("urn:Aa".hashCode()).isEqualTo("urn:D\4".hashCode());
    for (int i = 0; i < 2; i++) {
      assertThat(XmlNames.isName("Aa")).isTrue();
      assertThat(XmlNames.isName("C#")).isFalse();
      assertThat(NamespaceNames.isName("urn:Aa")).isTrue();
      assertThat(NamespaceNames.isName("urn:D\4")).isFalse();
    }
  }
}
