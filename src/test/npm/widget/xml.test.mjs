// RFC 6120 §11: what XMPP takes of XML, and what it refuses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { el, MAX_DEPTH, MAX_LENGTH, parse, XmlError } from '../../../main/webapp/widget/xml.js';

const refused = (text, message = /./) => assert.throws(() => parse(text), { constructor: XmlError, message });

test('reads names, attributes, text and namespaces', () => {
  const stanza = parse(
    `<message xmlns='jabber:client' from="a@b/c" type='groupchat' xml:lang='en'>` +
      `<body>Hi <![CDATA[<you> & ]]>all</body><x xmlns='urn:x'><y/></x></message>`,
  );
  assert.ok(stanza.is('jabber:client', 'message'));
  assert.deepEqual({ ...stanza.attributes }, { from: 'a@b/c', type: 'groupchat', 'xml:lang': 'en' });
  assert.equal(stanza.child('jabber:client', 'body').text, 'Hi <you> & all');
  assert.equal(stanza.child('urn:x').child('urn:x', 'y').ns, 'urn:x');
  assert.equal(stanza.child('jabber:client', 'x'), undefined);
});

test('resolves prefixes where they are declared and nowhere else', () => {
  const features = parse(
    `<stream:features xmlns:stream='urn:s' xmlns='urn:c'><m/><a:n xmlns:a='urn:a'><o/></a:n></stream:features>`,
  );
  assert.ok(features.is('urn:s', 'features'));
  assert.deepEqual(features.elements.map((e) => [e.ns, e.name]), [['urn:c', 'm'], ['urn:a', 'n']]);
  assert.ok(features.elements[1].elements[0].is('urn:c', 'o'));
  refused('<a:b/>', /not declared/);
  refused("<a><b xmlns:p='urn:p'/><p:c/></a>", /not declared/);
  refused("<a p:b='1'/>", /not declared/);
});

test('decodes the five entities and character references, and no others', () => {
  assert.equal(parse('<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</a>').text, `<>&"'A😀`);
  assert.equal(parse("<a b='&#10;&amp;amp;'/>").attributes.b, '\n&amp;');
  for (const bad of ['&nbsp;', '&', '& ', '&lt', '&#0;', '&#xD800;', '&#x110000;', '&#;', '&constructor;']) {
    refused(`<a>${bad}</a>`);
    refused(`<a b='${bad}'/>`);
  }
});

test('normalises line ends in text, and white space in attributes', () => {
  assert.equal(parse('<a>1\r\n2\r3</a>').text, '1\n2\n3');
  assert.equal(parse("<a b='1\r\n2\t3'/>").attributes.b, '1 2 3');
});

test('refuses what RFC 6120 §11.1 forbids', () => {
  refused('<?xml version="1.0"?><a/>');
  refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
  refused('<a><!-- no --></a>');
  refused('<a><?php no ?></a>');
});

test('refuses what is not well-formed', () => {
  const bad = ['', '  ', 'a', '<a', '<a>', '</a>', '<a></b>', '<a><b></a></b>', '<a/><b/>', '<a/>text', 'text<a/>'];
  bad.push('<a b/>', '<a b=c/>', "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a b='<'/>", '<1/>', '< a/>', '<a:b:c/>');
  bad.push("<a xmlns='1' xmlns='2'/>", '<a>]]></a>', '<a>\u0000</a>', "<a b='\u0008'/>", '<![CDATA[a]]><a/>', '<a><![CDATA[</a>');
  for (const text of bad) refused(text);
});

test('is bounded in length and depth', () => {
  refused(`<a>${'x'.repeat(MAX_LENGTH)}</a>`, /too long/);
  refused('<a>'.repeat(10_000), /too deeply/);
  assert.ok(parse('<a>'.repeat(MAX_DEPTH) + '</a>'.repeat(MAX_DEPTH)));
});

test('takes its time in proportion to the length', () => {
  const pieces = ['&', '<a b="', "<a b='c' ", '<', ']]', '&#', '<![CDATA[', '<a:', 'x ', '\u0301'];
  for (const piece of pieces) {
    const started = process.cpuUsage().user;
    try {
      parse('<a>' + piece.repeat(Math.floor(200_000 / piece.length)));
    } catch (error) {
      assert.ok(error instanceof XmlError, `${piece}: ${error}`);
    }
    // a quadratic pattern needs minutes here
    assert.ok(process.cpuUsage().user - started < 5_000_000, `slow on ${piece}`);
  }
});

// The server's are those of XML 1.0 in its fourth edition; it has a table of them
test('reads all names that the server sends', () => {
  for (const name of ['a\u00b7', '\u3007', '_.-1', '\u0e01\u0e31', '\uac00', '\u212e', '\u20d0x'.slice(1), 'xml-a', '\u4e00\u3005']) {
    assert.equal(parse(`<${name} ${name}="1"/>`).attributes[name], '1', name);
  }
  for (const name of ['\u00d7', '\u037e', '-a', '.a', '\u00b7a', '\ufffe', '\ud800', '1']) refused(`<${name}/>`);
});

test('reads under every wrapper as deep as the server accepts', () => {
  const deep = 32 + 4;
  assert.ok(deep < MAX_DEPTH);
  assert.ok(1_000_000 + 32_768 < MAX_LENGTH / 2);
});

test('survives whatever is thrown at it', () => {
  const alphabet = ['<', '>', '/', 'a', 'b', ':', '=', '"', "'", ' ', '&', ';', '#', 'x', '1', '!', '[', ']', '?', '-', 'xmlns'];
  let seed = 42;
  const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
  for (let i = 0; i < 20_000; i++) {
    const text = '<a' + Array.from({ length: random(24) }, () => alphabet[random(alphabet.length)]).join('');
    try {
      assert.equal(parse(parse(text).toString()).toString(), parse(text).toString());
    } catch (error) {
      assert.ok(error instanceof XmlError, `${text}: ${error.stack}`);
    }
  }
});

test('names from the network are no way into the prototype', () => {
  const parsed = parse(`<a __proto__='1' constructor='2' xmlns:__proto__='urn:p'><__proto__:b/></a>`);
  assert.equal(parsed.attributes.__proto__, '1');
  assert.ok(parsed.elements[0].is('urn:p', 'b'));
  assert.equal({}.b, undefined);
});

test('writes what it reads', () => {
  const body = `5 < 6 && "a" > 'b' ]]> \r\n\t` + '\u0001\uffff';
  const written = el('jabber:client', 'message', { to: `a"b<c>&'d\n`, id: 7, type: null, subject: undefined }, [
    el('jabber:client', 'body', null, body),
    null,
    false,
    el('urn:x', 'x'),
  ]).toString();
  const read = parse(written);
  assert.deepEqual({ ...read.attributes }, { to: `a"b<c>&'d\n`, id: '7' });
  assert.equal(read.child('jabber:client', 'body').text, `5 < 6 && "a" > 'b' ]]> \r\n\t`);
  assert.ok(written.endsWith("<x xmlns=\"urn:x\"/></message>"), written);
  assert.equal(read.toString(), written);
});
