// A moderator and the others: XEP-0045 §5.1, §8.2 to §8.4.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import german from '../../../main/webapp/widget/i18n/de.js';
import inside from '../../../main/webapp/widget/i18n/inside.js';
import moderation from '../../../main/webapp/widget/i18n/moderation.js';
import { give, powers } from '../../../main/webapp/widget/moderation.js';
import { readPresence } from '../../../main/webapp/widget/muc.js';
import { parse } from '../../../main/webapp/widget/xml.js';
import { stopTime } from './clock.mjs';
import { ROOM, Stage } from './stage.mjs';

beforeEach(() => stopTime());

const moderator = (affiliation) => ({ nick: 'Prince', role: 'moderator', affiliation });
const other = (role, affiliation = 'none') => ({ nick: 'Romeo', role, affiliation });

test('XEP-0045 §8.2, §8.4: who may do what to whom', () => {
  const mute = ['visitor', 'none'];
  const kick = ['none'];
  const nothing = [];
  for (const [mine, role, affiliation, may] of [
    ['admin', 'participant', 'none', mute],
    ['admin', 'participant', 'member', mute],
    ['admin', 'participant', 'admin', kick], // of equals nobody takes the voice
    ['admin', 'moderator', 'none', kick],
    ['admin', 'moderator', 'admin', kick],
    ['admin', 'moderator', 'owner', nothing],
    ['owner', 'participant', 'admin', kick], // nor anybody that of an admin
    ['owner', 'moderator', 'owner', kick],
    ['member', 'participant', 'none', mute],
    ['member', 'participant', 'member', kick],
    ['member', 'participant', 'admin', nothing],
    ['member', 'moderator', 'none', nothing], // §5.1.1
    ['none', 'participant', 'none', kick],
    ['admin', 'visitor', 'none', ['participant', 'none']],
    ['none', 'visitor', 'member', ['participant']],
  ]) {
    assert.deepEqual(powers(moderator(mine), other(role, affiliation)), may, `${mine}: ${role}, ${affiliation}`);
  }
});

test('nobody does anything to himself, and who is no moderator to nobody', () => {
  assert.deepEqual(powers(moderator('owner'), moderator('owner')), []);
  assert.deepEqual(powers({ ...moderator('owner'), role: 'participant' }, other('participant')), []);
  assert.deepEqual(powers(null, other('participant')), []);
});

test('XEP-0045 §8.2: a kick goes to the room, by the nick, and ends with its answer', async () => {
  const stage = await online();
  const done = give(stage.connection, ROOM, 'Romeo & co', 'none');
  const asked = sentItem(stage);
  assert.deepEqual([asked.attributes.type, asked.attributes.to], ['set', ROOM]);
  assert.deepEqual(item(asked), { nick: 'Romeo & co', role: 'none' });
  await stage.answers(asked, '');
  await done;
});

test('XEP-0045 §8.4: what the room refuses is said', async () => {
  const stage = await online();
  const done = give(stage.connection, ROOM, 'Romeo', 'visitor');
  const refused = assert.rejects(done, { condition: 'not-allowed' });
  await stage.refuses(sentItem(stage), 'not-allowed');
  await refused;
});

test('XEP-0045 §7.2.2: presence tells the affiliation', () => {
  const seen = readPresence(
    parse(
      `<presence xmlns='jabber:client' from='${ROOM}/Romeo'><x xmlns='http://jabber.org/protocol/muc#user'>` +
        `<item affiliation='owner' role='moderator'/></x></presence>`,
    ),
  );
  assert.equal(seen.affiliation, 'owner');
});

test('German has every word', () => {
  const names = (words) =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'object' ? names(value).map((inner) => `${name} ${inner}`) : name,
    );
  const known = new Set(names({ ...german, ...moderation.de }));
  assert.deepEqual(names({ ...inside, ...moderation.en }).filter((name) => !known.has(name)), []);
});

async function online() {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  return stage;
}

const query = (stanza) => stanza.child('http://jabber.org/protocol/muc#admin', 'query');
const sentItem = (stage) => stage.sent((s) => query(s));
const item = (stanza) => ({ ...query(stanza).elements[0].attributes });
