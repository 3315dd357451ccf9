// The names that the server takes are those that the page takes, but for what only the server can tell.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { another, canBeName } from '../../../main/webapp/widget/name.js';

const table = new URL('../../resources/names/vectors.txt', import.meta.url);
const unescaped = (text) => text.replace(/\\u\{([0-9A-F]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
const vectors = readFileSync(table, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));

test('the page knows the rules of the server', () => {
  assert.ok(vectors.length > 70);
  for (const vector of vectors) {
    const [verdict, name] = vector.split('\t');
    assert.equal(canBeName(unescaped(name)), verdict !== 'no', vector);
  }
});

test('another name is like the one that cannot be had, and not longer than allowed', () => {
  assert.match(another('Alice', 40), /^Alice \d{3}$/);
  assert.match(another('Alice 123', 40), /^Alice \d{3}$/);
  assert.equal([...another('🧙'.repeat(40), 40)].length, 40);
});

test('a long name is looked through at once', () => {
  const start = performance.now();
  for (const name of ['\u0301', 'a\u200c', 'ب\u064e', 'ب\u064e\u200c', ' \u0301', 'x']) canBeName(name.repeat(10_000));
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
});
