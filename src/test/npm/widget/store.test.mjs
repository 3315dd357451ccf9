// The order of a room: the archive's; each message once; own ones last until the room has them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restore, save } from '../../../main/webapp/widget/carried.js';
import { Outbox } from '../../../main/webapp/widget/outbox.js';
import { goesOn, Memory, RoomStore } from '../../../main/webapp/widget/store.js';
import './clock.mjs';
import { remembering } from './memory.mjs';

const said = (id, more = {}) => ({ id, nick: 'Romeo', body: id, time: 0, originId: null, ...more });
const log = (store) => [...store.messages, ...store.outbox.messages];
const shown = (store) => log(store).map((m) => m.body);
const ids = (...numbers) => numbers.map((n) => said(`m${String(n).padStart(2, '0')}`));

function store(memory = remembering()) {
  const made = new RoomStore();
  new Outbox(made, memory, 'lobby');
  made.me = { nick: 'Juliet', occupantId: 'j' };
  return made;
}

test('live messages before the history that belongs above them', () => {
  const room = store();
  room.append(said('m04'));
  room.append(said('m05'));
  room.merge(ids(1, 2, 3, 4));
  room.complete();
  assert.deepEqual(shown(room), ['m01', 'm02', 'm03', 'm04', 'm05']);
  assert.equal(room.newest, 'm05');
});

test('a gap is filled where it is, and the known is not doubled', () => {
  const room = store();
  room.merge(ids(1, 2));
  room.complete();
  room.upToDate = false;
  room.append(said('m06'));
  assert.equal(room.newest, 'm02', 'a message after a gap does not close it');
  const place = room.merge(ids(3, 4), 'm02');
  room.merge(ids(5, 6, 7), place);
  room.complete();
  assert.deepEqual(shown(room), ['m01', 'm02', 'm03', 'm04', 'm05', 'm06', 'm07']);
  assert.equal(room.newest, 'm07');
});

test('an empty page changes no place', () => {
  const room = store();
  room.merge(ids(1, 2));
  assert.equal(room.merge([], 'm01'), 'm01');
  room.merge(ids(3), 'm02');
  assert.deepEqual(shown(room), ['m01', 'm02', 'm03']);
});

test('an own message waits at the end until it comes back, and moves to where the room put it', () => {
  const room = store();
  const first = room.outbox.write('o1', 'first', 1);
  room.outbox.write('o2', 'second', 2);
  room.append(said('m01'));
  assert.deepEqual(shown(room), ['m01', 'first', 'second']);
  room.append({ id: 'm02', originId: 'o2', nick: 'Juliet', body: 'second', time: 5 });
  room.append(said('m03'));
  assert.deepEqual(shown(room), ['m01', 'second', 'm03', 'first']);
  assert.deepEqual([first.state, room.messages[1].state, room.messages[1].own], ['pending', 'sent', true]);
});

test('the key of an own message outlives its confirmation', () => {
  const room = store();
  const { key } = room.outbox.write('o1', 'hello', 1);
  room.append({ id: 'm01', originId: 'o1', nick: 'Juliet', body: 'hello', time: 2 });
  assert.equal(room.messages[0].key, key);
  assert.equal(room.outbox.messages.length, 0);
});

test('nobody else can confirm an own message with its origin-id', () => {
  const room = store();
  room.outbox.write('o1', 'hello', 1);
  room.append({ id: 'm01', originId: 'o1', nick: 'Mallory', body: 'hello', time: 2 });
  assert.deepEqual(log(room).map((m) => [m.nick, m.own, m.state]), [
    ['Mallory', undefined, undefined],
    ['Juliet', true, 'pending'],
  ]);
});

test('what somebody sent twice, not knowing that it had arrived, is shown once', () => {
  const room = store();
  const twice = { originId: 'o9', nick: 'Romeo', body: 'but soft', time: 1 };
  room.append({ ...twice, id: 'm01' });
  room.append({ ...twice, id: 'm02' });
  room.append({ ...twice, id: 'm03', body: 'another' });
  assert.deepEqual(shown(room), ['but soft', 'another']);
  room.merge([said('m02'), said('m04')], 'm02');
  assert.deepEqual(shown(room), ['but soft', 'm04', 'another']);
});

