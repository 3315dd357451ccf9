package chat.mongoose.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.mongoose.testkit.Mongoose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is told to start with what it must not start with; on each, it says so itself. */
@Tag("server")
class RefusedStartIT {

  @Test
  void aPasswordThatIsTooShortStopsTheStart() {
    try (var other = Mongoose.with("mongoose.admin.password", "1234567")) {
      assertThatThrownBy(other::start)
          .hasMessageContaining("mongoose.admin.password must have at least 8 characters");
    }
  }

  /** Payara would take the defaults, and read false. */
  @Test
  void whatIsNotOfItsTypeStopsTheStartAndAllOfItIsNamed() {
    try (var other =
        Mongoose.with("mongoose.session.negotiation-timeout", "30")
            .and("mongoose.session.max", "1e3")
            .and("mongoose.session.memory-share", "x")
            .and("mongoose.muc.guests-create", "ja")
            .and("mongoose.wordpress.members-only", "yes")
            .and("mongoose.muc.site-rooms", "")
            .and("mongoose.auth.guest", "false")
            // where the capital of i has a dot
            .jvmOption("-Duser.language=tr")
            .jvmOption("-Duser.country=TR")
            .environment("MONGOOSE_BOSH_INACTIVITY", "soon")) {
      assertThatThrownBy(other::start)
          .hasMessageContaining("mongoose.session.negotiation-timeout must be a duration")
          .hasMessageContaining("mongoose.session.max must be a whole number")
          .hasMessageContaining("mongoose.session.memory-share must be a number")
          .hasMessageContaining("mongoose.muc.guests-create must be true or false, but is ja")
          .hasMessageContaining("mongoose.wordpress.members-only must be true or false")
          .hasMessageContaining("mongoose.muc.site-rooms is empty")
          .hasMessageContaining("mongoose.bosh.inactivity must be a duration")
          .hasMessageContaining("mongoose.auth.guest is set, but there is no such setting");
    }
  }
}
