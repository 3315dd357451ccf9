package chat.mongoose.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementTest {

  private static final String NS = "urn:x";
  private final Element plain = Element.of(NS, "a");

  @Test
  void aChangeLeavesTheOriginalAsItIs() {
    var changed = plain.with("k", "v").plus(Element.of(NS, "b")).plus("text");

    assertThat(plain).hasToString("<a xmlns=\"urn:x\"/>");
    assertThat(changed).hasToString("<a xmlns=\"urn:x\" k=\"v\"><b/>text</a>");
  }

  @Test
  void anAttributeIsReplacedInItsPlaceAndRemoved() {
    var three = plain.with("a", "1").with("b", "2").with("c", "3");

    assertThat(three.with("b", "x")).hasToString("<a xmlns=\"urn:x\" a=\"1\" b=\"x\" c=\"3\"/>");
    assertThat(three.without("b")).hasToString("<a xmlns=\"urn:x\" a=\"1\" c=\"3\"/>");
    assertThat(three.without("a")).hasToString("<a xmlns=\"urn:x\" b=\"2\" c=\"3\"/>");
    assertThat(three.without("none")).isSameAs(three);
  }

  @Test
  void theOrderOfAttributesDoesNotMatterTheOrderOfContentDoes() {
    var b = Element.of(NS, "b");
    var c = Element.of(NS, "c");

    assertThat(plain.with("a", "1").with("b", "2")).isEqualTo(plain.with("b", "2").with("a", "1"));
    assertThat(plain.with("a", "1").with("b", "2"))
        .hasSameHashCodeAs(plain.with("b", "2").with("a", "1"));
    assertThat(plain.with("a", "1")).isNotEqualTo(plain.with("a", "2")).isNotEqualTo(plain);
    assertThat(plain.plus(b, c)).isNotEqualTo(plain.plus(c, b));
    assertThat(plain).isNotEqualTo(Element.of("urn:y", "a"));
  }

  @Test
  void childrenAreFoundByNamespaceAndName() {
    var parent =
        plain.plus(Element.of("urn:y", "b").plus("other")).plus(Element.of(NS, "b").plus("own"));

    assertThat(parent.child(NS, "b")).map(Element::text).contains("own");
    assertThat(parent.child()).map(Element::text).contains("other");
    assertThat(parent.children("urn:y", "b")).hasSize(1);
    assertThat(parent.has(NS, "c")).isFalse();
    assertThat(parent.dropping(child -> child.is(NS, "b")).children()).hasSize(1);
  }

  @Test
  void movingANamespaceMovesAllOfItAndNothingElse() {
    var moved = plain.plus(Element.of(NS, "b"), Element.of("urn:y", "c")).inNamespace(NS, "urn:z");

    assertThat(moved).hasToString("<a xmlns=\"urn:z\"><b/><c xmlns=\"urn:y\"/></a>");
  }
}
