<?php
/**
 * Rules of the plugin that need no WordPress, as plain PHP: php unit.php. Ends with 1 if one does not hold.
 *
 * @package Mongoose_Chat
 */

namespace Mongoose_Chat;

error_reporting( E_ALL );
set_error_handler(
	static function ( int $level, string $text ): bool {
		throw new \ErrorException( $text, 0, $level );
	}
);
const INCLUDES = __DIR__ . '/../../main/wordpress/mongoose-chat/includes/';
foreach ( array( 'jwt', 'room-name', 'server-address', 'colour', 'settings' ) as $name ) {
	require INCLUDES . 'class-' . $name . '.php';
}

$passed = 0;
$failed = 0;

/**
 * Compares what is with what should be.
 *
 * @param string $sentence What should be.
 * @param mixed  $expected The value.
 * @param mixed  $actual   What is.
 */
function expect( string $sentence, $expected, $actual ): void {
	global $passed, $failed;
	if ( $expected === $actual ) {
		++$passed;
		return;
	}
	++$failed;
	printf( "%s\n  expected %s\n  but was  %s\n", $sentence, var_export( $expected, true ), var_export( $actual, true ) );
}

/**
 * Calls, and answers the class of what is thrown, or null.
 *
 * @param callable $call What to call.
 */
function thrown_by( callable $call ): ?string {
	try {
		$call();
	} catch ( \Throwable $thrown ) {
		return get_class( $thrown );
	}
	return null;
}

// --- names of rooms

foreach ( array(
	'lobby'                            => 'lobby',
	'  Tea Room '                      => 'tea-room',
	"Tea\t\n\xC2\xA0 Room"             => 'tea-room',
	'Üñïçödé'                          => 'üñïçödé',
	'a"b&c\'d/e:f<g>h'                 => 'abcdefgh',
	"no\x00control\x07s\xE2\x80\x8B"   => 'nocontrols',
	'tea@conference.example.org'       => 'tea@conference.example.org',
	'Tea@Conference.Example.ORG'       => 'tea@conference.example.org',
	'tea@'                             => 'tea',
	'@example.org'                     => 'example.org',
	'a@b@c'                            => 'a-b-c',
	'tea@bad host'                     => 'tea-bad-host',
	'<script>alert(1)</script>'        => 'scriptalert(1)script',
	'---'                              => '',
	''                                 => '',
	"\xFF\xFE"                         => '',
	str_repeat( 'ü', 70 )              => str_repeat( 'ü', 64 ),
) as $typed => $room ) {
	expect( "the room of '$typed'", $room, Room_Name::clean( (string) $typed ) );
}
expect( 'a room of a post', 'example-org-post-42', Room_Name::of_post( 'example-org', 42 ) );
expect( 'a room of a post without a prefix', 'post-42', Room_Name::of_post( '', 42 ) );
foreach ( array(
	'https://www.example.org'            => 'example-org',
	'https://example.org/blog'           => 'example-org-blog',
	'http://127.0.0.1:8090'              => '127-0-0-1-8090',
	'https://Shop.Example.org/en/'       => 'shop-example-org-en',
) as $site => $prefix ) {
	expect( "what rooms of $site begin with", $prefix, Room_Name::prefix( $site ) );
}
expect( 'two sites of a network do not meet', false, Room_Name::prefix( 'https://e.org/a' ) === Room_Name::prefix( 'https://e.org/b' ) );

// --- addresses of servers

const SITE = 'https://www.example.org/blog';
foreach ( array(
	'https://chat.example.org/mongoose/'               => 'https://chat.example.org/mongoose/',
	'https://chat.example.org/mongoose'                => 'https://chat.example.org/mongoose/',
	' chat.example.org/mongoose '                      => 'https://chat.example.org/mongoose/',
	'HTTPS://Chat.Example.org/Mongoose'                => 'https://chat.example.org/Mongoose/',
	'https://chat.example.org/mongoose/widget.js'      => 'https://chat.example.org/mongoose/',
	'wss://chat.example.org/mongoose/xmpp-websocket'   => 'https://chat.example.org/mongoose/',
	'http://localhost:8080/mongoose/'                  => 'http://localhost:8080/mongoose/',
	'http://[::1]:8080/mongoose'                       => 'http://[::1]:8080/mongoose/',
	'/mongoose'                                        => 'https://www.example.org/mongoose/',
	'//chat.example.org'                               => 'https://chat.example.org/',
	'https://chat.example.org'                         => 'https://chat.example.org/',
	'javascript:alert(1)'                              => null,
	'ftp://chat.example.org/'                          => null,
	'https://user:secret@chat.example.org/'            => null,
	'https://chat.example.org/?x=1'                    => null,
	'https://chat.example.org/#x'                      => null,
	'https://chat.example.org:99999/'                  => null,
	'https://chat.example.org/"><script>'              => null,
	'https://chat example.org/'                        => null,
	'https:///mongoose'                                => null,
) as $typed => $address ) {
	expect( "the address '$typed'", $address, Server_Address::clean( $typed, SITE ) );
}
expect( 'the origin of a site', 'https://www.example.org', Server_Address::origin( SITE ) );
expect( 'the origin has the port', 'http://localhost:8080', Server_Address::origin( 'http://LOCALHOST:8080/x' ) );
expect( 'the host has no port', 'localhost', Server_Address::host( 'http://localhost:8080/mongoose/' ) );

