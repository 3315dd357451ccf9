// A visitor in a room: XEP-0045, with the room's archive by XEP-0313.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { findRooms, readMessage, readResult } from '../../../main/webapp/widget/archive.js';
import { readPresence } from '../../../main/webapp/widget/muc.js';
import { goesOn } from '../../../main/webapp/widget/store.js';
import { parse } from '../../../main/webapp/widget/xml.js';
import { stopTime, tick } from './clock.mjs';
import { message, ROOM, settle, Stage } from './stage.mjs';

beforeEach(() => stopTime());

const query = (stanza) => stanza.child('urn:xmpp:mam:2', 'query').child('http://jabber.org/protocol/rsm', 'set');
const rsm = (stanza, name) => query(stanza).child('http://jabber.org/protocol/rsm', name)?.text;

/** Juliet online in the room, with the archive read. */
async function inside({ archive = [] } = {}) {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  await stage.archive(stage.sentQuery(), archive); // reading along
  visitor.enter('Juliet');
  stage.sentJoin();
  await stage.present('Juliet', { codes: ['100', '110'] });
  await stage.archive(stage.sentQuery(), []);
  return { stage, visitor };
}

/** The connection is lost, and there again. */
async function reconnect(stage) {
  stage.wire.close();
  stage.connection.start();
  await stage.online(2);
}

test('XEP-0045 §6.1: finds the service that is for text conferences', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  const finding = findRooms(stage.connection);
  const items = stage.sent((s) => s.child('http://jabber.org/protocol/disco#items'));
  assert.equal(items.attributes.to, 'localhost');
  const jids = ['upload.localhost', 'irc.localhost', 'rooms.localhost'];
  await stage.answers(
    items,
    `<query xmlns='http://jabber.org/protocol/disco#items'>${jids.map((j) => `<item jid='${j}'/>`).join('')}</query>`,
  );
  const asked = jids.map((jid) => stage.sent((s) => s.attributes.to === jid));
  const identity = (category, type) =>
    `<query xmlns='http://jabber.org/protocol/disco#info'><identity category='${category}' type='${type}'/></query>`;
  await stage.answers(asked[2], identity('conference', 'text'));
  await stage.answers(asked[0], identity('store', 'file'));
  await stage.refuses(asked[1], 'remote-server-not-found');
  assert.equal(await finding, 'rooms.localhost');
});

test('XEP-0313 §6: reads along before it has a name, and the rest when it goes in', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  const first = stage.sentQuery();
  assert.deepEqual([rsm(first, 'before'), rsm(first, 'max')], ['', '50']);
  await stage.archive(first, [['m1', 'Romeo', 'But soft'], ['m2', 'Romeo', 'what light']], { complete: false });
  assert.deepEqual(stage.shown, ['But soft', 'what light']);
  assert.equal(stage.store.hasMore, true);
  assert.equal(rsm(stage.sentQuery(), 'before'), 'm1', 'two are few');

  visitor.enter('Juliet');
  const join = stage.sentJoin();
  assert.equal(join.attributes.to, `${ROOM}/Juliet`);
  const muc = join.child('http://jabber.org/protocol/muc', 'x');
  assert.equal(muc.child('http://jabber.org/protocol/muc', 'history').attributes.maxstanzas, '0');
  await stage.present('Romeo');
  await stage.present('Juliet', { codes: ['110'] });
  assert.equal(stage.store.phase, 'joined');
  assert.deepEqual([...stage.store.occupants.keys()], ['Romeo', 'Juliet']);

  // Between what was read and what is live somebody spoke; and the live one comes first
  const gap = stage.sentQuery();
  assert.equal(rsm(gap, 'after'), 'm2');
  await stage.says('Romeo', 'arise', 'm4');
  await stage.archive(gap, [['m3', 'Romeo', 'fair sun'], ['m4', 'Romeo', 'arise']]);
  assert.deepEqual(stage.shown, ['But soft', 'what light', 'fair sun', 'arise']);
});

test('XEP-0045 §10.1.2: accepts the defaults of a room that it made', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  visitor.enter('Juliet');
  await stage.present('Juliet', { codes: ['110', '201'], affiliation: 'owner', role: 'moderator' });
  const owner = stage.sent((s) => s.child('http://jabber.org/protocol/muc#owner'));
  assert.equal(owner.child('http://jabber.org/protocol/muc#owner').child('jabber:x:data', 'x').attributes.type, 'submit');
});

