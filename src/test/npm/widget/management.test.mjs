// A stream that goes on over another connection: XEP-0198, and XEP-0352 with it.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { StreamManagement } from '../../../main/webapp/widget/management.js';
import { takeOver } from '../../../main/webapp/widget/ui/handover.js';
import { el } from '../../../main/webapp/widget/xml.js';
import { stopTime, tick } from './clock.mjs';
import { remembering } from './memory.mjs';
import { ROOM, settle, Stage } from './stage.mjs';

beforeEach(() => stopTime());

const SM = 'urn:xmpp:sm:3';
const nonza = (name) => (s) => s.is(SM, name);
const attributes = (element) => ({ ...element.attributes });
const FAILED = `<failed xmlns='${SM}'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>`;

/** Juliet in the room, with a stream that can be resumed. */
async function inside() {
  const stage = new Stage({ managed: true });
  stage.connection.start();
  await stage.online();
  const visitor = stage.visitor();
  await stage.archive(stage.sentQuery(), [['m1', 'Romeo', 'But soft']]);
  const management = new StreamManagement(stage.connection);
  assert.deepEqual(attributes(stage.sent(nonza('enable'))), { resume: 'true' });
  await stage.receives(`<enabled xmlns='${SM}' id='s1' resume='true' max='300'/>`);
  visitor.enter('Juliet');
  stage.sentJoin();
  await stage.present('Juliet', { codes: ['110'] });
  await stage.archive(stage.sentQuery(), []);
  return { stage, visitor, management };
}

/** The connection is lost, and the next one logged in. */
async function reconnect(stage) {
  stage.wire.abort();
  stage.connection.start();
  await stage.loggedIn();
  return stage.sent(nonza('resume'));
}

const resumes = (stage, h) => stage.receives(`<resumed xmlns='${SM}' previd='s1' h='${h}'/>`);

test('§3: who logs in with management asks for it before anything that counts', async () => {
  const stage = new Stage({ managed: true });
  new StreamManagement(stage.connection);
  stage.connection.start();
  await stage.online();
  stage.connection.send(el('jabber:client', 'presence', { to: 'a@x' }));
  const order = stage.wire.sent.map((s) => s.name);
  assert.deepEqual(order, ['enable', 'presence', 'r']);
});

test('§4: says what it has got, and counts stanzas only', async () => {
  const { stage } = await inside();
  const asks = async () => {
    await stage.receives(`<r xmlns='${SM}'/>`);
    return Number(stage.sent(nonza('a')).attributes.h);
  };
  const before = await asks();
  assert.equal(await asks(), before);
  await stage.says('Romeo', 'what light', 'm2');
  await stage.receives(`<message xmlns='jabber:client' from='stranger@x'><body>too</body></message>`);
  assert.equal(await asks(), before + 2);
});

test('§4: asks once, and again for what it said meanwhile', async () => {
  const stage = new Stage({ managed: true });
  new StreamManagement(stage.connection);
  stage.connection.start();
  await stage.online();
  stage.sent(nonza('enable'));
  const say = () => stage.connection.send(el('jabber:client', 'message', { to: 'a@x' }));
  say();
  stage.sent(nonza('r'));
  say();
  stage.notSent(nonza('r'));
  await stage.receives(`<a xmlns='${SM}' h='1'/>`);
  stage.sent(nonza('r'));
  await stage.receives(`<a xmlns='${SM}' h='2'/>`);
  stage.notSent(nonza('r'));
  tick(30_000);
  assert.equal(stage.connection.state, 'online');
});

test('a server that does not acknowledge is not there any more', async () => {
  const { stage, visitor } = await inside();
  await stage.receives(`<a xmlns='${SM}' h='2'/>`);
  visitor.say('hello?');
  tick(10_000);
  assert.equal(stage.connection.state, 'waiting');
});

