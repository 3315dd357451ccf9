// The stream: RFC 6120, 7395; SASL ANONYMOUS (RFC 4505); and coming back.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { patience } from '../../../main/webapp/widget/patience.js';
import { el } from '../../../main/webapp/widget/xml.js';
import { stopTime, tick } from './clock.mjs';
import { ANONYMOUS, mechanisms, settle, Stage, SUCCESS } from './stage.mjs';

const HOST_UNKNOWN =
  `<stream:error xmlns:stream='http://etherx.jabber.org/streams'>` +
  `<host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>`;

beforeEach(() => stopTime());

const ping = () => el('urn:xmpp:ping', 'ping');

test('logs in as a guest and binds', async () => {
  const stage = new Stage();
  stage.connection.start();
  assert.equal(stage.connection.state, 'connecting');
  await stage.online();
  assert.deepEqual(
    [stage.connection.state, stage.connection.jid, stage.connection.domain],
    ['online', 'guest-1@localhost/r', 'localhost'],
  );
});

test('a server that does not admit guests is not asked again', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.receives(ANONYMOUS.replace('ANONYMOUS', 'PLAIN'));
  assert.deepEqual([stage.connection.state, stage.connection.reason], ['failed', 'guests']);
  tick(120_000);
  assert.equal(stage.transports.length, 1);
  stage.connection.start();
  assert.equal(stage.transports.length, 2);
});

test('the server says which domain it is', async () => {
  const stage = new Stage({ domain: '127.0.0.1' });
  stage.connection.start();
  assert.equal(stage.wire.to, '127.0.0.1');
  stage.wire.opened('example.org');
  await stage.receives(HOST_UNKNOWN);
  assert.equal(stage.transports.length, 2);
  assert.equal(stage.wire.to, 'example.org');
});

test('a server that calls itself what it says it is not is wrong for good', async () => {
  const stage = new Stage();
  stage.connection.start();
  stage.wire.opened('localhost');
  await stage.receives(HOST_UNKNOWN);
  assert.deepEqual([stage.connection.state, stage.connection.reason], ['failed', 'domain']);
});

test('waits longer after each failed attempt, half a minute at most and never in step with others', () => {
  const stage = new Stage();
  stage.connection.start();
  const waits = [1, 2, 4, 8, 16, 30, 30].map((seconds) => {
    const attempts = stage.transports.length;
    stage.wire.close();
    assert.equal(stage.connection.state, 'waiting');
    const lost = Date.now();
    while (stage.transports.length === attempts) tick(10);
    const part = (Date.now() - lost) / (seconds * 1000);
    assert.ok(part >= 0.5 && part <= 1.52, `${part} of ${seconds} s`);
    return part;
  });
  assert.ok(new Set(waits).size > 1, 'all clients would come back at once');
});

test('an attempt that nobody answers ends', () => {
  const stage = new Stage();
  stage.connection.start();
  tick(15_000);
  assert.equal(stage.connection.state, 'waiting');
});

test('"try now" does not wait, and a steady connection begins with a short wait again', async () => {
  const stage = new Stage();
  stage.connection.start();
  for (let i = 0; i < 5; i++) {
    stage.wire.close();
    stage.connection.start();
  }
  assert.equal(stage.transports.length, 6);
  await stage.online();
  tick(11_000);
  stage.wire.close();
  tick(1_500);
  assert.equal(stage.transports.length, 7);
});

test('a silent connection is asked, and given up when it does not answer', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  tick(45_000);
  const asked = stage.sent((s) => s.child('urn:xmpp:ping', 'ping'));
  await stage.refuses(asked, 'service-unavailable');
  assert.equal(stage.connection.state, 'online', 'an error is an answer too');
  tick(45_000);
  tick(10_000);
  await settle();
  assert.equal(stage.connection.state, 'waiting');
});

test('an answer counts only from the one who was asked', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  const refused = assert.rejects(stage.connection.iq('get', 'room@x', ping()), { condition: 'forbidden', type: 'auth' });
  const asked = stage.sent((s) => s.attributes.to === 'room@x');
  await stage.receives(`<iq xmlns='jabber:client' type='result' id='${asked.attributes.id}' from='mallory@x'/>`);
  await stage.refuses(asked, 'forbidden', 'auth');
  await refused;
});

test('questions end with the connection, and with time', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  const late = assert.rejects(stage.connection.iq('get', 'a@x', ping()), { condition: 'timeout', type: 'wait' });
  tick(20_000);
  await late;
  const lost = assert.rejects(stage.connection.iq('get', 'b@x', ping()), { condition: 'disconnected' });
  stage.wire.close();
  await lost;
  await assert.rejects(stage.connection.iq('get', 'c@x', ping()), { condition: 'disconnected' });
});

test('RFC 6120 §8.4: answers a ping, and what it does not know with service-unavailable', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  await stage.receives(`<iq xmlns='jabber:client' type='get' id='1' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>`);
  assert.deepEqual({ ...stage.sent((s) => s.attributes.id === '1').attributes }, { type: 'result', id: '1', to: 'localhost' });
  await stage.receives(`<iq xmlns='jabber:client' type='set' id='2' from='x@y'><query xmlns='urn:z'/></iq>`);
  const error = stage.sent((s) => s.attributes.id === '2');
  assert.equal(error.attributes.type, 'error');
  assert.ok(error.child('jabber:client', 'error').child('urn:ietf:params:xml:ns:xmpp-stanzas', 'service-unavailable'));
});

