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
	const USER = 'mongoose-user';
	const PHONE = '(max-width: 600px)';
	const LONGEST = 40; // characters of a name that the widget takes

	const FRESH = 5000; // milliseconds: the chats of a page ask one after the other

	const tabs = 'BroadcastChannel' in window ? new BroadcastChannel( TABS ) : null;

	let asked = { time: 0 };

	/**
	 * Asks the site who is logged in.
	 *
	 * @param {string} address Of the nonce.
	 * @return {Promise<?Object>} nonce and name, or null for a visitor.
	 */
	function user( address ) {
		if ( Date.now() - asked.time > FRESH ) {
			const answer = fetch( address, { credentials: 'same-origin', cache: 'no-store' } );
			asked = {
				time: Date.now(),
				who: answer.then( ( said ) => ( said.status === 200 ? said.json() : null ) ),
			};
			asked.who.catch( () => ( asked.time = 0 ) );
		}
		return asked.who;
	}

	/**
	 * Asks for a token: the site, or a server that reads the site's cookie.
	 *
	 * @param {string} nonce   Of who is logged in.
	 * @param {string} address Of the token.
	 * @return {Promise<?Object>} token and username, or null if there is none for this user.
	 */
	async function ticket( nonce, address ) {
		const answer = await fetch( address, {
			method: 'POST',
			credentials: 'same-origin',
			cache: 'no-store',
			headers: { 'X-WP-Nonce': nonce, 'X-Mongoose': '1' },
		} );
		if ( answer.status === 200 ) {
			return answer.json();
		}
		if ( answer.status < 500 ) {
			return null;
		}
		throw new Error( 'The site answered ' + answer.status );
	}

	const logins = new Map();

	/** Whether a user is here. */
	let present = false;

	/**
	 * One function for all elements of the same kind: those that log in by the same one share a connection. It is called
	 * again when that was lost, and then the user may have logged out elsewhere.
	 */
	function loginBy( nonce, token ) {
		if ( ! logins.has( token ) ) {
			let again = false;
			logins.set( token, async () => {
				if ( again ) {
					asked.time = 0;
				}
				again = true;
				const who = await user( nonce );
				if ( ! who && present ) {
					leave();
					return new Promise( () => {} ); // nobody waits for it any more
				}
				return who && ticket( who.nonce, token );
			} );
		}
		return logins.get( token );
	}

	/**
	 * Empties the widget's memory in this browser if it belongs to somebody else than who is here now: a user who has
	 * left or has come, by whatever way.
	 *
	 * @param {string} name Of the user; empty for a visitor.
	 */
	function belongTo( name ) {
		try {
			for ( const storage of [ sessionStorage, localStorage ] ) {
				if ( ( storage.getItem( USER ) ?? '' ) !== name ) {
					Object.keys( storage )
						.filter( ( key ) => key.startsWith( 'mongoose:' ) )
						.forEach( ( key ) => storage.removeItem( key ) );
					storage.setItem( USER, name );
				}
			}
		} catch {
			// Then nothing is kept.
		}
	}

	/** Tells elements how to log in, and by which name to go in at once; they have to know before they connect. */
	async function prepare( chats ) {
		let who = null;
		try {
			who = chats.length ? await user( chats[ 0 ].dataset.nonce ) : null;
			if ( chats.length ) {
				present = Boolean( who );
				belongTo( who?.name ?? '' );
			}
		} catch {
			// The site does not answer: it is asked again when the chat connects.
		}
		for ( const chat of chats ) {
			const { nonce, token } = chat.dataset;
			if ( token ) {
				chat.login = loginBy( nonce, token );
			}
			if ( who ) {
				chat.setAttribute( 'nick', [ ...who.name ].slice( 0, LONGEST ).join( '' ) );
			} else {
				chat.removeAttribute( 'nick' );
			}
		}
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

	/** Resolves when the chats in the page's text may come to life. */
	let ready;

	/** The docked box. */
	function dock( aside ) {
		const panel = aside.querySelector( '.mongoose-cafe__panel' );
		const button = aside.querySelector( '.mongoose-cafe__button' );
		const template = panel.querySelector( 'template' );
		const phone = window.matchMedia( PHONE );

		let begun = false;

		async function begin() {
			const chat = template.content.querySelector( 'mongoose-chat' ).cloneNode( true );
			await ready; // what comes with the widget brings the others to life too
			await prepare( [ chat ] );
			panel.append( chat );
			load( chat );
		}

		function open() {
			if ( ! begun ) {
				begun = true;
				begin();
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
		present = false;
		const places = [ ...document.querySelectorAll( 'mongoose-chat[data-server]' ) ].map( ( chat ) => {
			const place = document.createComment( '' );
			chat.replaceWith( place );
			return { chat, place };
		} );
		// Chats of one page share a connection; it is gone when all of them have been for a moment.
		setTimeout( async () => {
			belongTo( '' );
			asked = { time: 0 };
			for ( const { place } of places.filter( ( { chat } ) => chat.dataset.members ) ) {
				( place.parentNode.closest( '.mongoose-cafe' ) ?? place ).remove();
			}
			const anew = places.filter( ( { chat } ) => ! chat.dataset.members );
			const fresh = anew.map( ( { chat } ) => chat.cloneNode( true ) );
			await prepare( fresh );
			anew.forEach( ( { place }, at ) => place.replaceWith( fresh[ at ] ) );
		}, 100 );
	}

	if ( tabs ) {
		tabs.onmessage = ( { data } ) => data === 'left' && leave();
	}
	if ( document.cookie.includes( LEFT + '=' ) ) {
		document.cookie = LEFT + '=; path=/; max-age=0';
		belongTo( '' );
		tabs?.postMessage( 'left' );
	}

	async function begin() {
		const chats = [ ...document.querySelectorAll( 'mongoose-chat[data-server]' ) ];
		ready = prepare( chats );
		document.querySelectorAll( '.mongoose-cafe' ).forEach( dock );
		await ready;
		chats.forEach( load );
	}

	if ( document.readyState === 'loading' ) {
		document.addEventListener( 'DOMContentLoaded', begin );
	} else {
		begin();
	}
} )();