// --- colours

foreach ( array(
	'#3557d6'     => '#3557d6',
	'3557D6'      => '#3557d6',
	'#abc'        => '#aabbcc',
	'red'         => null,
	'#12345'      => null,
	'#fff;} body' => null,
) as $typed => $colour ) {
	expect( "the colour '$typed'", $colour, Colour::clean( (string) $typed ) );
}
expect( 'white on dark blue', '#ffffff', Colour::readable_on( '#3557d6' ) );
expect( 'black on yellow', '#000000', Colour::readable_on( '#ffd400' ) );

// --- settings

$roles    = array( 'administrator', 'editor', 'subscriber' );
$settings = new Settings( array( 'server' => 'https://chat.example.org/mongoose/' ), SITE );

expect( 'the domain is the host', 'chat.example.org', $settings->domain() );
expect( 'the prefix is made of the site', 'example-org-blog', $settings->prefix() );
expect( 'the issuer is the site', 'https://www.example.org/blog', $settings->issuer() );
expect( 'the origin is without the path', 'https://www.example.org', $settings->origin() );

list( $values, $wrong ) = $settings->cleaned(
	array(
		'server'   => 'http://localhost:8080/mongoose',
		'domain'   => 'Example.org',
		'room'     => 'Tea Room',
		'audience' => 'roles',
		'roles'    => array( 'editor', 'nobody', array( 'x' ) ),
		'title'    => 'Teestube',
		'accent'   => '#ABC',
		'surprise' => 'x',
	),
	$roles
);
expect( 'nothing is wrong', array(), $wrong );
expect( 'what is not known is not taken', false, array_key_exists( 'surprise', $values ) );
expect( 'an address is cleaned', 'http://localhost:8080/mongoose/', $values['server'] );
expect( 'a domain is cleaned', 'example.org', $values['domain'] );
expect( 'a room is cleaned', 'tea-room', $values['room'] );
expect( 'only roles of the site', array( 'editor' ), $values['roles'] );
expect( 'a colour is cleaned', '#aabbcc', $values['accent'] );
expect( 'what is not sent stays', 'closed', $values['dock'] );

list( $values, $wrong ) = $settings->cleaned(
	array(
		'server'   => 'javascript:alert(1)',
		'domain'   => 'a b',
		'dock'     => 'everywhere',
		'audience' => array( 'everyone' ),
		'title'    => str_repeat( 'x', 41 ),
		'accent'   => 'red',
		'room'     => '???///',
		'prefix'   => '---',
	),
	$roles
);
expect( 'all that is wrong is named', array( 'server', 'domain', 'dock', 'audience', 'title', 'accent', 'prefix' ), $wrong );
expect( 'a wrong address stays as it was', 'https://chat.example.org/mongoose/', $values['server'] );
expect( 'a wrong choice stays as it was', 'everyone', $values['audience'] );
expect( 'what is left of a room', '???', $values['room'] );
list( $values ) = $settings->cleaned( array_fill_keys( array( 'server', 'room', 'title', 'accent' ), '' ), $roles );
expect( 'nothing is the default', array( '', 'lobby', 'Café', '' ), array( $values['server'], $values['room'], $values['title'], $values['accent'] ) );
expect( 'what is no UTF-8 is no title', array( 'title' ), $settings->cleaned( array( 'title' => "\xFF" ), $roles )[1] );

// --- tokens

$key = str_repeat( 'k', 32 );
expect( 'base64url has no padding', '-_-_', Jwt::base64url( "\xFB\xFF\xBF" ) );
expect( 'a short key is refused', \InvalidArgumentException::class, thrown_by( static fn() => Jwt::sign( array(), 'short' ) ) );
expect( 'a claim that is no UTF-8 is refused', \InvalidArgumentException::class, thrown_by( static fn() => Jwt::sign( array( 'sub' => "\xFF" ), $key ) ) );

printf( "%d passed, %d failed\n", $passed, $failed );
exit( $failed ? 1 : 0 );
