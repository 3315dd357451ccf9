// A body is text; links, code and the reader's name are found in it, and nothing else ever is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folded, isEmoji, line, plain, quoted, rich } from '../../../main/webapp/widget/rich.js';

const links = (body) => rich(body).filter((p) => p.type === 'link').map((p) => [p.text, p.href]);
const text = (t) => ({ type: 'text', text: t });

test('markup is text', () => {
  for (const body of ['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '&lt;b&gt;', '"><svg onload=alert(1)>']) {
    assert.deepEqual(rich(body), [text(body)]);
  }
});

test('links lead where they say', () => {
  assert.deepEqual(links('see https://example.org/a?b=c#d.'), [['example.org/a?b=c#d', 'https://example.org/a?b=c#d']]);
  assert.deepEqual(links('http://example.org/'), [['example.org', 'http://example.org/']]);
  assert.deepEqual(links('mailto:a@example.org xmpp:lobby@conference.example.org?join'), [
    ['a@example.org', 'mailto:a@example.org'],
    ['lobby@conference.example.org?join', 'xmpp:lobby@conference.example.org?join'],
  ]);
});

test('punctuation after a link belongs to the sentence, brackets only in pairs', () => {
  assert.deepEqual(rich('(see https://example.org/x_(y)), ok'), [
    text('(see '),
    { type: 'link', text: 'example.org/x_(y)', href: 'https://example.org/x_(y)' },
    text('), ok'),
  ]);
  assert.deepEqual(links('<https://example.org/>!?'), [['example.org', 'https://example.org/']]);
});

test('other schemes are text', () => {
  for (const body of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'JaVaScRiPt:https://x', 'https://', 'https://[']) {
    assert.deepEqual(links(body).filter(([, href]) => !/^https:\/\/x/.test(href)), [], body);
  }
});

test('a link that looks like another host shows the host that is asked', () => {
  assert.deepEqual(links('https://bank.example@evil.example/login'), [['evil.example/login', 'https://evil.example/login']]);
  // Cyrillic а between Latin letters
  assert.deepEqual(links('https://pаypal.example/'), [['xn--pypal-4ve.example', 'https://xn--pypal-4ve.example/']]);
  assert.deepEqual(links('https://münchen.example/ä')[0][0], 'münchen.example/ä');
  assert.deepEqual(links('https://example.org\\@evil.example')[0][1], 'https://example.org/@evil.example');
});

test('whatever stands in a link, its host comes first, and is the host that is asked', () => {
  const shown = (body) => links(body)[0]?.[0];
  const hosts = {
    'http://bank.example\u2044login.evil.example/x': /^bank\.xn--[a-z\d-]+\.evil\.example(\/x)?$/,
    'http://bank.example\u2215.evil.example': /^bank\.xn--[a-z\d-]+\.evil\.example(\/x)?$/,
    'http://bank.example\u29f8.evil.example': /^bank\.xn--[a-z\d-]+\.evil\.example(\/x)?$/,
    'http://bank.example\u2571.evil.example': /^bank\.xn--[a-z\d-]+\.evil\.example(\/x)?$/,
    'http://ｅｖｉｌ.example/': 'evil.example',
    'http://evil。example/': 'evil.example',
    'http://%65vil.example/': 'evil.example',
    'http://ev\u00adil\u200b.example/': 'evil.example',
    'https://bank.example:80@evil.example:81/x': 'evil.example:81/x',
    'https://bank.example%2f@evil.example': 'evil.example',
    'https:///evil.example/bank.example': 'evil.example/bank.example',
    'https://\\evil.example\\bank.example': 'evil.example/bank.example',
    'https://evil.example\\@bank.example': 'evil.example/@bank.example',
    'https://EVIL.example:443/A': 'evil.example/A',
    'http://0x7f.1/': '127.0.0.1',
    'https://bank.exampleノlogin.evil.example': /^bank\.xn--[a-z\d-]+\.evil\.example(\/x)?$/,
    'https://gıthub.example': 'xn--gthub-n4a.example',
    'https://пример.example/': 'xn--e1afmkfd.example',
    'https://пример.рф/путь': 'пример.рф/путь',
    'https://例え.テスト/パス': '例え.テスト/パス',
    // from the right to the left, a path could come before its host
    'https://מ.example/בנק': 'xn--jeb.example/%D7%91%D7%A0%D7%A7',
    'https://evil.example/\u2044x': 'evil.example/%E2%81%84x',
    'https://evil.example/\u200bx': 'evil.example/%E2%80%8Bx',
    'mailto:a@pаypal.example': 'a@p%D0%B0ypal.example',
    'xmpp://evil.example/a@bank.example': 'evil.example/a@bank.example',
    'http://evil.example\ufe0fbank.example': undefined,
    'http://bank.example／evil.example': undefined,
  };
  for (const [body, host] of Object.entries(hosts)) {
    if (host instanceof RegExp) assert.match(shown(body), host, body);
    else if (host) assert.equal(shown(body), host, body);
    for (const [text, href] of links(body)) {
      const url = new URL(href);
      if (!url.host) continue;
      assert.equal(new URL(`${url.protocol}//${text}`).host, url.host, body);
    }
  }
});

test('what is too long to be an address is none', () => {
  for (const body of ['http://a' + ')'.repeat(32_000), 'http://a/' + 'b'.repeat(3000), `http://${'ü'.repeat(300)}.example`, 'mailto:…', 'xmpp:::']) {
    assert.deepEqual(links(body).filter(([text]) => text !== 'a'), [], body.slice(0, 20));
  }
  assert.ok(rich('http://a.example '.repeat(1900), null, false, true).length <= 1002);
});

