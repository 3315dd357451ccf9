<?php
/**
 * As much of XMPP as a test needs.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * A stream over BOSH (XEP-0124, XEP-0206) up to the login, and no further. Reads only what its own server writes.
 */
final class Bosh_Stream {

	private const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';

	/**
	 * Address of the server's http-bind.
	 *
	 * @var string
	 */
	private $address;

	/**
	 * What a browser would say of the page.
	 *
	 * @var string
	 */
	private $origin;

	/**
	 * Seconds.
	 *
	 * @var int
	 */
	private $patience;

	/**
	 * Number of the last request.
	 *
	 * @var int
	 */
	private $rid;

	/**
	 * The session, as soon as there is one.
	 *
	 * @var string
	 */
	private $sid = '';

	/**
	 * Why the server has refused the stream.
	 *
	 * @var string
	 */
	private $refusal = '';

	/**
	 * A stream that is not open yet.
	 *
	 * @param string $address  Of the server's http-bind.
	 * @param string $origin   What a browser would say of the page.
	 * @param int    $patience Seconds for a request.
	 */
	public function __construct( string $address, string $origin, int $patience ) {
		$this->address  = $address;
		$this->origin   = $origin;
		$this->patience = $patience;
		$this->rid      = random_int( 1, 1 << 30 );
	}

	/**
	 * Opens it.
	 *
	 * @param string $domain Of the server.
	 * @return string[]|null The mechanisms of SASL; null if there is no stream.
	 */
	public function open( string $domain ): ?array {
		$first = $this->send(
			array(
				'content'      => 'text/xml; charset=utf-8',
				'hold'         => '1',
				'to'           => $domain,
				'ver'          => '1.6',
				'wait'         => '1',
				'xml:lang'     => 'en',
				'xmlns:xmpp'   => 'urn:xmpp:xbosh',
				'xmpp:version' => '1.0',
			)
		);

		$this->sid     = self::attribute( $first, 'sid' );
		$this->refusal = self::attribute( $first, 'condition' );
		// The features may come with the next answer (XEP-0206 §3).
		$features = $first;
		$tries    = 0;
		while ( '' !== $this->sid && $tries++ < 3 && false === strpos( $features, '<mechanism' ) && ! self::is_end( $features ) ) {
			$features = $this->send( array() );
		}
		preg_match_all( '~<mechanism[^s>]*>\s*([A-Z0-9_-]+)\s*</mechanism>~', $features, $found );
		return $found[1] ? $found[1] : null;
	}

	/**
	 * Why open() has failed, as a condition of XEP-0124 §17.2; empty if the server has not said it.
	 */
	public function refusal(): string {
		return $this->refusal;
	}

	/**
	 * Logs in by OAUTHBEARER (RFC 7628 §3.1).
	 *
	 * @param string $token The token.
	 * @return string|null Why not; null if it went well.
	 */
	public function authenticate( string $token ): ?string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- RFC 6120 §6.4.2 asks for it.
		$answer = $this->send( array(), '<auth xmlns="' . self::NS_SASL . '" mechanism="OAUTHBEARER">' . base64_encode( "n,,\x01auth=Bearer $token\x01\x01" ) . '</auth>' );
		if ( false !== strpos( $answer, '<success' ) ) {
			return null;
		}
		$reason = '';
		if ( preg_match( '~<challenge[^>]*>([^<]+)<~', $answer, $found ) ) {
			// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- RFC 7628 §3.2.2: JSON that says why.
			$said   = json_decode( (string) base64_decode( $found[1], true ), true );
			$reason = is_array( $said ) ? (string) ( $said['status'] ?? '' ) : '';
			// RFC 7628 §3.2.3: the client agrees that it has failed.
			$answer = $this->send( array(), '<response xmlns="' . self::NS_SASL . '">AQ==</response>' );
		}
		if ( preg_match( '~<text[^>]*>([^<]+)<~', $answer, $found ) ) {
			$reason = html_entity_decode( $found[1], ENT_QUOTES | ENT_XML1, 'UTF-8' );
		} elseif ( '' === $reason && preg_match( '~<failure[^>]*>\s*<([a-z-]+)~', $answer, $found ) ) {
			$reason = $found[1];
		}
		return '' === $reason ? 'no-answer' : $reason;
	}

	/**
	 * Ends it.
	 */
	public function close(): void {
		if ( '' !== $this->sid ) {
			$this->send( array( 'type' => 'terminate' ) );
			$this->sid = '';
		}
	}

	/**
	 * One request and its answer.
	 *
	 * @param array  $attributes Of the body, by name.
	 * @param string $content    Well-formed XML.
	 * @return string The answer's body; empty if there was none.
	 */
	private function send( array $attributes, string $content = '' ): string {
		$attributes['rid'] = (string) $this->rid++;
		if ( '' !== $this->sid ) {
			$attributes['sid'] = $this->sid;
		}
		$text = '';
		foreach ( $attributes as $name => $value ) {
			$text .= ' ' . $name . '="' . htmlspecialchars( $value, ENT_QUOTES | ENT_XML1, 'UTF-8' ) . '"';
		}
		$answer = wp_remote_post(
			$this->address,
			array(
				'timeout' => $this->patience,
				'headers' => array(
					'Content-Type' => 'text/xml; charset=utf-8',
					'Origin'       => $this->origin,
				),
				'body'    => '<body xmlns="http://jabber.org/protocol/httpbind"' . $text . '>' . $content . '</body>',
			)
		);
		return is_wp_error( $answer ) ? '' : wp_remote_retrieve_body( $answer );
	}

	/**
	 * An attribute of the body.
	 *
	 * @param string $answer What came.
	 * @param string $name   The attribute's name.
	 */
	private static function attribute( string $answer, string $name ): string {
		$pattern = '~^[^<]*(?:<\?[^>]*>\s*)?<body\b[^>]*\s' . $name . '\s*=\s*(["\'])(.*?)\1~s';
		return preg_match( $pattern, $answer, $found ) ? html_entity_decode( $found[2], ENT_QUOTES | ENT_XML1, 'UTF-8' ) : '';
	}

	/**
	 * Whether nothing more will come.
	 *
	 * @param string $answer What came.
	 */
	private static function is_end( string $answer ): bool {
		return '' === $answer || 'terminate' === self::attribute( $answer, 'type' );
	}
}