test('XEP-0045 §7.2.8: a name that is taken is asked for again', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  visitor.enter('Romeo');
  await stage.refuses(stage.sentJoin(), 'conflict');
  assert.deepEqual([stage.store.phase, stage.store.problem], ['absent', 'conflict']);
  visitor.enter('Juliet');
  assert.equal(stage.sentJoin().attributes.to, `${ROOM}/Juliet`);
  assert.deepEqual([stage.store.phase, stage.store.problem], ['joining', null]);
});

test('XEP-0045 §7.4: a message is pending until the room says it', async () => {
  const { stage, visitor } = await inside();
  visitor.say('O <Romeo> & co');
  const sent = stage.sentMessage();
  assert.equal(sent.child('jabber:client', 'body').text, 'O <Romeo> & co');
  const origin = sent.child('urn:xmpp:sid:0', 'origin-id').attributes.id;
  assert.equal(sent.attributes.id, origin);
  assert.equal(stage.log[0].state, 'pending');
  await stage.says('Juliet', 'O Romeo', 'm1', { origin });
  assert.deepEqual(stage.log.map((m) => [m.id, m.state, m.own]), [['m1', 'sent', true]]);
});

test('a refused message fails with its reason, and is said again under the same origin-id', async () => {
  const { stage, visitor } = await inside();
  visitor.say('Deny thy father');
  const sent = stage.sentMessage();
  await stage.refuses(sent, 'resource-constraint', 'wait');
  const failed = stage.log[0];
  assert.deepEqual([failed.state, failed.error], ['failed', 'resource-constraint']);
  visitor.retry(failed);
  assert.equal(stage.sentMessage().attributes.id, sent.attributes.id);
  assert.equal(failed.state, 'pending');
});

test('after a lost connection: same name, the gap filled, and only what did not arrive said again', async () => {
  const { stage, visitor } = await inside({ archive: [['m1', 'Romeo', 'She speaks']] });
  visitor.say('arrived');
  visitor.say('did not');
  const [arrived, lost] = [stage.sentMessage(), stage.sentMessage()];
  stage.wire.close();
  visitor.say('written meanwhile');
  assert.equal(stage.store.phase, 'joining');
  stage.connection.start();
  await stage.online(2);

  assert.equal(stage.sentJoin().attributes.to, `${ROOM}/Juliet`);
  await stage.present('Juliet', { codes: ['110'] });
  const gap = stage.sentQuery();
  assert.equal(rsm(gap, 'after'), 'm1');
  stage.notSent((s) => s.name === 'message');
  await stage.archive(gap, [['m2', 'Juliet', 'arrived', arrived.attributes.id], ['m3', 'Romeo', 'Ay me']]);

  const again = stage.sentMessage();
  assert.equal(again.attributes.id, lost.attributes.id);
  assert.equal(stage.sentMessage().child('jabber:client', 'body').text, 'written meanwhile');
  stage.notSent((s) => s.name === 'message');
  assert.deepEqual(stage.shown, ['She speaks', 'arrived', 'Ay me', 'did not', 'written meanwhile']);
});

