<?php
/**
 * The fields of the settings page.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Writes the fields, in sections, with what each means.
 */
final class Settings_Fields {

	/**
	 * Registers sections and fields.
	 *
	 * @param string $page The page they are on.
	 */
	public function register( string $page ): void {
		$sections = array(
			'connection' => array(
				__( 'Connection', 'mongoose-chat' ),
				array(
					'server' => array( __( 'Address of the chat server', 'mongoose-chat' ), 'server' ),
					'domain' => array( __( 'Domain', 'mongoose-chat' ), 'text' ),
					'login'  => array( __( 'Login', 'mongoose-chat' ), 'radio' ),
				),
			),
			'rooms'      => array(
				__( 'Rooms', 'mongoose-chat' ),
				array(
					'room'   => array( __( 'Default room', 'mongoose-chat' ), 'text' ),
					'prefix' => array( __( 'Rooms of posts begin with', 'mongoose-chat' ), 'text' ),
				),
			),
			'people'     => array(
				__( 'Who and where', 'mongoose-chat' ),
				array(
					'audience' => array( __( 'Who sees the chat', 'mongoose-chat' ), 'audience' ),
					'dock'     => array( __( 'Box on every page', 'mongoose-chat' ), 'radio' ),
					'title'    => array( __( 'Name of the box', 'mongoose-chat' ), 'text' ),
				),
			),
			'look'       => array(
				__( 'Look', 'mongoose-chat' ),
				array(
					'theme'       => array( __( 'Theme', 'mongoose-chat' ), 'radio' ),
					'accent'      => array( __( 'Colour', 'mongoose-chat' ), 'colour' ),
					'accent_dark' => array( __( 'Colour on dark', 'mongoose-chat' ), 'colour' ),
				),
			),
		);
		foreach ( $sections as $id => list( $title, $fields ) ) {
			add_settings_section( $id, $title, '__return_null', $page );
			foreach ( $fields as $name => list( $label, $kind ) ) {
				$field = array( 'name' => $name );
				if ( in_array( $kind, array( 'server', 'text', 'colour' ), true ) ) {
					$field['label_for'] = self::id( $name );
				}
				add_settings_field( $name, $label, array( $this, $kind ), $page, $id, $field );
			}
		}
	}

	/**
	 * What is wrong with a value that was not taken.
	 *
	 * @param string $name Of the setting.
	 */
	public function complaint( string $name ): string {
		$complaints = array(
			'server'      => __( 'The address of the chat server was not changed: it has to be like https://chat.example.org/mongoose/.', 'mongoose-chat' ),
			'domain'      => __( 'The domain was not changed: it has to be like chat.example.org.', 'mongoose-chat' ),
			'room'        => __( 'The default room was not changed: it needs a letter or digit.', 'mongoose-chat' ),
			'prefix'      => __( 'The beginning of posts’ rooms was not changed: it needs a letter or digit.', 'mongoose-chat' ),
			'title'       => __( 'The name of the box was not changed: it has 40 characters at most.', 'mongoose-chat' ),
			'accent'      => __( 'The colour was not changed: it has to be like #3557d6.', 'mongoose-chat' ),
			'accent_dark' => __( 'The colour on dark was not changed: it has to be like #3557d6.', 'mongoose-chat' ),
		);
		return $complaints[ $name ] ?? __( 'One of the choices was not changed: it is unknown.', 'mongoose-chat' );
	}

	/**
	 * The server's address, with the test.
	 *
	 * @param array $field Its name.
	 */
	public function server( array $field ): void {
		?>
<div class="mongoose-chat-server">
	<input type="text" class="regular-text code" inputmode="url" spellcheck="false" autocomplete="off" placeholder="https://chat.example.org/mongoose/" id="<?php echo esc_attr( self::id( $field['name'] ) ); ?>" name="<?php echo esc_attr( self::input( $field['name'] ) ); ?>" value="<?php echo esc_attr( Settings::current()->value( $field['name'] ) ); ?>">
	<button type="button" class="button" id="mongoose-chat-test"><?php esc_html_e( 'Test the connection', 'mongoose-chat' ); ?></button>
</div>
<ul id="mongoose-chat-findings" role="status"></ul>
		<?php
	}

