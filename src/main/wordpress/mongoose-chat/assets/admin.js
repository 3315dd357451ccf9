/**
 * The settings page: colours, the connection test, and copying what the chat server has to know.
 */
( function ( $, wp ) {
	'use strict';

	const { __ } = wp.i18n;
	const PATIENCE = 6000;
	const ICONS = { good: 'yes-alt', warning: 'warning', bad: 'dismiss' };

	$( '.mongoose-chat-colour' ).wpColorPicker();

	const form = document.querySelector( '.mongoose-chat-settings form' );
	const button = document.getElementById( 'mongoose-chat-test' );
	const list = document.getElementById( 'mongoose-chat-findings' );

	function add( { state, what, detail } ) {
		const line = document.createElement( 'li' );
		line.dataset.state = state;
		const icon = document.createElement( 'span' );
		icon.className = 'dashicons dashicons-' + ICONS[ state ];
		icon.setAttribute( 'aria-hidden', 'true' );
		const name = document.createElement( 'strong' );
		name.textContent = what;
		const text = document.createElement( 'span' );
		text.textContent = detail;
		line.append( icon, name, text );
		list.append( line );
	}

	/** What stands in the form, stored or not. */
	function typed() {
		const values = { roles: [] };
		for ( const [ field, value ] of new FormData( form ) ) {
			const [ , name, several ] = /^mongoose_chat\[(\w+)\](\[\])?$/.exec( field ) ?? [];
			if ( several ) {
				values[ name ].push( value );
			} else if ( name ) {
				values[ name ] = value;
			}
		}
		return values;
	}

	/** The site's server has its own way to the chat server; this is the visitors'. */
	function browser( address ) {
		const what = __( 'Browser', 'mongoose-chat' );
		return new Promise( ( resolve ) => {
			const refused = {
				state: 'bad',
				what,
				detail: __( 'This browser cannot open a WebSocket there. Does the proxy in front pass WebSockets on, and is the certificate valid?', 'mongoose-chat' ),
			};
			let socket;
			try {
				socket = new WebSocket( address, 'xmpp' );
			} catch {
				return resolve( refused );
			}
			const timer = setTimeout( () => socket.close(), PATIENCE );
			socket.onopen = () => {
				clearTimeout( timer );
				socket.onclose = null;
				socket.close();
				resolve( { state: 'good', what, detail: __( 'A WebSocket opens from here.', 'mongoose-chat' ) } );
			};
			socket.onclose = () => resolve( refused );
		} );
	}

	button.addEventListener( 'click', async () => {
		button.disabled = true;
		list.replaceChildren();
		try {
			const { findings, socket } = await wp.apiFetch( {
				path: '/mongoose-chat/v1/test',
				method: 'POST',
				data: typed(),
			} );
			findings.forEach( add );
			if ( socket && findings[ 0 ].state !== 'bad' ) {
				add( await browser( socket ) );
			}
		} catch ( error ) {
			add( { state: 'bad', what: __( 'Test', 'mongoose-chat' ), detail: error.message } );
		}
		button.disabled = false;
	} );

	const copy = document.getElementById( 'mongoose-chat-copy' );
	if ( copy && navigator.clipboard ) {
		copy.hidden = false;
		copy.addEventListener( 'click', async () => {
			await navigator.clipboard.writeText( document.getElementById( 'mongoose-chat-environment' ).textContent );
			copy.textContent = __( 'Copied', 'mongoose-chat' );
		} );
	}
} )( window.jQuery, window.wp );
