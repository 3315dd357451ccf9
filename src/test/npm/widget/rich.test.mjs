// A body is text; links, code and the reader's name are found in it, and nothing else ever is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmoji, plain, rich } from '../../../main/webapp/widget/rich.js';

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
