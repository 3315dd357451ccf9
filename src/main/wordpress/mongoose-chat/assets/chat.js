/**
 * Brings the chats of a page to life: loads the widget from the chat server, logs the site's user in, opens and closes
 * the docked box, and ends the chat in all tabs when the user logs out.
 *
 * The page itself holds nothing that belongs to one person. The nonce and the token are fetched when they are needed.
 */
( function () {
	'use strict';

	const TABS = 'mongoose-chat';
	const LEFT = 'mongoose_chat_left';
	const OPEN = 'mongoose-cafe';
	const PHONE = '(max-width: 600px)';

	const tabs = 'BroadcastChannel' in window ? new BroadcastChannel( TABS ) : null;

	/**
	 * Asks the site who is logged in.
	 *
	 * @param {string} nonce Address of the nonce.
	 * @param {string} token Address of the token.
	 * @return {Promise<?Object>} token and username, or null for a visitor.
	 */
	async function ticket( nonce, token ) {
		const common = { credentials: 'same-origin', cache: 'no-store' };
		const asked = await fetch( nonce, common );
		if ( asked.status !== 200 ) {
			return null;
		}
		const headers = { 'X-WP-Nonce': await asked.text(), 'X-Mongoose': '1' };
		const answer = await fetch( token, { ...common, method: 'POST', headers } );
		if ( answer.ok ) {
			return answer.json();
		}
		if ( answer.status < 500 ) {
			return null;
		}
		throw new Error( 'The site answered ' + answer.status );
	}

	const logins = new Map();

	/**
	 * Tells an element how to log in; it has to know before it connects. Elements that log in by one and the same
	 * function share a connection.
	 */
	function prepare( chat ) {
		const { nonce, token } = chat.dataset;
		if ( ! nonce || ! token ) {
			return;
		}
		if ( ! logins.has( token ) ) {
			logins.set( token, () => ticket( nonce, token ) );
		}
		chat.login = logins.get( token );
	}

	/** Loads the widget from the server of this element. The browser loads it once. */
	function load( chat ) {
		import( chat.dataset.server + 'widget.js' ).catch( ( error ) => {
			// The text inside the element stays; who looks for the reason finds it here.
			window.console.warn( 'The chat could not be loaded.', error );
		} );
	}

	function remembered() {
		try {
			return localStorage.getItem( OPEN );
		} catch {
			return null;
		}
	}

	function remember( state ) {
		try {
			localStorage.setItem( OPEN, state );
		} catch {
			// Then the next page begins as the settings say.
		}
	}

	/** The docked box. */
	function dock( aside ) {
		const panel = aside.querySelector( '.mongoose-cafe__panel' );
		const button = aside.querySelector( '.mongoose-cafe__button' );
		const template = panel.querySelector( 'template' );
		const phone = window.matchMedia( PHONE );

		function open() {
			if ( ! panel.querySelector( 'mongoose-chat' ) ) {
				const chat = template.content.querySelector( 'mongoose-chat' ).cloneNode( true );
				prepare( chat );
				panel.append( chat );
				load( chat );
			}
			panel.hidden = false;
			aside.toggleAttribute( 'data-open', true );
			button.setAttribute( 'aria-expanded', 'true' );
		}

		function close() {
			panel.hidden = true;
			aside.toggleAttribute( 'data-open', false );
			button.setAttribute( 'aria-expanded', 'false' );
		}

		button.addEventListener( 'click', () => {
			open();
			remember( 'open' );
			panel.querySelector( '.mongoose-cafe__close' ).focus();
		} );
		panel.addEventListener( 'click', ( { target } ) => {
			if ( target.closest( '.mongoose-cafe__close' ) ) {
				close();
				remember( 'closed' );
				button.focus();
			}
		} );
		panel.addEventListener( 'keydown', ( event ) => {
			if ( event.key === 'Escape' && ! event.defaultPrevented ) {
				close();
				remember( 'closed' );
				button.focus();
			}
		} );
		aside.hidden = false;
		// On a phone it would cover the page: there it waits to be asked.
		if ( ! phone.matches && ( remembered() ?? aside.dataset.dock ) === 'open' ) {
			open();
		}
	}

	/** The user has left the site: every chat of this page leaves too, and begins anew as what is allowed now. */
	function leave() {
		const chats = [ ...document.querySelectorAll( 'mongoose-chat[data-server]' ) ];
		const places = chats.map( ( chat ) => {
			const place = document.createComment( '' );
			chat.replaceWith( place );
			return { chat, place };
		} );
		// Chats of one page share a connection; it is gone when all of them have been for a moment.
		setTimeout( () => {
			for ( const { chat, place } of places ) {
				if ( chat.dataset.members ) {
					place.parentNode.closest( '.mongoose-cafe' )?.remove();
					place.remove();
				} else {
					const fresh = chat.cloneNode( true );
					prepare( fresh );
					place.replaceWith( fresh );
				}
			}
		}, 100 );
	}

	if ( tabs ) {
		tabs.onmessage = ( { data } ) => data === 'left' && leave();
	}
	if ( document.cookie.includes( LEFT + '=' ) ) {
		document.cookie = LEFT + '=; path=/; max-age=0';
		tabs?.postMessage( 'left' );
	}

	function begin() {
		const chats = document.querySelectorAll( 'mongoose-chat[data-server]' );
		chats.forEach( prepare );
		chats.forEach( load );
		document.querySelectorAll( '.mongoose-cafe' ).forEach( dock );
	}

	if ( document.readyState === 'loading' ) {
		document.addEventListener( 'DOMContentLoaded', begin );
	} else {
		begin();
	}
} )();