test('§5: comes back into the same stream, in which nothing has happened', async () => {
  const { stage, visitor } = await inside();
  visitor.say('arrived');
  visitor.say('did not');
  const first = stage.sentMessage();
  const second = stage.sentMessage();
  stage.wire.abort();
  assert.deepEqual([stage.connection.state, stage.store.phase], ['waiting', 'joined']);
  visitor.say('written meanwhile');
  stage.connection.start();
  await stage.loggedIn();
  // join, query and gap; the presence, two pages' ends and one result
  assert.deepEqual(attributes(stage.sent(nonza('resume'))), { previd: 's1', h: '2' });
  stage.notSent((s) => s.child('urn:ietf:params:xml:ns:xmpp-bind'));
  await resumes(stage, 3); // the join, the query, the first message
  assert.equal(stage.connection.state, 'online');
  assert.equal(stage.sentMessage().attributes.id, second.attributes.id);
  const third = stage.sentMessage();
  assert.equal(third.child('jabber:client', 'body').text, 'written meanwhile');
  stage.notSent((s) => s.name === 'presence' || s.name === 'iq');
  for (const [i, said] of [first, second, third].entries()) {
    const { id } = said.attributes;
    await stage.says('Juliet', said.child('jabber:client', 'body').text, `m${i + 2}`, { origin: id });
  }
  assert.deepEqual(stage.shown, ['But soft', 'arrived', 'did not', 'written meanwhile']);
  assert.ok(stage.log.every((m) => m.state !== 'pending'));
});

test('a question that was asked before is answered after', async () => {
  const { stage } = await inside();
  const asking = stage.connection.iq('get', ROOM, el('urn:x', 'query'));
  const asked = stage.sent((s) => s.child('urn:x'));
  await reconnect(stage);
  await resumes(stage, 2);
  assert.equal(stage.sent((s) => s.child('urn:x')).attributes.id, asked.attributes.id);
  await stage.answers(asked, `<query xmlns='urn:x'/>`);
  assert.ok((await asking).child('urn:x'));
});

test('§5: a server that has forgotten: a new session, the gap filled, nothing doubled', async () => {
  const { stage, visitor } = await inside();
  visitor.say('arrived');
  visitor.say('did not');
  const [arrived, lost] = [stage.sentMessage(), stage.sentMessage()];
  await reconnect(stage);
  await stage.receives(FAILED);
  const bind = stage.sent((s) => s.child('urn:ietf:params:xml:ns:xmpp-bind'));
  await stage.answers(bind, `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>guest-1@localhost/new</jid></bind>`);
  stage.sent(nonza('enable'));
  stage.sentJoin();
  await stage.present('Juliet', { codes: ['110'] });
  const gap = stage.sentQuery();
  await stage.says('Romeo', 'live', 'm4');
  await stage.archive(gap, [
    ['m2', 'Juliet', 'arrived', arrived.attributes.id],
    ['m3', 'Romeo', 'what light'],
    ['m4', 'Romeo', 'live'],
  ]);
  assert.deepEqual(stage.shown, ['But soft', 'arrived', 'what light', 'live', 'did not']);
  assert.equal(stage.sentMessage().attributes.id, lost.attributes.id);
  stage.notSent((s) => s.name === 'message');
});

test('a server that does not know it any more is not asked to resume', async () => {
  const { stage } = await inside();
  stage.features = new Stage().features;
  stage.wire.abort();
  stage.connection.start();
  await stage.online(2);
  stage.notSent(nonza('resume'));
  stage.notSent(nonza('enable'));
  stage.sentJoin();
});

test('§4: a count of what was never sent ends the stream', async () => {
  const { stage } = await inside();
  await stage.receives(`<a xmlns='${SM}' h='99'/>`);
  assert.deepEqual([stage.connection.state, stage.connection.jid], ['waiting', null]);
});

test('an acknowledged stream that cannot be resumed ends with its connection', async () => {
  const stage = new Stage({ managed: true });
  new StreamManagement(stage.connection);
  stage.connection.start();
  await stage.online();
  await stage.receives(`<enabled xmlns='${SM}'/>`);
  stage.wire.abort();
  assert.equal(stage.connection.jid, null);
});

test('XEP-0352 §4.2: says that nobody looks, on each connection anew', async () => {
  const { stage, management } = await inside();
  const csi = (name) => stage.sent((s) => s.is('urn:xmpp:csi:0', name));
  management.active = false;
  csi('inactive');
  await reconnect(stage);
  await resumes(stage, 2);
  csi('inactive');
  management.active = true;
  csi('active');
  await reconnect(stage);
  await resumes(stage, 2);
  stage.notSent((s) => s.is('urn:xmpp:csi:0'));
});

