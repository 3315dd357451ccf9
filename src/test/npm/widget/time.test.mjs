// Nobody makes the page wait by what he writes: every text function of the widget is quick, and its time
// grows as the text does. `src/test/bench/page/page` tries more.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functions, judge, payloads, readPayload, texts } from './hostile.mjs';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const count = Number(process.env.TEXTS ?? 40);

test(`no text takes long (SEED=${seed} makes the same ones)`, async () => {
  const all = Object.entries(await functions());
  const slow = [];
  for (const text of texts(seed, count)) {
    for (const [name, work] of all) {
      const found = judge(work, text).slow;
      if (found) slow.push(`${name}: ${text.name}: ${found}`);
    }
  }
  assert.deepEqual(slow, []);
});

test('no payload that nobody sees takes long', () => {
  const slow = payloads().map((one) => [one.name, judge(readPayload, one).slow]);
  assert.deepEqual(
    slow.filter(([, found]) => found),
    [],
  );
});
