package chat.mongoose.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses, types and languages go on to JAX-RS. */
class SyntaxFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "*/*",
        "application/json;charset=utf-8;q=0.9,,text/*;q=1.000",
        "application/vnd.x+json; q=1.",
        ""
      })
  void aListOfMediaTypesIsGood(String header) {
    assertThat(SyntaxFilter.areTypes(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {";;/", "x", "/", "a/b c/d", "x/y;q=zz", "x/y;q=", "x/y;q", "a/b/c", "é/x"})
  void whatIsNoneIsRefused(String header) {
    assertThat(SyntaxFilter.areTypes(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "de, en-GB;q=0.8, *;q=0.1", "en_US", ""})
  void aListOfLanguagesIsGood(String header) {
    assertThat(SyntaxFilter.areLanguages(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {";;q=x", "en;q=2", "en;q=zz", "e n"})
  void whatIsNoLanguageIsRefused(String header) {
    assertThat(SyntaxFilter.areLanguages(header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/mongoose/api/users/jan%20kowalski", "/a;b=c+%2B", "/%C3%A9@x.org:1", "/a//b"})
  void whatAPathMayBeIsGood(String path) {
    assertThat(SyntaxFilter.isAddress(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%C3%28", "/%ff", "/a;b=%C3", "/[", "/{x}", "/%zz", "/%"})
  void whatIsNoAddressIsRefused(String path) {
    assertThat(SyntaxFilter.isAddress(path)).isFalse();
  }
}
