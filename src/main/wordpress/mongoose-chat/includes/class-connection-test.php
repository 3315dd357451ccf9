<?php
/**
 * The connection test of the settings page.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * Asks the chat server what a page and its visitors will ask it, and says of what fails why. Stops at the first thing
 * that makes the rest pointless.
 */
final class Connection_Test {

	/** Seconds for each request. */
	private const PATIENCE = 6;

	/** Seconds that two clocks may differ, of the 60 a token lives. */
	private const CLOCKS = 30;

	/**
	 * What to test.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Who logs in to see whether tokens are taken.
	 *
	 * @var \WP_User
	 */
	private $user;

	/**
	 * A test of these settings.
	 *
	 * @param Settings $settings They need not be stored yet.
	 * @param \WP_User $user     Who logs in.
	 */
	public function __construct( Settings $settings, \WP_User $user ) {
		$this->settings = $settings;
		$this->user     = $user;
	}

	/**
	 * Runs it.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		$server = $this->server();
		if ( 'bad' === $server->state ) {
			return array( $server );
		}
		$found  = array_filter( array( $server, $this->encryption(), $this->clock() ) );
		$origin = $this->origin();
		if ( 'bad' === $origin->state ) {
			return array_values( array_merge( $found, array( $origin ) ) );
		}
		return array_values( array_merge( $found, array( $origin ), $this->logins() ) );
	}

	/**
	 * Whether the server is there and ready.
	 */
	private function server(): Finding {
		$what   = __( 'Server', 'mongoose-chat' );
		$answer = wp_remote_get( $this->settings->server() . 'api/health/ready', array( 'timeout' => self::PATIENCE ) );
		if ( is_wp_error( $answer ) ) {
			/* translators: %s: an error, in the words of the system */
			return Finding::bad( $what, sprintf( __( 'The site cannot reach it: %s. Does the address name the right host and port, and does the chat server run?', 'mongoose-chat' ), rtrim( $answer->get_error_message(), '.' ) ) );
		}
		$this->date = (string) wp_remote_retrieve_header( $answer, 'date' );
		$code       = (int) wp_remote_retrieve_response_code( $answer );
		if ( 503 === $code ) {
			return Finding::bad( $what, __( 'It is there but not ready: its database does not answer, or it is still starting. Its log says more.', 'mongoose-chat' ) );
		}
		if ( 404 === $code ) {
			return Finding::bad( $what, __( 'A web server answers, but no chat server at this path. The address usually ends in /mongoose/.', 'mongoose-chat' ) );
		}
		if ( 200 !== $code || ! is_array( json_decode( wp_remote_retrieve_body( $answer ), true ) ) ) {
			/* translators: %d: an HTTP status such as 502 */
			return Finding::bad( $what, sprintf( __( 'What answers there (status %d) is no Mongoose EE. Is a proxy in the way, or another application?', 'mongoose-chat' ), $code ) );
		}
		return Finding::good( $what, __( 'It is there and ready.', 'mongoose-chat' ) );
	}

	/**
	 * What the server says the time is, as HTTP writes it.
	 *
	 * @var string
	 */
	private $date = '';

	/**
	 * Whether browsers let a page of this site talk to the server.
	 */
	private function encryption(): ?Finding {
		$site_is_safe   = 0 === strpos( $this->settings->origin(), 'https:' );
		$server_is_safe = 0 === strpos( $this->settings->server(), 'https:' );
		$what           = __( 'Encryption', 'mongoose-chat' );
		if ( $site_is_safe && ! $server_is_safe ) {
			return Finding::bad( $what, __( 'The site is encrypted and the chat is not: browsers refuse that. The address has to begin with https://.', 'mongoose-chat' ) );
		}
		$is_near = in_array( Server_Address::host( $this->settings->server() ), array( 'localhost', '127.0.0.1', '[::1]' ), true );
		if ( ! $server_is_safe && ! $is_near ) {
			return Finding::warning( $what, __( 'Neither the site nor the chat is encrypted: whoever is on the way reads along.', 'mongoose-chat' ) );
		}
		return null;
	}