test('a refused message stays with its reason, and can wait again as the last', () => {
  const room = store();
  const first = room.outbox.write('o1', 'first', 1);
  room.outbox.write('o2', 'second', 2);
  room.outbox.fail('o1', 'resource-constraint');
  room.outbox.fail('nobody', 'forbidden');
  assert.deepEqual([first.state, first.error], ['failed', 'resource-constraint']);
  room.outbox.requeue(first);
  assert.deepEqual(room.outbox.messages.map((m) => [m.body, m.state, m.originId]), [
    ['second', 'pending', 'o2'],
    ['first', 'pending', 'o1'],
  ]);
  room.outbox.discard(first);
  assert.deepEqual(shown(room), ['second']);
});

test('after a reload own messages are still own, and unconfirmed ones are the visitor to decide', () => {
  const memory = remembering();
  const before = store(memory);
  before.outbox.write('o1', 'arrived', 1);
  before.outbox.write('o2', 'perhaps', 2);
  before.append({ id: 'm01', originId: 'o1', nick: 'Juliet', body: 'arrived', time: 2 });

  const after = store(memory);
  assert.deepEqual(log(after).map((m) => [m.body, m.state]), [['perhaps', 'failed']]);
  after.merge([{ id: 'm01', originId: 'o1', nick: 'Juliet', body: 'arrived', time: 2 }]);
  assert.equal(after.messages[0].own, true);
  after.merge([{ id: 'm02', originId: 'o2', nick: 'Juliet', body: 'perhaps', time: 3 }], 'm01');
  assert.deepEqual(log(after).map((m) => [m.body, m.state, m.own]), [
    ['arrived', 'sent', true],
    ['perhaps', 'sent', true],
  ]);
  assert.deepEqual(log(store(memory)), []);
});

test('who comes in later finds his messages among those that were read before', () => {
  const memory = remembering();
  const before = store(memory);
  before.outbox.write('o1', 'arrived', 1);
  before.outbox.write('o2', 'too', 1);
  before.append({ id: 'm01', originId: 'o1', nick: 'Juliet', body: 'arrived', time: 2 });
  const after = new RoomStore();
  const echo = (n, body) => ({ id: `m0${n}`, originId: `o${n}`, nick: 'Juliet', body, time: 2 });
  after.merge([echo(1, 'arrived'), echo(2, 'too'), said('m03')]);
  const keys = after.messages.map((m) => m.key);
  new Outbox(after, memory, 'lobby');
  assert.deepEqual(log(after).map((m) => [m.body, Boolean(m.own)]), [['arrived', true], ['too', true], ['m03', false]]);
  assert.equal(new Set(after.messages.map((m) => m.key)).size, keys.length);
});

test('who has the own occupant-id is oneself, on another device too', () => {
  const room = store();
  room.append(said('m01', { nick: 'Juliet', occupantId: 'j' }));
  room.append(said('m02', { nick: 'Juliet', occupantId: 'other' }));
  assert.deepEqual(room.messages.map((m) => Boolean(m.own)), [true, false]);
});

test('of very many messages the oldest go, and can be asked for again', () => {
  const room = store();
  for (let i = 1; i <= 3100; i++) room.append(said(`m${String(i).padStart(5, '0')}`));
  assert.equal(room.messages.length, 3000);
  room.trim();
  assert.equal(room.messages.length, 300);
  assert.deepEqual([room.hasMore, room.oldest], [true, 'm02801']);
  assert.equal(room.newest, null, 'nothing was complete');
  room.merge(['m02799', 'm02800'].map((id) => said(id)));
  assert.deepEqual(shown(room).slice(0, 3), ['m02799', 'm02800', 'm02801']);
});

test('who speaks under the name of somebody else begins anew', () => {
  const alice = { nick: 'Alice', occupantId: 'a', guest: false, staff: true, key: 1 };
  assert.ok(goesOn(alice, { ...alice, key: 2 }));
  assert.ok(!goesOn(alice, { ...alice, occupantId: 'b', key: 2 }));
  assert.ok(!goesOn(alice, { ...alice, nick: 'Alina', key: 2 }));
  assert.ok(!goesOn(alice, { ...alice, staff: false, key: 2 }));
  assert.ok(!goesOn(alice, { ...alice, guest: true, key: 2 }));
  assert.ok(!goesOn(null, alice));
});

