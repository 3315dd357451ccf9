package chat.mongoose.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Slips in the names of settings. */
class KnownKeysTest {

  private final KnownKeys known =
      new KnownKeys(Set.of("mongoose.auth.guests", "mongoose.db.url", "mongoose.wordpress.db-url"));

  @Test
  void whatNobodyReadsIsNamedWithWhatMayBeMeant() {
    assertThat(known.unread(Set.of("mongoose.auth.guest"), Set.of()))
        .containsExactly(
            "mongoose.auth.guest is set, but there is no such setting; mongoose.auth.guests may be"
                + " meant");
    assertThat(known.unread(Set.of(), Set.of("MONGOOSE_AUTH_GUEST")))
        .containsExactly(
            "MONGOOSE_AUTH_GUEST is set, but there is no such setting; mongoose.auth.guests may be"
                + " meant");
    assertThat(known.unread(Set.of("mongoose.wordpress.db.url"), Set.of()))
        .singleElement()
        .asString()
        .endsWith("; mongoose.wordpress.db-url may be meant");
    assertThat(known.unread(Set.of("mongoose.auth.Guests"), Set.of("Mongoose_Auth_Guests")))
        .hasSize(1);
  }

  @Test
  void whatIsLikeNothingIsNamedAlone() {
    assertThat(known.unread(Set.of("mongoose.frobnicate.everything.twice"), Set.of()))
        .containsExactly(
            "mongoose.frobnicate.everything.twice is set, but there is no such setting");
  }

  @Test
  void whatIsReadAndWhatIsNotOursIsNotNamed() {
    assertThat(
            known.unread(
                // the last one is what a source makes of the variable
                List.of("mongoose.auth.guests", "java.home", "mongoose.wordpress.db.url"),
                Set.of(
                    "MONGOOSE_WORDPRESS_DB_URL",
                    "mongoose_auth_guests",
                    "mongoose.db.url",
                    "MONGOOSER",
                    "PATH")))
        .isEmpty();
  }
}
