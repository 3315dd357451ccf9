package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0106: names of a site as local parts. */
class SiteNameTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "romeo,romeo",
        "Juliet,juliet",
        "space cadet,space\\20cadet",
        "call me \"ishmael\",call\\20me\\20\\22ishmael\\22",
        "at&t guy,at\\26t\\20guy",
        "d'artagnan,d\\27artagnan",
        "/.fanboy,\\2f.fanboy",
        "::foo::,\\3a\\3afoo\\3a\\3a",
        "<foo>,\\3cfoo\\3e",
        "user@host,user\\40host",
        "c:\\net,c\\3a\\net",
        "c:\\\\net,c\\3a\\\\net",
        "c:\\cool stuff,c\\3a\\cool\\20stuff",
        "c:\\5commas,c\\3a\\5c5commas",
        "\\20,\\5c20",
        "grüße,grüße",
      })
  void escapesAsTheExtensionShows(String name, String local) {
    assertThat(SiteName.local(name)).contains(local);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "piotr_nosek, piotr_nosek",
        "jan kowalski, jan\\20kowalski",
        "ann@example.org, ann\\40example.org",
        "o'hara, o\\27hara",
        "\"a&b/c:d<e>\", \\22a\\26b\\2fc\\3ad\\3ce\\3e\\22",
        "a\\20b, a\\5c20b",
        "a\\b, a\\b",
        "a\\5cb, a\\5c5cb"
      })
  void thereAndBack(String name, String local) {
    assertThat(SiteName.local(name)).contains(local);
    assertThat(SiteName.name(local)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " romeo", "romeo ", "a\u0000b", "a\u200bb"})
  void someNamesCannotBeAnAddress(String name) {
    assertThat(SiteName.local(name)).isEmpty();
  }

  @Test
  void aNameHasABound() {
    assertThat(SiteName.local("x".repeat(256))).isEmpty();
  }
}