test('others who ask without end are answered now and then, the server always', async () => {
  const stage = new Stage();
  stage.connection.patience = patience();
  stage.connection.start();
  await stage.online();
  stage.wire.sent.length = 0;
  const answers = async (count, from, payload = `<ping xmlns='urn:xmpp:ping'/>`) => {
    for (let i = 0; i < count; i++) {
      const who = typeof from === 'function' ? from(i) : from;
      await stage.receives(`<iq xmlns='jabber:client' type='get' id='q${i}' ${who ? `from='${who}'` : ''}>${payload}</iq>`);
    }
    return stage.wire.sent.splice(0).length;
  };
  assert.equal(await answers(100, 'lobby@conference.localhost/Mallory'), 10);
  assert.equal(await answers(100, (i) => `lobby@conference.localhost/Mallory ${i}`, `<query xmlns='urn:z'/>`), 0, 'nor under other names');
  for (const server of ['localhost', 'lobby@conference.localhost', undefined]) assert.equal(await answers(20, server), 20);
  tick(3_000);
  assert.equal(await answers(100, 'lobby@conference.localhost/Romeo'), 3);
  tick(30_000);
  assert.equal(await answers(100, 'lobby@conference.localhost/Romeo'), 10);
});

test('stops politely and stays away', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  stage.connection.stop();
  stage.sent((s) => s.name === 'presence' && s.attributes.type === 'unavailable');
  tick(120_000);
  assert.deepEqual([stage.connection.state, stage.transports.length], ['idle', 1]);
});

const NOT_AUTHORIZED = `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`;
const sentLogin = (stage) => {
  const auth = stage.sent((s) => s.name === 'auth');
  return [auth.attributes.mechanism, auth.text === '=' ? '' : atob(auth.text)];
};

test('RFC 4505: a guest shows what makes him the same guest again', async () => {
  const guest = 'guest:' + 'x'.repeat(43);
  const stage = new Stage({ guest });
  stage.connection.start();
  await stage.receives(ANONYMOUS);
  assert.deepEqual(sentLogin(stage), ['ANONYMOUS', guest]);
});

test('RFC 7628: whom the site knows logs in with its token, a new one for each connection', async () => {
  let tokens = 0;
  const stage = new Stage({ login: async () => ({ token: `t${++tokens}`, username: 'juliet' }) });
  for (const token of ['t1', 't2']) {
    stage.connection.start();
    await stage.receives(mechanisms('OAUTHBEARER', 'ANONYMOUS'));
    assert.deepEqual(sentLogin(stage), ['OAUTHBEARER', `n,,\x01auth=Bearer ${token}\x01\x01`]);
    await stage.receives(SUCCESS);
    assert.equal(stage.connection.username, 'juliet');
    stage.wire.close();
  }
});

test('RFC 7628 §3.2.3: whose token is not believed is a guest', async () => {
  const stage = new Stage({ login: async () => ({ token: 't', username: 'juliet' }) });
  stage.connection.start();
  await stage.receives(mechanisms('OAUTHBEARER', 'ANONYMOUS'));
  sentLogin(stage);
  await stage.receives(`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>e30=</challenge>`);
  assert.equal(stage.sent((s) => s.name === 'response').text, 'AQ==');
  await stage.receives(NOT_AUTHORIZED);
  assert.deepEqual([sentLogin(stage)[0], stage.connection.username], ['ANONYMOUS', null]);
  await stage.receives(NOT_AUTHORIZED);
  assert.equal(stage.connection.reason, 'guests');
});

test('a server that takes no tokens has guests', async () => {
  const stage = new Stage({ login: async () => ({ token: 't', username: 'juliet' }) });
  stage.connection.start();
  await stage.receives(ANONYMOUS);
  assert.deepEqual([sentLogin(stage)[0], stage.connection.username], ['ANONYMOUS', null]);
});

test('a site that cannot say who its visitor is is asked again, and nobody is a guest until it has', async () => {
  let login = () => Promise.reject(new Error('503'));
  const stage = new Stage({ login: () => login() });
  stage.connection.start();
  for (let attempt = 0; attempt < 20; attempt++) {
    await stage.receives(mechanisms('OAUTHBEARER', 'ANONYMOUS'));
    stage.notSent((s) => s.name === 'auth');
    assert.deepEqual([stage.connection.state, stage.connection.nameless], ['waiting', true]);
    if (attempt === 19) login = async () => ({ token: 't', username: 'juliet' });
    const before = stage.transports.length;
    while (stage.transports.length === before) tick(1_000);
  }
  await stage.receives(mechanisms('OAUTHBEARER', 'ANONYMOUS'));
  assert.deepEqual([sentLogin(stage)[0], stage.connection.nameless], ['OAUTHBEARER', false]);
});

test('whoever looks again learns soon whether there still is a connection', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  stage.connection.start();
  assert.ok(stage.sent((s) => s.child('urn:xmpp:ping', 'ping')));
  tick(6_000);
  await settle();
  assert.equal(stage.connection.state, 'waiting');
});

test('what is offline does not try in vain', async () => {
  const stage = new Stage();
  stage.connection.start();
  await stage.online();
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  try {
    stage.connection.cut();
    tick(29_000);
    assert.equal(stage.transports.length, 1);
    stage.connection.start();
    assert.equal(stage.transports.length, 2);
  } finally {
    delete globalThis.navigator;
  }
});