test('a gap is filled page by page, also when the connection goes again in the middle', async () => {
  const { stage } = await inside({ archive: [['m1', 'Romeo', '1']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  await stage.archive(stage.sentQuery(), [['m2', 'Romeo', '2']], { complete: false });
  assert.equal(rsm(stage.sentQuery(), 'after'), 'm2');
  await stage.says('Romeo', '9', 'm9');
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  const again = stage.sentQuery();
  assert.equal(rsm(again, 'after'), 'm1', 'the last id before which nothing is missing');
  await stage.archive(again, [['m2', 'Romeo', '2'], ['m3', 'Romeo', '3']], { complete: false });
  await stage.archive(stage.sentQuery(), [['m9', 'Romeo', '9'], ['m10', 'Romeo', '10']]);
  assert.deepEqual(stage.shown, ['1', '2', '3', '9', '10']);
});

test('XEP-0313 §4.3: when the archive has forgotten where we were, the log begins with its newest page', async () => {
  const { stage } = await inside({ archive: [['m1', 'Romeo', 'old']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  await stage.refuses(stage.sentQuery(), 'item-not-found');
  const newest = stage.sentQuery();
  assert.equal(rsm(newest, 'before'), '');
  await stage.archive(newest, [['m70', 'Romeo', 'new']], { complete: false });
  assert.deepEqual(stage.shown, ['new']);
  assert.equal(stage.store.hasMore, true);
});

test('a page of a gap with nothing to show does not move what comes after it', async () => {
  const { stage } = await inside({ archive: [['m1', 'Romeo', '1'], ['m2', 'Romeo', '2']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  const subjects = `<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>s1</first><last>s9</last></set></fin>`;
  await stage.answers(stage.sentQuery(), subjects);
  const next = stage.sentQuery();
  assert.equal(rsm(next, 'after'), 's9');
  await stage.archive(next, [['m3', 'Romeo', '3']]);
  assert.deepEqual(stage.shown, ['1', '2', '3']);
});

test('what was asked before going in does not say that nothing is missing', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  const early = stage.sentQuery();
  visitor.enter('Juliet');
  await stage.archive(early, [['m1', 'Romeo', '1']]);
  await stage.present('Juliet', { codes: ['110'] });
  const query = stage.sentQuery();
  await stage.says('Romeo', '3', 'm3');
  assert.equal(stage.store.upToDate, false);
  assert.equal(stage.store.newest, null, 'm2 is missing');
  await stage.archive(query, [['m1', 'Romeo', '1'], ['m2', 'Romeo', '2'], ['m3', 'Romeo', '3']]);
  assert.deepEqual([stage.shown, stage.store.newest], [['1', '2', '3'], 'm3']);
});

test('the same while a gap is filled', async () => {
  const { stage, visitor } = await inside({ archive: [['m1', 'Romeo', '1']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  const early = stage.sentQuery();
  visitor.say('hello?');
  await stage.receives(
    `<presence xmlns='jabber:client' type='unavailable' from='${ROOM}/Juliet'><x xmlns='http://jabber.org/protocol/muc#user'>` +
      `<item affiliation='none' role='none'/><status code='110'/><status code='332'/></x></presence>`,
  );
  tick(6_300);
  stage.sentJoin();
  await stage.archive(early, [['m2', 'Romeo', '2']]);
  assert.equal(stage.store.upToDate, false);
  stage.notSent((s) => s.name === 'message');
  await stage.present('Juliet', { codes: ['110'] });
  await stage.archive(stage.sentQuery(), [['m2', 'Romeo', '2'], ['m3', 'Romeo', '3']]);
  stage.sentMessage();
  assert.deepEqual(stage.shown, ['1', '2', '3', 'hello?']);
});

test('a gap of very many messages is not filled but begun anew', async () => {
  const { stage } = await inside({ archive: [['m1', 'Romeo', 'old']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  for (let page = 2; page < 12; page++) {
    const messages = Array.from({ length: 50 }, (_, i) => [`m${page}-${i}`, 'Romeo', `page ${page}`]);
    await stage.archive(stage.sentQuery(), messages, { complete: false });
  }
  const newest = stage.sentQuery();
  assert.equal(rsm(newest, 'before'), '');
  await stage.archive(newest, [['m900', 'Romeo', 'new']], { complete: false });
  assert.deepEqual(stage.shown, ['new']);
});

test('an archive that is down is asked again, and nothing is lost meanwhile', async () => {
  const { stage, visitor } = await inside({ archive: [['m1', 'Romeo', '1']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  await stage.refuses(stage.sentQuery(), 'resource-constraint', 'wait');
  await stage.says('Romeo', '3', 'm3');
  visitor.say('later');
  stage.notSent((s) => s.name === 'message');
  tick(6_300);
  const again = stage.sentQuery();
  assert.equal(rsm(again, 'after'), 'm1');
  await stage.archive(again, [['m2', 'Romeo', '2'], ['m3', 'Romeo', '3']]);
  assert.deepEqual(stage.shown, ['1', '2', '3', 'later']);
  stage.sentMessage();
});

test('a room without archive shows what is said from now on', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  await stage.refuses(stage.sentQuery(), 'service-unavailable');
  visitor.enter('Juliet');
  await stage.present('Juliet', { codes: ['110'] });
  await stage.refuses(stage.sentQuery(), 'service-unavailable');
  await stage.says('Romeo', 'hello');
  visitor.say('hello too');
  await stage.says('Juliet', 'hello too', null, { origin: stage.sentMessage().attributes.id });
  assert.deepEqual(stage.shown, ['hello', 'hello too']);
});

test('XEP-0059 §2.3: older messages, page after page, until there are none', async () => {
  const { stage } = await inside();
  stage.store.update({ hasMore: true, oldest: 'm9' });
  const done = stage.reader.older();
  stage.reader.older();
  const first = stage.sentQuery();
  stage.notSent((s) => s.child('urn:xmpp:mam:2', 'query'));
  assert.equal(rsm(first, 'before'), 'm9');
  // Nothing to show in this page: changes of the subject
  const empty = `<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>m7</first><last>m8</last></set></fin>`;
  await stage.answers(first, empty);
  const second = stage.sentQuery();
  assert.equal(rsm(second, 'before'), 'm7');
  await stage.archive(second, [['m5', 'Romeo', '5'], ['m6', 'Romeo', '6']]);
  await done;
  assert.deepEqual([stage.shown, stage.store.hasMore], [['5', '6'], false]);
});

/** A page of the archive in which nothing has a body: markers, reactions, subjects. */
const nothing = (stage, query, first, last = first) =>
  stage.answers(query, `<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>${first}</first><last>${last}</last></set></fin>`);

test('what has no body does not hide what was said before', async () => {
  const stage = new Stage();
  stage.visitor();
  stage.connection.start();
  await stage.online();
  await stage.archive(stage.sentQuery(), [['m900', 'Mallory', 'one'], ['m901', 'Mallory', 'two']], { complete: false });
  await nothing(stage, stage.sentQuery(), 'm850');
  const third = stage.sentQuery();
  assert.equal(rsm(third, 'before'), 'm850');
  const said = Array.from({ length: 20 }, (_, i) => [`m8${i + 10}`, 'Romeo', `word ${i}`]);
  await stage.archive(third, said, { complete: false });
  stage.notSent((s) => s.child('urn:xmpp:mam:2', 'query'));
  assert.deepEqual(stage.shown, [...said.map(([, , body]) => body), 'one', 'two']);
  assert.deepEqual([stage.store.newest, stage.store.oldest, stage.store.hasMore, stage.store.loaded], ['m901', 'm810', true, true]);
});

test('very many of them are not asked for at once, but when somebody wants older messages', async () => {
  const stage = new Stage();
  stage.visitor();
  stage.connection.start();
  await stage.online();
  for (let page = 101; page > 90; page--) await nothing(stage, stage.sentQuery(), `m${page}`);
  stage.notSent((s) => s.child('urn:xmpp:mam:2', 'query'));
  assert.deepEqual([stage.store.loaded, stage.store.hasMore, stage.store.oldest], [true, true, 'm91']);
  const older = stage.reader.older();
  for (let page = 90; page > 80; page--) await nothing(stage, stage.sentQuery(), `m${page}`);
  await older;
  stage.notSent((s) => s.child('urn:xmpp:mam:2', 'query'));
  assert.deepEqual([stage.store.loadingOlder, stage.store.hasMore], [false, true]);
  stage.reader.older();
  const next = stage.sentQuery();
  assert.equal(rsm(next, 'before'), 'm81');
  await stage.archive(next, [['m80', 'Romeo', 'at last']]);
  assert.deepEqual(stage.shown, ['at last']);
});

test('nor do they make who was away forget what he has seen', async () => {
  const { stage } = await inside({ archive: [['m1', 'Romeo', 'before']] });
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  for (let page = 2; page < 60; page++) await nothing(stage, stage.sentQuery(), `m${page}`);
  const last = stage.sentQuery();
  assert.equal(rsm(last, 'after'), 'm59');
  await stage.archive(last, [['m60', 'Romeo', 'after']]);
  assert.deepEqual(stage.shown, ['before', 'after']);
  await reconnect(stage);
  await stage.present('Juliet', { codes: ['110'] });
  for (let page = 100; page < 200; page++) await nothing(stage, stage.sentQuery(), `m${page}`);
  assert.equal(rsm(stage.sentQuery(), 'before'), '', 'but there is an end');
});

test('XEP-0045 §7.6: a new name, given or refused', async () => {
  const { stage, visitor } = await inside();
  visitor.enter('Capulet');
  const asked = stage.sentJoin();
  assert.equal(asked.attributes.to, `${ROOM}/Capulet`);
  assert.equal(asked.child('http://jabber.org/protocol/muc', 'x'), undefined);
  await stage.refuses(asked, 'conflict');
  assert.deepEqual([stage.store.phase, stage.store.problem, stage.store.me.nick], ['joined', 'conflict', 'Juliet']);
  visitor.enter('Juliet Capulet');
  stage.sentJoin();
  await stage.present('Juliet', { type: 'unavailable', codes: ['303', '110'], item: `nick='Juliet Capulet'` });
  await stage.present('Juliet Capulet', { codes: ['110'] });
  assert.deepEqual([stage.store.phase, stage.store.problem, stage.store.me.nick], ['joined', null, 'Juliet Capulet']);
  assert.deepEqual([...stage.store.occupants.keys()], ['Juliet Capulet']);
  await reconnect(stage);
  assert.equal(stage.sentJoin().attributes.to, `${ROOM}/Juliet Capulet`);
});

test('after a lost connection the old self may still have the name', async () => {
  const { stage } = await inside();
  await reconnect(stage);
  for (const wait of [1_000, 3_000, 6_000, 10_000]) {
    await stage.refuses(stage.sentJoin(), 'conflict');
    assert.equal(stage.store.phase, 'joining');
    tick(wait * 1.25);
  }
  await stage.refuses(stage.sentJoin(), 'conflict');
  assert.deepEqual([stage.store.phase, stage.store.problem], ['left', 'conflict']);
});

test('people stay on view until it is known anew who is there', async () => {
  const { stage } = await inside();
  await stage.present('Romeo');
  await stage.present('Nurse');
  await reconnect(stage);
  await stage.present('Tybalt');
  await stage.present('Nurse');
  await stage.present('Nurse', { type: 'unavailable' });
  assert.deepEqual([...stage.store.occupants.keys()], ['Juliet', 'Romeo', 'Nurse']);
  await stage.present('Juliet', { codes: ['110'] });
  assert.deepEqual([...stage.store.occupants.keys()], ['Tybalt', 'Juliet']);
});

for (const [why, codes, extra] of [
  ['kicked', ['110', '307']],
  ['banned', ['110', '301']],
  ['members-only', ['110', '322']],
  ['destroyed', ['110'], true],
]) {
  test(`XEP-0045 §9, §10: ${why} is ${why}, and does not come back by itself`, async () => {
    const { stage } = await inside();
    const destroy = extra ? `<x xmlns='http://jabber.org/protocol/muc#user'/>` : '';
    if (extra) {
      await stage.receives(
        `<presence xmlns='jabber:client' type='unavailable' from='${ROOM}/Juliet'><x xmlns='http://jabber.org/protocol/muc#user'>` +
          `<item affiliation='none' role='none'/><destroy/><status code='110'/></x>${destroy}</presence>`,
      );
    } else await stage.present('Juliet', { type: 'unavailable', role: 'none', codes });
    assert.deepEqual([stage.store.phase, stage.store.problem], ['left', why]);
    tick(120_000);
    await reconnect(stage);
    stage.notSent((s) => s.name === 'presence');
  });
}

test('XEP-0045 §8.2: put out because of a technical problem, it comes back', async () => {
  const { stage } = await inside();
  await stage.present('Juliet', { type: 'unavailable', role: 'none', codes: ['110', '307', '333'] });
  assert.deepEqual([stage.store.phase, stage.store.problem], ['joining', null]);
  tick(6_300);
  stage.sentJoin();
});

test('a refusal counts for what was asked last', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  visitor.enter('Romeo');
  const first = stage.sentJoin();
  visitor.enter('Juliet');
  await stage.refuses(first, 'conflict');
  assert.deepEqual([stage.store.phase, stage.store.problem], ['joining', null]);
});

test('XEP-0045 §7.4: who is not known any more goes in again, then says it again', async () => {
  const { stage, visitor } = await inside();
  visitor.say('hello?');
  const sent = stage.sentMessage();
  await stage.refuses(sent, 'not-acceptable');
  stage.sentJoin();
  await stage.present('Juliet', { codes: ['110'] });
  await stage.archive(stage.sentQuery(), []);
  assert.equal(stage.sentMessage().attributes.id, sent.attributes.id);
});

test('XEP-0313 §4.2: results of a query that nobody asked are not taken', async () => {
  const { stage, visitor } = await inside();
  stage.wire.close();
  stage.connection.start();
  await stage.online(2);
  await stage.present('Juliet', { codes: ['110'] });
  const query = stage.sentQuery();
  const forged = parse(query.toString());
  forged.child('urn:xmpp:mam:2').attributes.queryid = 'other';
  forged.attributes.id = 'other';
  await stage.archive(forged, [['m1', 'Mallory', 'forged']]);
  await stage.archive(query, [['m2', 'Romeo', 'true']]);
  assert.deepEqual(stage.shown, ['true']);
  visitor.leave();
});

test('who only reads has the newest page again after a lost connection', async () => {
  const stage = new Stage();
  stage.visitor();
  stage.reader.visitor = null;
  stage.connection.start();
  await stage.online();
  await stage.archive(stage.sentQuery(), [['m1', 'Romeo', 'old']]);
  await reconnect(stage);
  const query = stage.sentQuery();
  assert.equal(rsm(query, 'before'), '');
  await stage.archive(query, [['m9', 'Romeo', 'new']], { complete: false });
  assert.deepEqual([stage.shown, stage.store.hasMore, stage.store.oldest], [['new'], true, 'm9']);
});

test('a full room is tried again', async () => {
  const stage = new Stage();
  const visitor = stage.visitor();
  stage.connection.start();
  await stage.online();
  visitor.enter('Juliet');
  await stage.refuses(stage.sentJoin(), 'service-unavailable', 'wait');
  assert.deepEqual([stage.store.phase, stage.store.problem], ['joining', 'service-unavailable']);
  tick(6_300);
  stage.sentJoin();
});

test('the subject, and who comes and goes', async () => {
  const { stage } = await inside();
  await stage.receives(`<message xmlns='jabber:client' type='groupchat' from='${ROOM}/Romeo'><subject>Verona</subject></message>`);
  assert.equal(stage.store.subject, 'Verona');
  assert.deepEqual(stage.shown, []);
  await stage.present('Romeo', { role: 'moderator', extra: '<show>away</show>' });
  assert.equal(stage.store.occupants.get('Romeo').away, true);
  await stage.present('Romeo', { type: 'unavailable', role: 'none' });
  assert.deepEqual([...stage.store.occupants.keys()], ['Juliet']);
  await stage.receives(`<presence xmlns='jabber:client' from='${ROOM}'><x xmlns='vcard-temp:x:update'/></presence>`);
  assert.deepEqual([...stage.store.occupants.keys()], ['Juliet'], 'the room itself is no occupant');
});

test('XEP-0045 §8.1: only a subject without body and thread is the room’s', async () => {
  const { stage } = await inside();
  const says = (...content) =>
    stage.receives(`<message xmlns='jabber:client' type='groupchat' from='${ROOM}/Mallory'>${content.join('')}</message>`);
  await says('<subject>Verona</subject>');
  await says('<subject>evil.example</subject>', '<thread>t</thread>');
  await says('<thread/>', '<subject>evil.example</subject>');
  await says('<subject>evil.example</subject>', '<body/>');
  await says('<subject>evil.example</subject>', '<body>hello</body>', '<thread>t</thread>');
  assert.deepEqual([stage.store.subject, stage.shown], ['Verona', ['', 'hello']]);
  await says('<subject/>');
  assert.equal(stage.store.subject, '', 'taken away');
});

test('leaves, and hears no more', async () => {
  const { stage, visitor } = await inside();
  visitor.leave();
  stage.reader.close();
  stage.sent((s) => s.name === 'presence' && s.attributes.type === 'unavailable');
  await stage.says('Romeo', 'alone', 'm1');
  await reconnect(stage);
  stage.notSent((s) => s.name === 'presence');
  assert.deepEqual(stage.shown, []);
});

test('XEP-0359 §5, XEP-0313 §8: ids and results count only from the room itself', () => {
  const spoken = parse(message('Romeo', 'hi', 'forged', { by: 'mallory@x' }));
  assert.equal(readMessage(spoken, ROOM).id, null);
  assert.equal(readMessage(spoken, 'other@room'), null);
  const result = (from, queryid) =>
    parse(
      `<message xmlns='jabber:client' from='${from}'><result xmlns='urn:xmpp:mam:2' queryid='${queryid}' id='m1'>` +
        `<forwarded xmlns='urn:xmpp:forward:0'>${message('Romeo', 'hi')}</forwarded></result></message>`,
    );
  assert.equal(readResult(result(ROOM, 'q1'), ROOM).id, 'm1');
  assert.equal(readResult(result(`${ROOM}/Mallory`, 'q1'), ROOM), null);
  assert.equal(readResult(parse(`<message xmlns='jabber:client' from='${ROOM}'/>`), ROOM), null);
});

test('XEP-0317: a message and a presence say who is a guest, and who of the staff', () => {
  const hats = (...uris) => `<hats xmlns='urn:xmpp:hats:0'>${uris.map((u) => `<hat uri='${u}' title='x'/>`).join('')}</hats>`;
  const ranks = (extra) => {
    const body = '<body>x</body>';
    const { guest, staff } = readMessage(parse(`<message xmlns='jabber:client' type='groupchat' from='${ROOM}/R'>${body}${extra}</message>`), ROOM);
    return [guest, staff];
  };
  assert.deepEqual(ranks(hats('https://mongoose.chat/hats#guest')), [true, false]);
  for (const rank of ['owner', 'admin', 'moderator']) assert.deepEqual(ranks(hats(`https://mongoose.chat/hats#${rank}`)), [false, true]);
  assert.deepEqual(ranks(hats('https://mongoose.chat/hats#guest', 'https://mongoose.chat/hats#moderator')), [true, true]);
  assert.deepEqual(ranks(hats('https://example.org/hats#owner', 'owner')), [false, false]);
  assert.deepEqual(ranks(''), [false, false]);
  const present = (item, extra = '') =>
    readPresence(parse(`<presence xmlns='jabber:client' from='${ROOM}/R'><x xmlns='http://jabber.org/protocol/muc#user'><item ${item}/></x>${extra}</presence>`));
  assert.equal(present("role='participant'", hats('https://mongoose.chat/hats#guest')).guest, true);
  assert.deepEqual([present("role='moderator'").staff, present("affiliation='owner'").staff, present("role='participant'").staff], [true, true, false]);
});

test('XEP-0421: who takes the name of somebody who left is another one, with an id or without', async () => {
  const { stage } = await inside();
  const says = (body, id) =>
    stage.receives(`<message xmlns='jabber:client' type='groupchat' from='${ROOM}/Romeo'><body>${body}</body><stanza-id xmlns='urn:xmpp:sid:0' by='${ROOM}' id='${id}'/></message>`);
  await stage.present('Romeo');
  await says('one', 'm1');
  await stage.present('Romeo', { extra: '<show>away</show>' });
  await says('two', 'm2');
  await stage.present('Romeo', { type: 'unavailable' });
  await stage.present('Romeo');
  await says('three', 'm3');
  const [one, two, three] = stage.store.messages;
  assert.ok(goesOn(one, two));
  assert.ok(!goesOn(two, three));
});

test('XEP-0203: only the room itself may say that a message is old', () => {
  const delayed = (from) =>
    readMessage(
      parse(
        `<message xmlns='jabber:client' type='groupchat' from='${ROOM}/Romeo'><body>x</body>` +
          `<delay xmlns='urn:xmpp:delay' from='${from}' stamp='2020-01-01T00:00:00Z'/></message>`,
      ),
      ROOM,
    ).time;
  assert.equal(new Date(delayed(ROOM)).getUTCFullYear(), 2020);
  assert.equal(new Date(delayed('mallory@x')).getUTCFullYear(), 2026);
});

test('presence without the room\'s words is no reason to fail', () => {
  const seen = readPresence(parse(`<presence xmlns='jabber:client' from='${ROOM}/Romeo'/>`));
  assert.deepEqual([seen.nick, seen.role, seen.here, seen.codes.size], ['Romeo', 'none', true, 0]);
});

test('the name of a room without an address is looked up once and remembered', async () => {
  const stage = new Stage();
  stage.memory.tab.set('rooms:localhost', 'conference.localhost');
  stage.visitor('lobby');
  stage.connection.start();
  await stage.online();
  await settle();
  assert.equal(stage.sentQuery().attributes.to, ROOM);
});
