<?php
/**
 * The shortcode.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * [mongoose_chat room="tea"]; room="post" is the room of the post it stands in.
 */
final class Shortcode {

	/**
	 * Writes the chat.
	 *
	 * @var Chat_Element
	 */
	private $elements;

	/**
	 * A shortcode for these elements.
	 *
	 * @param Chat_Element $elements The page's.
	 */
	public function __construct( Chat_Element $elements ) {
		$this->elements = $elements;
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_shortcode( 'mongoose_chat', array( $this, 'render' ) );
	}

	/**
	 * Answers what stands in place of the shortcode.
	 *
	 * @param array|string $attributes Its attributes; WordPress says '' for none.
	 * @return string HTML.
	 */
	public function render( $attributes ): string {
		$attributes = shortcode_atts( array( 'room' => '' ), (array) $attributes, 'mongoose_chat' );
		return $this->elements->in_text( (string) $attributes['room'] );
	}
}