	/**
	 * Whether both clocks agree, for a token lives for a minute only.
	 */
	private function clock(): ?Finding {
		$theirs = strtotime( $this->date );
		if ( false === $theirs || abs( $theirs - time() ) <= self::CLOCKS ) {
			return null;
		}
		/* translators: %d: seconds */
		return Finding::bad( __( 'Clocks', 'mongoose-chat' ), sprintf( __( 'The clocks of the site and of the chat server differ by %d seconds, and a login is good for 60. Set them by NTP.', 'mongoose-chat' ), abs( $theirs - time() ) ) );
	}

	/**
	 * Whether the server lets pages of this site connect.
	 */
	private function origin(): Finding {
		$what   = __( 'Permission', 'mongoose-chat' );
		$answer = wp_remote_get(
			$this->settings->server() . 'http-bind',
			array(
				'timeout' => self::PATIENCE,
				'headers' => array( 'Origin' => $this->settings->origin() ),
			)
		);
		if ( is_wp_error( $answer ) || 403 !== (int) wp_remote_retrieve_response_code( $answer ) ) {
			return Finding::good( $what, __( 'Pages of this site may connect.', 'mongoose-chat' ) );
		}
		/* translators: 1: a setting, 2: the site's address */
		return Finding::bad( $what, sprintf( __( 'The server refuses pages of this site. Add %2$s to its setting %1$s.', 'mongoose-chat' ), 'mongoose.web.origins', $this->settings->origin() ) );
	}

	/**
	 * Whether visitors and users get in.
	 *
	 * @return Finding[]
	 */
	private function logins(): array {
		$what   = __( 'Login', 'mongoose-chat' );
		$stream = new Bosh_Stream( $this->settings->server() . 'http-bind', $this->settings->origin(), self::PATIENCE );
		$ways   = $stream->open( $this->settings->domain() );
		if ( 'host-unknown' === $stream->refusal() ) {
			/* translators: 1: a domain, 2: a setting */
			return array( Finding::bad( __( 'Domain', 'mongoose-chat' ), sprintf( __( 'The server is there, but not for the domain %1$s. Enter the one that its setting %2$s has.', 'mongoose-chat' ), $this->settings->domain(), 'mongoose.domain' ) ) );
		}
		if ( null === $ways ) {
			return array( Finding::bad( $what, __( 'The server does not open a stream over BOSH. Its log says why.', 'mongoose-chat' ) ) );
		}
		$found = array();
		if ( 'everyone' === $this->settings->value( 'audience' ) ) {
			$found[] = in_array( 'ANONYMOUS', $ways, true )
				? Finding::good( __( 'Visitors', 'mongoose-chat' ), __( 'Who is not logged in comes in as a guest.', 'mongoose-chat' ) )
				: Finding::warning( __( 'Visitors', 'mongoose-chat' ), __( 'Everyone sees the chat, but the server lets no guests in. Let only users see it, or switch mongoose.auth.guests on.', 'mongoose-chat' ) );
		}
		if ( 'token' === $this->settings->value( 'login' ) ) {
			$found[] = $this->token( $what, $stream, $ways );
		}
		$stream->close();
		return $found;
	}

	/**
	 * Whether the server takes a token of this site.
	 *
	 * @param string      $what   For the finding.
	 * @param Bosh_Stream $stream An open one.
	 * @param string[]    $ways   Mechanisms of SASL.
	 */
	private function token( string $what, Bosh_Stream $stream, array $ways ): Finding {
		if ( ! in_array( 'OAUTHBEARER', $ways, true ) ) {
			return Finding::bad( $what, __( 'The server takes no tokens yet. Give it the settings below and start it again.', 'mongoose-chat' ) );
		}
		$refusal = $stream->authenticate( Login_Token::of( $this->user, $this->settings ) );
		if ( null === $refusal ) {
			return Finding::good( $what, __( 'Users of this site are logged in to the chat.', 'mongoose-chat' ) );
		}
		/* translators: 1: what the server said, 2: a user name */
		return Finding::bad( $what, sprintf( __( 'The server refuses the tokens of this site (%1$s). Does it have the same secret, issuer and audience as below? Or does it have an administrator of its own who is called %2$s like you?', 'mongoose-chat' ), rtrim( $refusal, '.' ), $this->user->user_login ) );
	}
}
