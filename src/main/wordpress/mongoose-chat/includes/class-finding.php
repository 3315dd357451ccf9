<?php
/**
 * One line of a connection test.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * What a test has found, and what to do about it.
 */
final class Finding implements \JsonSerializable {

	/**
	 * "good", "warning" or "bad".
	 *
	 * @var string
	 */
	public $state;

	/**
	 * What was looked at.
	 *
	 * @var string
	 */
	public $what;

	/**
	 * What was seen there, and what helps.
	 *
	 * @var string
	 */
	public $detail;

	/**
	 * A finding of this state.
	 *
	 * @param string $state  One of "good", "warning" and "bad".
	 * @param string $what   What was looked at.
	 * @param string $detail What was seen there, and what helps.
	 */
	private function __construct( string $state, string $what, string $detail ) {
		$this->state  = $state;
		$this->what   = $what;
		$this->detail = $detail;
	}

	/**
	 * All is as it should be.
	 *
	 * @param string $what   What was looked at.
	 * @param string $detail What was seen there.
	 */
	public static function good( string $what, string $detail = '' ): self {
		return new self( 'good', $what, $detail );
	}

	/**
	 * It may do for this site.
	 *
	 * @param string $what   What was looked at.
	 * @param string $detail What was seen there.
	 */
	public static function warning( string $what, string $detail ): self {
		return new self( 'warning', $what, $detail );
	}

	/**
	 * The chat cannot work like this.
	 *
	 * @param string $what   What was looked at.
	 * @param string $detail What was seen there, and what helps.
	 */
	public static function bad( string $what, string $detail ): self {
		return new self( 'bad', $what, $detail );
	}

	/**
	 * For the settings page.
	 */
	public function jsonSerialize(): array {
		return get_object_vars( $this );
	}
}