// From page to page

/** What a page leaves; as text, like everything in a tab's memory. */
function left({ stage, management }, seats = []) {
  const stream = management.save();
  stage.connection.leave();
  return JSON.parse(JSON.stringify({ ticket: 'once', time: Date.now(), stream, seats }));
}

async function nextPage(saved, memory = remembering(), rooms = ['lobby']) {
  const stage = new Stage({ managed: true, memory });
  const seats = takeOver(saved, stage.connection, memory, new Set(rooms));
  stage.connection.prepared = seats;
  stage.connection.start();
  await stage.loggedIn();
  return { stage, seats: await seats };
}

test('the next page goes on, and sends again what did not arrive', async () => {
  const page = await inside();
  page.visitor.say('a < b & "c"');
  const said = page.stage.sentMessage();
  const { stage } = await nextPage(left(page));
  assert.deepEqual(attributes(stage.sent(nonza('resume'))), { previd: 's1', h: '2' });
  await resumes(stage, 2);
  assert.deepEqual([stage.connection.state, stage.connection.jid], ['online', 'guest-1@localhost/r']);
  assert.equal(String(stage.sentMessage()), String(said));
});

test('a page that was left is silent, and does not come back by itself', async () => {
  const page = await inside();
  left(page);
  page.stage.notSent((s) => s.attributes.type === 'unavailable');
  page.stage.connection.start();
  tick(120_000);
  assert.deepEqual([page.stage.connection.state, page.stage.transports.length], ['left', 1]);
});

test('of two tabs with the same memory one goes on, the other one begins', async () => {
  const saved = left(await inside());
  const { browser } = remembering();
  const tab = () => ({ browser, tab: remembering().tab });
  const one = await nextPage(structuredClone(saved), tab());
  const two = await nextPage(structuredClone(saved), tab());
  one.stage.sent(nonza('resume'));
  two.stage.notSent(nonza('resume'));
  two.stage.sent((s) => s.child('urn:ietf:params:xml:ns:xmpp-bind'));
});

test('what is older than the server waits is not asked for', async () => {
  const saved = left(await inside());
  tick(301_000);
  const { stage } = await nextPage(saved);
  stage.notSent(nonza('resume'));
});

test('rooms that the next page does not show are left', async () => {
  const occupant = (room) => `${room}@conference.localhost/Juliet`;
  const seats = ['lobby', 'cellar'].map((room) => [room, { occupant: occupant(room) }]);
  const { stage, seats: kept } = await nextPage(left(await inside(), seats));
  assert.deepEqual([...kept.keys()], ['lobby']);
  stage.sent(nonza('resume'));
  await resumes(stage, 2);
  const gone = stage.sent((s) => s.name === 'presence');
  assert.deepEqual([gone.attributes.to, gone.attributes.type], [occupant('cellar'), 'unavailable']);
  stage.notSent((s) => s.name === 'presence');
});

test('nothing is left by whom the server will not know again', async () => {
  const stage = new Stage({ managed: true });
  const management = new StreamManagement(stage.connection);
  assert.equal(management.save(), null);
  stage.connection.start();
  await stage.online();
  assert.equal(management.save(), null);
  await settle();
});

test('§4: a stanza that cannot be read is counted, reported and left out', async (t) => {
  const { stage } = await inside();
  const said = t.mock.method(console, 'warn', () => {});
  const asks = async () => {
    await stage.receives(`<r xmlns='${SM}'/>`);
    return Number(stage.sent(nonza('a')).attributes.h);
  };
  const before = await asks();
  stage.wire.skip(`<message xmlns='jabber:client'><x/></y></message>`);
  stage.wire.skip(`<presence/>`);
  stage.wire.skip(`<features/>`);
  stage.wire.skip('');
  assert.equal(await asks(), before + 2);
  assert.equal(said.mock.callCount(), 4);
  assert.match(said.mock.calls[0].arguments[0], /a fault.*<message/);
  assert.equal(stage.connection.state, 'online');

  const { h } = attributes(await reconnect(stage));
  assert.equal(Number(h), before + 2, 'or the server would send them again for ever');
});
