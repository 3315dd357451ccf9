<?php
/**
 * The docked box.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

/**
 * The "Café": a button in the corner of every page that opens the default room. Nothing of the chat is loaded before.
 */
final class Dock {

	/**
	 * Writes the chat.
	 *
	 * @var Chat_Element
	 */
	private $elements;

	/**
	 * A dock for these elements.
	 *
	 * @param Chat_Element $elements The page's.
	 */
	public function __construct( Chat_Element $elements ) {
		$this->elements = $elements;
	}

	/**
	 * Hooks in: the room is known when the page's text is, and the scripts of the footer are not printed yet.
	 */
	public function hook(): void {
		add_action( 'wp_footer', array( $this, 'show' ), 5 );
	}

	/**
	 * Writes the box, where it is wanted. A page that has the room in its text needs no second one.
	 */
	public function show(): void {
		$settings = Settings::current();
		$wanted   = 'off' !== $settings->value( 'dock' )
			&& $settings->has_server()
			&& Audience::includes( wp_get_current_user(), $settings )
			&& ! $this->elements->has( $settings->value( 'room' ) );
		/**
		 * Filters whether this page has the docked box.
		 *
		 * @param bool $wanted What the settings say.
		 */
		if ( ! apply_filters( 'mongoose_chat_dock', $wanted ) || ! $settings->has_server() ) {
			return;
		}
		$title = $settings->value( 'title' );
		$theme = $settings->value( 'theme' );
		?>
<aside class="mongoose-cafe" data-dock="<?php echo esc_attr( $settings->value( 'dock' ) ); ?>" data-theme="<?php echo esc_attr( $theme ); ?>" aria-label="<?php echo esc_attr( $title ); ?>" hidden>
	<div class="mongoose-cafe__panel" id="mongoose-cafe-panel" hidden>
		<button type="button" class="mongoose-cafe__close" aria-label="<?php esc_attr_e( 'Close the chat', 'mongoose-chat' ); ?>"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg></button>
		<?php
		echo '<template>', $this->elements->html( $settings->value( 'room' ), $settings ), '</template>'; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- html() escapes.
		?>

	</div>
	<button type="button" class="mongoose-cafe__button" aria-expanded="false" aria-controls="mongoose-cafe-panel"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M4 5h16v11H11l-4 4v-4H4z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/></svg><span><?php echo esc_html( $title ); ?></span></button>
</aside>
		<?php
	}
}
