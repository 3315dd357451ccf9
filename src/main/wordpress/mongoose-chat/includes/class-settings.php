<?php
/**
 * What the administrator has chosen.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The settings of one site, all with defaults. Immutable.
 */
final class Settings {

	public const OPTION = 'mongoose_chat';

	public const DEFAULTS = array(
		'server'      => '',
		'domain'      => '',
		'room'        => 'lobby',
		'prefix'      => '',
		'dock'        => 'closed',
		'title'       => 'Café',
		'audience'    => 'everyone',
		'roles'       => array(),
		'login'       => 'token',
		'theme'       => 'auto',
		'accent'      => '',
		'accent_dark' => '',
	);

	private const CHOICES = array(
		'dock'     => array( 'off', 'closed', 'open' ),
		'audience' => array( 'everyone', 'users', 'roles' ),
		'login'    => array( 'token', 'site' ),
		'theme'    => array( 'auto', 'light', 'dark' ),
	);

	/**
	 * The values by name.
	 *
	 * @var array
	 */
	private $values;

	/**
	 * The site's own address.
	 *
	 * @var string
	 */
	private $site;

	/**
	 * Settings of these values.
	 *
	 * @param array  $values As cleaned() answers them; what is missing has its default.
	 * @param string $site   The site's own address.
	 */
	public function __construct( array $values, string $site ) {
		$this->values = array_merge( self::DEFAULTS, array_intersect_key( $values, self::DEFAULTS ) );
		$this->site   = $site;
	}

	/**
	 * Those of this site.
	 */
	public static function current(): self {
		$stored = get_option( self::OPTION, array() );
		return new self( is_array( $stored ) ? $stored : array(), home_url() );
	}

	/**
	 * One of the values, as it is stored.
	 *
	 * @param string $name A key of DEFAULTS.
	 * @return string|array
	 */
	public function value( string $name ) {
		return $this->values[ $name ];
	}

	/**
	 * Whether there is a server to talk to.
	 */
	public function has_server(): bool {
		return '' !== $this->values['server'];
	}

	/**
	 * The server's address, with a slash at its end.
	 */
	public function server(): string {
		return $this->values['server'];
	}

	/**
	 * The domain of the accounts; by default the server's host.
	 */
	public function domain(): string {
		return '' === $this->values['domain'] ? Server_Address::host( $this->server() ) : $this->values['domain'];
	}

	/**
	 * What the names of posts' rooms begin with; by default made of the site's address.
	 */
	public function prefix(): string {
		return '' === $this->values['prefix'] ? Room_Name::prefix( $this->site ) : $this->values['prefix'];
	}

	/**
	 * Who tokens are from, and who may use them at the server.
	 */
	public function issuer(): string {
		return rtrim( $this->site, '/' );
	}

	/**
	 * The origin that the server must allow.
	 */
	public function origin(): string {
		return Server_Address::origin( $this->site );
	}

	/**
	 * Takes what a form sent.
	 *
	 * @param array $typed What came, by name; what is missing keeps its value.
	 * @param array $roles The roles that the site has.
	 * @return array Two: the values to store, and what is wrong, by name; what is wrong keeps its value.
	 */
	public function cleaned( array $typed, array $roles ): array {
		$values = $this->values;
		$wrong  = array();
		foreach ( array_intersect_key( $typed, self::DEFAULTS ) as $name => $given ) {
			$clean = 'roles' === $name
				? array_values( array_intersect( $roles, array_filter( (array) $given, 'is_string' ) ) )
				: $this->cleaned_text( $name, is_string( $given ) ? trim( $given ) : '' );
			if ( null === $clean ) {
				$wrong[] = $name;
			} else {
				$values[ $name ] = $clean;
			}
		}
		return array( $values, $wrong );
	}

	/**
	 * One of the values that are text.
	 *
	 * @param string $name  A key of DEFAULTS, not roles.
	 * @param string $given What was typed or chosen.
	 * @return string|null Null if it is wrong.
	 */
	private function cleaned_text( string $name, string $given ): ?string {
		if ( isset( self::CHOICES[ $name ] ) ) {
			return in_array( $given, self::CHOICES[ $name ], true ) ? $given : null;
		}
		if ( '' === $given ) {
			return self::DEFAULTS[ $name ];
		}
		switch ( $name ) {
			case 'server':
				return Server_Address::clean( $given, $this->site );
			case 'domain':
				return preg_match( '/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i', $given ) ? strtolower( $given ) : null;
			case 'room':
				$room = Room_Name::clean( $given );
				return '' === $room ? null : $room;
			case 'prefix':
				$prefix = Room_Name::prefix( $given );
				return '' === $prefix ? null : $prefix;
			case 'title':
				return preg_match( '/^\P{C}{1,40}$/u', $given ) ? $given : null;
			default:
				return Colour::clean( $given );
		}
	}
}
