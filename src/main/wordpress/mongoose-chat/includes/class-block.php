<?php
/**
 * The block.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The block mongoose/chat; block.json describes it, this writes it into pages.
 */
final class Block {

	/**
	 * The plugin's main file.
	 *
	 * @var string
	 */
	private $file;

	/**
	 * Writes the chat.
	 *
	 * @var Chat_Element
	 */
	private $elements;

	/**
	 * A block for these elements.
	 *
	 * @param string       $file     The plugin's main file.
	 * @param Chat_Element $elements The page's.
	 */
	public function __construct( string $file, Chat_Element $elements ) {
		$this->file     = $file;
		$this->elements = $elements;
	}

	/**
	 * Hooks in.
	 */
	public function hook(): void {
		add_action( 'init', array( $this, 'register' ), 11 );
	}

	/**
	 * Makes the block known, after the scripts it names.
	 */
	public function register(): void {
		register_block_type( plugin_dir_path( $this->file ) . 'block', array( 'render_callback' => array( $this, 'render' ) ) );
	}

	/**
	 * Answers what the block is in a page.
	 *
	 * @param array $attributes Its attributes.
	 * @return string HTML.
	 */
	public function render( array $attributes ): string {
		$html = $this->elements->in_text( (string) ( $attributes['room'] ?? '' ) );
		return '' === $html ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
	}
}