test('a name is one line, of bounded length, in its own direction', () => {
  assert.equal(line('  a\n\tb\u2028c\u0000\u202ed\u200f '), 'a b c d');
  assert.equal(line('a' + '\u0301'.repeat(500)), 'a' + '\u0301'.repeat(4));
  assert.equal([...line('🎉'.repeat(5000))].length, 201);
  assert.equal(line('نامه\u200cای'), 'نامه\u200cای');
  assert.equal(quoted('Alice'), 'Alice');
  assert.equal(quoted('\u202eעברית'), '\u2068עברית\u2069');
});

test('a long body is folded, and what stays of it is no other link', () => {
  assert.equal(folded('a'.repeat(1000)), null);
  assert.equal(folded('a'.repeat(1001)).length, 600);
  assert.equal(folded('word '.repeat(400)), 'word '.repeat(119) + 'word');
  assert.equal(folded('a\n'.repeat(15)), null);
  assert.equal(folded('a\n'.repeat(16)), 'a\n'.repeat(9) + 'a');
  assert.equal(folded('🎉'.repeat(2000)), '🎉'.repeat(300));
  const body = 'x '.repeat(295) + 'https://bank.example.evil.example/' + 'y'.repeat(1000);
  const cut = folded(body);
  assert.equal(rich(cut, null, true).some((p) => p.href), false);
  const long = folded('https://bank.example.' + 'evil.'.repeat(400));
  assert.equal(rich(long, null, true).some((p) => p.href), false);
  assert.equal(rich('see https://a.example/ and', null, true).filter((p) => p.href).length, 1);
});

test('of many links, names and pieces of code thirty are shown, and the rest when all is asked for', () => {
  const count = (parts) => parts.filter(({ type }) => type !== 'text').length;
  for (const part of ['`a`', 'http://a.bc ', 'mailto:a@b.c ', '`http://a.bc`', 'http://a.bc/https://d.ef ']) {
    const body = part.repeat(40);
    const start = folded(body);
    assert.ok(start && body.startsWith(start), part);
    assert.ok(count(rich(start, 'Dana', true)) <= 30, part);
    assert.ok(count(rich(body, 'Dana', false, true)) >= 40, part);
    assert.ok(count(rich(part.repeat(600), 'Dana', false, true)) <= 500, part);
    assert.equal(folded(part.repeat(14)), null, part);
  }
  assert.equal(folded('`a` '.repeat(31)), '`a` '.repeat(30));
  // how often a reader is named is no reason to fold what others read
  const named = '@Dana '.repeat(150);
  assert.equal(folded(named), null);
  assert.equal(count(rich(named, 'Dana')), 30);
  assert.equal(rich(named, 'Dana').map((p) => p.text).join(''), named);
  // where it is cut, no link becomes another one
  const cut = folded('`a`'.repeat(29) + 'http://bank.example.http://evil.example');
  assert.equal(count(rich(cut, null, true)), 29);
});

test('nothing turns the direction of a line', () => {
  assert.equal(plain('a\u202eb\u2066c\u2069'), 'abc');
  assert.deepEqual(rich('https://example.org/\u202egpj.exe'), [
    { type: 'link', text: 'example.org/gpj.exe', href: 'https://example.org/gpj.exe' },
  ]);
});

test('code is code, and nothing is found in it', () => {
  assert.deepEqual(rich('try `https://x.example Dana` now', 'Dana'), [
    text('try '),
    { type: 'code', text: 'https://x.example Dana' },
    text(' now'),
  ]);
  assert.deepEqual(rich('a ` b\n` c'), [text('a ` b\n` c')]);
});

test('the own name is found as a whole word, whatever it consists of', () => {
  const mentions = (body, nick) => rich(body, nick).filter((p) => p.type === 'mention').map((p) => p.text);
  assert.deepEqual(mentions('@Dana, dana! Danas Dana2 x@dana', 'Dana'), ['@Dana', 'dana']);
  assert.deepEqual(mentions('hi a.b+(c) and aXb', 'a.b+(c)'), ['a.b+(c)']);
  assert.deepEqual(mentions('Émile über Emile', 'Émile'), ['Émile']);
  assert.deepEqual(mentions('anything', ''), []);
});

test('one to six emoji alone are big', () => {
  for (const body of ['🎉', '🎉🙏', '👩‍👩‍👧‍👦', '🇩🇪 🇫🇷', '❤️', '👍🏽', '🎉🎉🎉🎉🎉🎉']) assert.ok(isEmoji(body), body);
  for (const body of ['', '1', '#', '12', 'a🎉', '🎉🎉🎉🎉🎉🎉🎉', '™', '   ', '🎉'.repeat(1000)]) assert.ok(!isEmoji(body), body);
});

test('a body of any kind keeps its words', () => {
  const bodies = ['a https://b.example c `d` @Dana', '`'.repeat(5000), 'https://'.repeat(3000), '('.repeat(5000) + 'https://x.example' + ')'.repeat(5000)];
  for (const body of bodies) {
    const all = rich(body, 'Dana').map((p) => (p.type === 'code' ? '`' + p.text + '`' : p.type === 'link' ? 'https://' + p.text : p.text));
    assert.equal(all.join('').replaceAll('https://', ''), body.replaceAll('https://', ''));
  }
});
