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
foreach ( array( 'jwt', 'room-name', 'server-address', 'colour', 'settings', 'secret', 'site-token', 'visit', 'back-channel', 'visit-watch' ) as $name ) {
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

// --- visits and logouts, where WordPress is what stands here

$options = array(
	'mongoose_chat'        => array( 'server' => 'https://chat.example.org/mongoose/' ),
	'mongoose_chat_secret' => array( 'key' => $key ),
);
$session  = '';
$sessions = array();
$user     = (object) array(
	'ID'         => 7,
	'user_login' => 'Jan Kowalski',
	'user_pass'  => 'old',
);
$posts    = array();
$ending   = false;

/** What is to be done at the end of the request. */
$at_shutdown = array();

function get_option( string $name, $otherwise = false ) {
	global $options;
	return $options[ $name ] ?? $otherwise;
}
function home_url(): string {
	return SITE;
}
function wp_get_session_token(): string {
	global $session;
	return $session;
}
function get_user_meta( int $user, string $key, bool $single ) {
	global $sessions;
	return 7 === $user && 'session_tokens' === $key && $single ? $sessions : '';
}
function get_userdata( int $id ) {
	global $user;
	return 7 === $id ? $user : false;
}
function maybe_unserialize( $value ) {
	return is_string( $value ) ? unserialize( $value ) : $value;
}
function wp_remote_post( string $address, array $request ) {
	global $posts;
	$posts[] = array( $address, $request );
}

function add_action( string $hook, callable $call ): void {
	global $at_shutdown;
	expect( 'the server is told at the end of the request', 'shutdown', $hook );
	$at_shutdown[] = $call;
}
function did_action( string $hook ): int {
	global $ending;
	return (int) ( $ending && 'shutdown' === $hook );
}

/**
 * What the server is told at the end of a request: who, for each token, once the rest of it is seen to be right.
 */
function told(): array {
	global $posts, $key, $at_shutdown, $ending;
	expect( 'it is told nothing before', $ending ? 1 : 0, count( $posts ) );
	foreach ( $at_shutdown as $call ) {
		$call();
	}
	$all         = $posts;
	$at_shutdown = array();
	$posts       = array();
	return array_map(
		static function ( array $post ) use ( $key ): string {
			list( $address, $request ) = $post;
			expect( 'the address of the server', 'https://chat.example.org/mongoose/api/logout', $address );
			expect( 'nobody waits', array( false, 1, 0 ), array( $request['blocking'], $request['timeout'], $request['redirection'] ) );
			list( $head, $body, $signature ) = explode( '.', $request['body']['logout_token'] );
			expect( 'the signature is right', Jwt::base64url( hash_hmac( 'sha256', "$head.$body", $key, true ) ), $signature );
			$json   = base64_decode( strtr( $body, '-_', '+/' ) );
			$claims = json_decode( $json, true );
			expect( 'it tells of a logout', true, false !== strpos( $json, '"events":{"http://schemas.openid.net/event/backchannel-logout":{}}' ) );
			expect( 'from whom to whom', array( 'https://www.example.org/blog', 'chat.example.org', 60 ), array( $claims['iss'], $claims['aud'], $claims['exp'] - $claims['iat'] ) );
			expect( 'good once, and no ID token', array( 22, false ), array( strlen( $claims['jti'] ), isset( $claims['nonce'] ) ) );
			expect( 'nothing of the user besides', array(), array_diff( array_keys( $claims ), array( 'iss', 'aud', 'iat', 'exp', 'jti', 'events', 'sub', 'sid' ) ) );
			return isset( $claims['sub'] ) ? 'all of ' . $claims['sub'] : $claims['sid'];
		},
		$all
	);
}

$token    = str_repeat( 'SessionToken', 4 );
$verifier = hash( 'sha256', $token );
expect( 'a visit is known by the token and by what WordPress keeps of it', Visit::of_token( $token ), Visit::of_verifier( $verifier ) );
expect( 'a visit has a short name', 43, strlen( Visit::of_token( $token ) ) );
expect( 'it is neither the token nor what WordPress keeps', false, in_array( Visit::of_token( $token ), array( $token, $verifier, Jwt::base64url( hex2bin( $verifier ) ) ), true ) );
expect( 'two visits differ', false, Visit::of_token( $token ) === Visit::of_token( $token . '.' ) );
expect( 'without a session there is no visit', array(), Visit::claim() );
$session = $token;
expect( 'the visit of this request', array( 'sid' => Visit::of_token( $token ) ), Visit::claim() );
expect( 'what is no session does not end', array(), Visit::ended( '', array() ) );
expect( 'a new session ends none', array(), Visit::ended( array( 'a' => 1 ), array( 'a' => 2, 'b' => 1 ) ) );
expect( 'those that are not there any more', array( Visit::of_verifier( 'b' ), Visit::of_verifier( '3' ) ), Visit::ended( array( 'a' => 1, 'b' => 1, 3 => 1 ), array( 'a' => 1 ) ) );

$watch    = new Visit_Watch( new Back_Channel() );
$sessions = array( $verifier => 1, 'b' => 1, 'c' => 1 );
$watch->sessions_change( 1, 7, 'nickname', array() );
$watch->sessions_change( 1, 8, 'session_tokens', array() );
$watch->sessions_change( 1, 7, 'session_tokens', $sessions );
$watch->sessions_go( array( 1 ), 7, 'nickname' );
$watch->sessions_go( array(), 0, 'session_tokens' );
expect( 'nobody has left', array(), told() );
$watch->sessions_change( 1, 7, 'session_tokens', array( 'b' => 1, 'c' => 1 ) );
expect( 'one has left', array( Visit::of_token( $token ) ), told() );
$watch->logs_out();
expect( 'and that is told once', array(), told() );
$watch->sessions_change( 1, 7, 'session_tokens', array( $verifier => 1 ) );
expect( 'all others have left', array( Visit::of_verifier( 'b' ), Visit::of_verifier( 'c' ) ), told() );
$sessions = array_fill_keys( range( 1, 50 ), 1 );
$watch->sessions_go( array( 1 ), 7, 'session_tokens' );
expect( 'many have left', array( 'all of Jan Kowalski' ), told() );

$watch = new Visit_Watch( new Back_Channel() );
$watch->logs_out();
expect( 'a logout where sessions are kept elsewhere', array( Visit::of_token( $token ) ), told() );
$watch->changes( 7, (object) array( 'user_pass' => 'old' ) );
expect( 'another profile is no logout', array(), told() );
$watch->changes( 7, (object) array( 'user_pass' => 'older' ) );
expect( 'a new password', array( 'all of Jan Kowalski' ), told() );
$watch->resets_password( $user );
$watch->has_password( 'new', 7 );
expect( 'that is told once too', array(), told() );
( new Visit_Watch( new Back_Channel() ) )->goes( 7 );
expect( 'a user who goes', array( 'all of Jan Kowalski' ), told() );
( new Visit_Watch( new Back_Channel() ) )->goes( 8 );
expect( 'a user who never was', array(), told() );
$ending = true;
( new Visit_Watch( new Back_Channel() ) )->goes( 7 );
expect( 'a user who goes while the request ends', array( 'all of Jan Kowalski' ), told() );
$ending = false;

foreach ( array( array( 'server' => '' ), array( 'login' => 'site' ) ) as $change ) {
	$options['mongoose_chat'] = array_merge( array( 'server' => 'https://chat.example.org/mongoose/' ), $change );
	( new Visit_Watch( new Back_Channel() ) )->goes( 7 );
	expect( 'where this site signs no logins it tells of none', array(), told() );
}

printf( "%d passed, %d failed\n", $passed, $failed );
exit( $failed ? 1 : 0 );
