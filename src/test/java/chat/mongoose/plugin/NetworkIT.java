package chat.mongoose.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.WordPress;
import org.junit.jupiter.api.Test;

/** The plugin in a network of sites: each has its own settings, and none is left behind. */
class NetworkIT {

  private static final String SECOND_SITE =
      """
      require_once ABSPATH . 'wp-admin/includes/plugin.php';
      activate_plugin( 'mongoose-chat/mongoose-chat.php', '', true );
      $host = wp_parse_url( home_url(), PHP_URL_HOST ) . ':' . wp_parse_url( home_url(), PHP_URL_PORT );
      echo wpmu_create_blog( $host, '/second/', 'Second', get_user_by( 'login', 'ann' )->ID );
      """;

  private static final String SECRETS =
      """
      $first = Mongoose_Chat\\Secret::value();
      switch_to_blog( 2 );
      $second = Mongoose_Chat\\Secret::value();
      echo $first === $second ? 'the same' : 'different';
      """;

  private static final String ROOMS =
      """
      echo Mongoose_Chat\\Room_Name::of_post( Mongoose_Chat\\Settings::current()->prefix(), 1 ), ' ';
      switch_to_blog( 2 );
      echo Mongoose_Chat\\Room_Name::of_post( Mongoose_Chat\\Settings::current()->prefix(), 1 );
      """;

  private static final String MEMBERS =
      """
      switch_to_blog( 2 );
      foreach ( array( 'ann', 'bert', 'boss' ) as $login ) {
        $user = get_user_by( 'login', $login );
        echo $login, Mongoose_Chat\\Audience::is_member( $user ) ? ' yes ' : ' no ';
      }
      """;

  private static final String UNINSTALL =
      """
      foreach ( array( 1, 2 ) as $site ) {
        switch_to_blog( $site );
        update_option( 'mongoose_chat', array( 'room' => 'tea' ) );
        Mongoose_Chat\\Secret::value();
        restore_current_blog();
      }
      define( 'WP_UNINSTALL_PLUGIN', 'mongoose-chat/mongoose-chat.php' );
      include WP_PLUGIN_DIR . '/mongoose-chat/uninstall.php';
      global $wpdb;
      foreach ( array( 1, 2 ) as $site ) {
        $table = $wpdb->get_blog_prefix( $site ) . 'options';
        echo $wpdb->get_var( "SELECT COUNT(*) FROM $table WHERE option_name LIKE 'mongoose%'" ), ' ';
      }
      """;

  @Test
  void each_site_has_its_own_secret_rooms_and_members() {
    try (var network =
        WordPress.create(
            "--multisite",
            "--plugin",
            Programs.PROJECT.resolve("target/mongoose-chat.zip").toString(),
            "--user",
            "ann:editor:secret-1",
            "--user",
            "bert:subscriber:secret-2")) {
      assertThat(network.php(SECOND_SITE)).isEqualTo("2");
      assertThat(network.php(SECRETS)).isEqualTo("different");
      assertThat(network.php(ROOMS))
          .matches("127-0-0-1-[0-9]+-post-1 127-0-0-1[0-9-]+-second-post-1");
      assertThat(network.php(MEMBERS)).isEqualTo("ann yes bert no boss yes");
      assertThat(network.php(UNINSTALL)).isEqualTo("0 0");
      assertThat(network.log().lines()).noneMatch(line -> line.contains("mongoose-chat"));
    }
  }
}