	/**
	 * A line of text.
	 *
	 * @param array $field Its name.
	 */
	public function text( array $field ): void {
		$settings = Settings::current();
		$hosts    = array(
			'domain' => $settings->has_server() ? Server_Address::host( $settings->server() ) : '',
			'prefix' => Room_Name::prefix( home_url() ),
		);
		$help     = array(
			'domain' => __( 'Of the accounts, the part after the @. Leave it empty if it is the host of the address.', 'mongoose-chat' ),
			'room'   => __( 'Of the box on every page, and of blocks and shortcodes that name none.', 'mongoose-chat' ),
			/* translators: %s: a shortcode */
			'prefix' => sprintf( __( 'So that two sites with one chat server do not meet in one room. %s is the room of the post it stands in.', 'mongoose-chat' ), '[mongoose_chat room="post"]' ),
			'title'  => '',
		)[ $field['name'] ];
		?>
<input type="text" class="regular-text" spellcheck="false" id="<?php echo esc_attr( self::id( $field['name'] ) ); ?>" name="<?php echo esc_attr( self::input( $field['name'] ) ); ?>" value="<?php echo esc_attr( $settings->value( $field['name'] ) ); ?>" placeholder="<?php echo esc_attr( $hosts[ $field['name'] ] ?? '' ); ?>">
		<?php
		self::help( $help );
	}

	/**
	 * One of several.
	 *
	 * @param array $field Its name.
	 */
	public function radio( array $field ): void {
		$choices = array(
			'login'    => array(
				'token' => __( 'This site vouches for its users with a signed token', 'mongoose-chat' ),
				'site'  => __( 'The chat server reads this site’s database and cookie itself (same host only)', 'mongoose-chat' ),
			),
			'audience' => array(
				'everyone' => __( 'Everyone; visitors are guests', 'mongoose-chat' ),
				'users'    => __( 'Who is logged in', 'mongoose-chat' ),
				'roles'    => __( 'Users with one of these roles:', 'mongoose-chat' ),
			),
			'dock'     => array(
				'off'    => __( 'None', 'mongoose-chat' ),
				'closed' => __( 'A button that opens it', 'mongoose-chat' ),
				'open'   => __( 'Open, until somebody closes it; on phones a button', 'mongoose-chat' ),
			),
			'theme'    => array(
				'auto'  => __( 'As the visitor’s system', 'mongoose-chat' ),
				'light' => __( 'Light', 'mongoose-chat' ),
				'dark'  => __( 'Dark', 'mongoose-chat' ),
			),
		)[ $field['name'] ];
		$chosen  = Settings::current()->value( $field['name'] );
		echo '<fieldset>';
		foreach ( $choices as $value => $label ) {
			printf(
				'<label><input type="radio" name="%s" value="%s"%s> %s</label><br>',
				esc_attr( self::input( $field['name'] ) ),
				esc_attr( $value ),
				checked( $chosen, $value, false ),
				esc_html( $label )
			);
		}
		echo '</fieldset>';
	}

	/**
	 * Who sees it, with the roles to choose from.
	 *
	 * @param array $field Its name.
	 */
	public function audience( array $field ): void {
		$this->radio( $field );
		$chosen = Settings::current()->value( 'roles' );
		echo '<fieldset class="mongoose-chat-roles" aria-label="', esc_attr__( 'Roles', 'mongoose-chat' ), '">';
		foreach ( wp_roles()->role_names as $role => $name ) {
			printf(
				'<label><input type="checkbox" name="%s[]" value="%s"%s> %s</label>',
				esc_attr( self::input( 'roles' ) ),
				esc_attr( $role ),
				checked( in_array( $role, $chosen, true ), true, false ),
				esc_html( translate_user_role( $name ) )
			);
		}
		echo '</fieldset>';
	}

	/**
	 * A colour.
	 *
	 * @param array $field Its name.
	 */
	public function colour( array $field ): void {
		printf(
			'<input type="text" class="mongoose-chat-colour" id="%s" name="%s" value="%s" data-default-color="%s">',
			esc_attr( self::id( $field['name'] ) ),
			esc_attr( self::input( $field['name'] ) ),
			esc_attr( Settings::current()->value( $field['name'] ) ),
			esc_attr( 'accent' === $field['name'] ? '#3557d6' : '#4866dc' )
		);
	}

	/**
	 * A sentence below a field.
	 *
	 * @param string $text The sentence.
	 */
	private static function help( string $text ): void {
		if ( '' !== $text ) {
			echo '<p class="description">', esc_html( $text ), '</p>';
		}
	}

	/**
	 * For labels.
	 *
	 * @param string $name Of the setting.
	 */
	private static function id( string $name ): string {
		return 'mongoose-chat-' . str_replace( '_', '-', $name );
	}

	/**
	 * What the field is called when it is sent.
	 *
	 * @param string $name Of the setting.
	 */
	private static function input( string $name ): string {
		return Settings::OPTION . '[' . $name . ']';
	}
}