test('without an occupant-id somebody is the same during one visit, and his past is nobody’s', () => {
  const alice = { nick: 'Alice', occupantId: null, visit: 'v1', key: 1 };
  assert.ok(goesOn(alice, { ...alice, key: 2 }));
  assert.ok(!goesOn(alice, { ...alice, visit: 'v2', key: 2 }));
  const past = { nick: 'Alice', occupantId: null, key: 1 };
  assert.ok(!goesOn(past, { ...past, key: 2 }));
});

test('what somebody else says under a name and an origin-id that were used is another message', () => {
  const room = store();
  room.append(said('m01', { nick: 'Alice', occupantId: 'a', originId: 'o1', body: 'yes' }));
  room.append(said('m02', { nick: 'Alice', occupantId: 'b', originId: 'o1', body: 'yes' }));
  room.append(said('m03', { nick: 'Alice', occupantId: 'a', originId: 'o1', body: 'yes' }));
  assert.deepEqual(room.messages.map((m) => m.id), ['m01', 'm02']);
  room.me = { nick: 'Juliet', occupantId: 'j' };
  room.outbox.write('o2', 'I love you', 1);
  room.append(said('m04', { nick: 'Juliet', occupantId: 'x', originId: 'o2', body: 'I hate you' }));
  assert.deepEqual(log(room).slice(-2).map((m) => [m.body, m.state]), [['I hate you', undefined], ['I love you', 'pending']]);
});

test('what was written under a name is confirmed under the next one', () => {
  const room = store();
  room.me = { nick: 'Juliet', occupantId: 'j' };
  room.outbox.write('o1', 'Ay me', 1);
  room.append(said('m01', { nick: 'Capulet', occupantId: 'j', originId: 'o1', body: 'Ay me' }));
  assert.deepEqual(log(room).map((m) => [m.nick, m.state]), [['Capulet', 'sent']]);
});

test('long messages do not keep the next page from going on', () => {
  const room = store();
  for (let i = 1; i <= 100; i++) room.append(said(`m${String(i).padStart(3, '0')}`, { body: 'x'.repeat(32_000) }));
  room.complete();
  const saved = save(room);
  assert.deepEqual([saved.messages.length, saved.oldest, saved.hasMore], [9, 'm092', true]);
  assert.ok(JSON.stringify(saved).length < 350_000);
});

test('the next page shows the last hundred messages at once, and knows whose they are', () => {
  const memory = remembering();
  const before = store(memory);
  for (let i = 1; i <= 150; i++) before.append(said(`m${String(i).padStart(3, '0')}`));
  before.outbox.write('o1', 'mine', 1);
  before.append({ ...said('m151', { nick: 'Juliet', originId: 'o1', body: 'mine' }) });
  before.complete();
  before.occupants.set('Romeo', { nick: 'Romeo', role: 'moderator', codes: new Set() });
  const pending = before.outbox.write('o2', 'not there yet', 1);
  pending.sent = true;
  const saved = JSON.parse(JSON.stringify({ store: save(before), outbox: before.outbox.messages }));

  const after = new RoomStore();
  restore(after, saved.store);
  new Outbox(after, memory, 'lobby', saved.outbox);
  assert.deepEqual([after.phase, after.me.nick, after.upToDate, after.newest], ['joined', 'Juliet', true, 'm151']);
  assert.deepEqual([after.hasMore, after.oldest, after.messages.length], [true, 'm052', 100]);
  assert.equal(after.occupants.get('Romeo').role, 'moderator');
  assert.deepEqual(log(after).slice(-2).map((m) => [m.body, m.own, m.state]), [
    ['mine', true, 'sent'],
    ['not there yet', true, 'pending'],
  ]);
  assert.equal(new Set(log(after).map((m) => m.key)).size, 101);
  after.append(said('m151', { body: 'mine' }));
  after.append(said('m152', { nick: 'Juliet', originId: 'o2', body: 'not there yet' }));
  assert.deepEqual(shown(after).slice(-2), ['mine', 'not there yet']);
});

test('a memory that is forbidden or full lasts as long as the page', () => {
  const memory = new Memory(() => {
    throw new Error('SecurityError');
  });
  assert.equal(memory.get('x'), null);
  memory.set('x', [1]);
  assert.deepEqual(memory.get('x'), [1]);
});
