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
}
