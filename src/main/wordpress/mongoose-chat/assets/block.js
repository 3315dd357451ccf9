/**
 * The block in the editor: which room, and where it will be. The chat itself runs in the page, not in the editor.
 */
( function ( wp ) {
	'use strict';

	const { __ } = wp.i18n;
	const { createElement: el, Fragment, useState } = wp.element;
	const { InspectorControls, useBlockProps } = wp.blockEditor;
	const { PanelBody, RadioControl, TextControl } = wp.components;

	function kind( room ) {
		if ( room === 'post' ) {
			return 'post';
		}
		return room ? 'named' : 'default';
	}

	function title( room ) {
		if ( room === 'post' ) {
			return __( 'The room of this post', 'mongoose-chat' );
		}
		return room || __( 'The default room', 'mongoose-chat' );
	}

	function Edit( { attributes, setAttributes } ) {
		const { room } = attributes;
		// A name that is not typed yet is no other choice.
		const [ chosen, choose ] = useState( kind( room ) );
		const controls = el(
			InspectorControls,
			null,
			el(
				PanelBody,
				{ title: __( 'Room', 'mongoose-chat' ) },
				el( RadioControl, {
					label: __( 'Which room', 'mongoose-chat' ),
					selected: chosen,
					options: [
						{ value: 'default', label: __( 'The default room', 'mongoose-chat' ) },
						{ value: 'post', label: __( 'A room of its own for this post', 'mongoose-chat' ) },
						{ value: 'named', label: __( 'This one:', 'mongoose-chat' ) },
					],
					onChange( value ) {
						choose( value );
						setAttributes( { room: value === 'post' ? 'post' : '' } );
					},
				} ),
				chosen === 'named' &&
					el( TextControl, {
						label: __( 'Name of the room', 'mongoose-chat' ),
						value: room,
						onChange: ( value ) => setAttributes( { room: value } ),
					} )
			)
		);
		const preview = el(
			'div',
			{ className: 'mongoose-chat-preview' },
			el(
				'div',
				{ className: 'mongoose-chat-preview__head' },
				el( 'strong', null, title( room ) ),
				el( 'span', null, __( 'Chat', 'mongoose-chat' ) )
			),
			el( 'div', { className: 'mongoose-chat-preview__body' }, __( 'Visitors of the page talk here.', 'mongoose-chat' ) ),
			el( 'div', { className: 'mongoose-chat-preview__foot', 'aria-hidden': true }, __( 'Message', 'mongoose-chat' ) )
		);
		return el( Fragment, null, controls, el( 'div', useBlockProps(), preview ) );
	}

	wp.blocks.registerBlockType( 'mongoose/chat', { edit: Edit, save: () => null } );
} )( window.wp );
