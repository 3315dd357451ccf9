// How a stream travels: a WebSocket, or BOSH (XEP-0124) where that one does not get through. Against
// real servers, which say what the test says.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { BoshTransport } from '../../../main/webapp/widget/bosh.js';
import { Transport, WebSocketTransport } from '../../../main/webapp/widget/transport.js';
import { el, parse } from '../../../main/webapp/widget/xml.js';
import './clock.mjs';
import { remembering } from './memory.mjs';

const HOUR = 3_600_000;
const real = { setTimeout, now: Date.now };

// What nobody listens to throws in Node, and not in a browser
globalThis.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    this.on('error', () => {});
  }
};

/** Collects what happens, to be waited for in its order. */
class Events {
  #come = [];
  #wanted = [];

  add(event) {
    const wanted = this.#wanted.shift();
    if (wanted) wanted(event);
    else this.#come.push(event);
  }

  next() {
    if (this.#come.length) return Promise.resolve(this.#come.shift());
    return new Promise((resolve) => this.#wanted.push(resolve));
  }

  get none() {
    return this.#come.length === 0;
  }
}

/** A listener as the connection is one. */
class Heard extends Events {
  opened = (from) => this.add(`opened ${from}`);
  received = ({ name, text }) => this.add(`received ${name} ${text}`);
  skipped = (text, error) => this.add(`skipped ${text} ${error.constructor.name}`);
  closed = () => this.add('closed');
}

/** A BOSH server; each request waits until the test answers it. */
class Bosh {
  requests = new Events();
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { method, headers } = request;
    const answer = (xml = '', status = 200) => {
      response.writeHead(status, { 'Content-Type': 'text/xml' });
      response.end(xml);
    };
    const cut = () => response.destroy();
    this.requests.add({ body: parse(body), text: body, method, headers, answer, cut, response });
  });

  async start() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${this.server.address().port}/http-bind`;
    return this;
  }

  next() {
    return this.requests.next();
  }
}

const body = (attributes = '', inner = '') =>
  `<body xmlns='http://jabber.org/protocol/httpbind' ${attributes}>${inner}</body>`;
const message = (text) => `<message xmlns='jabber:client'>${text}</message>`;
const said = (text) => el('jabber:client', 'message', null, text);

let bosh;
let heard;
let closing;

beforeEach(async () => {
  bosh = await new Bosh().start();
  heard = new Heard();
  closing = [() => bosh.server.closeAllConnections?.(), () => bosh.server.close()];
});

afterEach(() => {
  globalThis.setTimeout = real.setTimeout;
  Date.now = real.now;
  closing.forEach((close) => close());
});

/** A session of BOSH, with the request that is held. */
async function session() {
  const transport = new BoshTransport(bosh.url, heard);
  closing.unshift(() => transport.abort());
  transport.open('localhost', 'en');
  const creation = await bosh.next();
  creation.answer(body(`sid='s1' from='localhost' requests='2'`, message('hello')));
  assert.equal(await heard.next(), 'opened localhost');
  assert.equal(await heard.next(), 'received message hello');
  return { transport, creation, held: await bosh.next() };
}

test('XEP-0124 §7, XEP-0206 §3: asks for a session', async () => {
  const { creation, held } = await session();
  const { rid, to, ver, hold, wait, ...rest } = creation.body.attributes;
  assert.deepEqual([to, hold, rest['xmpp:version'], rest['xml:lang']], ['localhost', '1', '1.0', 'en']);
  assert.ok(Number(wait) < 60, 'proxies give up after a minute');
  assert.equal(creation.headers['content-type'], 'text/xml; charset=utf-8');
  assert.equal(creation.headers.cookie, undefined);
  const next = held.body.attributes;
  assert.deepEqual([next.sid, Number(next.rid)], ['s1', Number(rid) + 1]);
});

test('§11: no more than two requests at a time; what comes meanwhile goes together', async () => {
  const { transport, held } = await session();
  transport.send(said('one'));
  transport.send(said('two'));
  const second = await bosh.next();
  assert.deepEqual(second.body.elements.map((e) => e.text), ['one', 'two']);
  transport.send(said('three'));
  transport.send(said('four'));
  await new Promise(setImmediate);
  assert.ok(bosh.requests.none);
  held.answer(body());
  const third = await bosh.next();
  assert.deepEqual(third.body.elements.map((e) => e.text), ['three', 'four']);
});

test('what is long goes in several requests, in its order', async () => {
  const { transport, held } = await session();
  for (const letter of 'abc') transport.send(said(letter.repeat(20_000)));
  const second = await bosh.next();
  assert.deepEqual(second.body.elements.map((e) => e.text[0]), ['a', 'b']);
  held.answer(body());
  const third = await bosh.next();
  assert.deepEqual(third.body.elements.map((e) => e.text[0]), ['c']);
});

test('§14.2: answers are taken in the order of their requests', async () => {
  const { transport, held } = await session();
  transport.send(said('x'));
  const second = await bosh.next();
  second.answer(body('', message('later')));
  await once(second.response, 'close').catch(() => {});
  held.answer(body('', message('first') + message('second')));
  assert.equal(await heard.next(), 'received message first');
  assert.equal(await heard.next(), 'received message second');
  assert.equal(await heard.next(), 'received message later');
});

test('§14.3: a request whose answer was lost is repeated as it was', async () => {
  const { held } = await session();
  held.cut();
  const again = await bosh.next();
  assert.equal(again.text, held.text);
  again.answer('', 502);
  const third = await bosh.next();
  assert.equal(third.text, held.text);
  third.answer(body('', message('after all')));
  assert.equal(await heard.next(), 'received message after all');
  const next = await bosh.next();
  assert.equal(Number(next.body.attributes.rid), Number(held.body.attributes.rid) + 1);
});

test('a server that stays away is lost, and so is one that answers with something else', async () => {
  const { held } = await session();
  held.answer('', 404);
  assert.equal(await heard.next(), 'closed');
  const other = new Heard();
  new BoshTransport('http://127.0.0.1:1/', other).open('localhost');
  assert.equal(await other.next(), 'closed');
  new BoshTransport(bosh.url, other).open('localhost');
  (await bosh.next()).answer('<p>Please log in to this network<br></p>');
  assert.equal(await other.next(), 'closed');
});

test('§13: what waits goes with the end, and the page need not stay for it', async () => {
  const { transport } = await session();
  transport.send(said('bye'));
  transport.close();
  const last = await bosh.next();
  assert.deepEqual([last.body.attributes.type, last.body.elements[0].text], ['terminate', 'bye']);
  assert.equal(await heard.next(), 'closed');
  transport.close();
  assert.ok(heard.none);
});

test('an end for which a stream may be resumed tells the server nothing', async () => {
  const { transport, held } = await session();
  const gone = once(held.response, 'close');
  transport.abort();
  await gone;
  assert.equal(await heard.next(), 'closed');
  assert.ok(bosh.requests.none);
});

test('§17.2: the server ends it, after what it had to say', async () => {
  const { held } = await session();
  held.answer(body(`type='terminate' condition='remote-stream-error'`, message('sorry')));
  assert.equal(await heard.next(), 'received message sorry');
  assert.equal(await heard.next(), 'closed');
});

test('XEP-0206 §3: a stream that begins anew after the login', async () => {
  const { transport } = await session();
  transport.restart('localhost', 'en');
  const { attributes } = (await bosh.next()).body;
  assert.deepEqual([attributes['xmpp:restart'], attributes.to, attributes.sid], ['true', 'localhost', 's1']);
});

test('§7.2: learns which domain the server has, as over a WebSocket', async () => {
  const transport = new BoshTransport(bosh.url, heard);
  transport.open('127.0.0.1');
  (await bosh.next()).answer(body(`type='terminate' condition='host-unknown' from='example.org'`));
  assert.equal(await heard.next(), 'opened example.org');
  assert.equal(await heard.next(), 'received error ');
  assert.equal(await heard.next(), 'closed');
});

// One or the other

async function webSocket() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'xmpp' });
  await once(server, 'listening');
  closing.unshift(() => {
    server.clients.forEach((client) => client.terminate());
    server.close();
  });
  server.url = `ws://127.0.0.1:${server.address().port}/`;
  return server;
}

function either(url, memory = remembering().tab) {
  const transport = new Transport([url, bosh.url], memory, heard);
  closing.unshift(() => transport.abort());
  transport.open('localhost', 'en');
  return { transport, memory };
}

const OPEN = `<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost'/>`;
const BLOCKED = 'ws://127.0.0.1:1/';
const SESSION = body(`sid='s1' from='localhost'`);

test('RFC 7395: a WebSocket that is answered is used', async () => {
  const server = await webSocket();
  const { transport, memory } = either(server.url);
  const [socket] = await once(server, 'connection');
  assert.equal(parse(String((await once(socket, 'message'))[0])).name, 'open');
  socket.send(OPEN);
  socket.send(message('hello'));
  assert.equal(await heard.next(), 'opened localhost');
  assert.equal(await heard.next(), 'received message hello');
  assert.ok(!memory.get('bosh'));
  transport.close();
  assert.equal(parse(String((await once(socket, 'message'))[0])).name, 'close');
  assert.equal(await heard.next(), 'closed');
});

test('RFC 7395 §3.6: an end for which a stream may be resumed does not end the stream', async () => {
  const server = await webSocket();
  const { transport } = either(server.url);
  const [socket] = await once(server, 'connection');
  await once(socket, 'message');
  socket.send(OPEN);
  await heard.next();
  socket.on('message', (frame) => assert.fail(`sent ${frame}`));
  transport.abort();
  await once(socket, 'close');
});

test('where a WebSocket is blocked BOSH is used, for an hour without asking', async () => {
  const { memory, transport } = either(BLOCKED);
  (await bosh.next()).answer(SESSION);
  assert.equal(await heard.next(), 'opened localhost');
  transport.abort();
  assert.equal(await heard.next(), 'closed');
  const server = await webSocket();
  server.on('connection', () => assert.fail('asked again'));
  bosh.requests = new Events();
  either(server.url, memory);
  (await bosh.next()).answer(SESSION);
  assert.equal(await heard.next(), 'opened localhost');
  server.removeAllListeners('connection');
  Date.now = () => real.now() + HOUR + 1;
  either(server.url, memory);
  await once(server, 'connection');
});

test('where a WebSocket is silent BOSH is used', async () => {
  const timers = [];
  const server = await webSocket();
  globalThis.setTimeout = (action, wait) => timers.push({ action, wait });
  either(server.url);
  globalThis.setTimeout = real.setTimeout;
  const [socket] = await once(server, 'connection');
  await once(socket, 'message');
  assert.deepEqual(timers.map((t) => t.wait), [5_000]);
  timers[0].action();
  (await bosh.next()).answer(SESSION);
  assert.equal(await heard.next(), 'opened localhost');
});

test('where BOSH was used and does not work any more the WebSocket is', async () => {
  const server = await webSocket();
  const memory = remembering().tab;
  memory.set('bosh', Date.now() + HOUR);
  either(server.url, memory);
  (await bosh.next()).answer('', 404);
  const [socket] = await once(server, 'connection');
  await once(socket, 'message');
  socket.send(OPEN);
  assert.equal(await heard.next(), 'opened localhost');
  assert.equal(memory.get('bosh'), false);
});

test('where neither works it is told once', async () => {
  either(BLOCKED);
  (await bosh.next()).answer('', 503);
  assert.equal(await heard.next(), 'closed');
  await new Promise(setImmediate);
  assert.ok(heard.none);
});

test('what is given up while it looks for a way comes to nothing', async () => {
  const { transport } = either(BLOCKED);
  transport.abort();
  assert.equal(await heard.next(), 'closed');
  await new Promise(setImmediate);
  assert.ok(heard.none && bosh.requests.none);
});

test('an answer goes on behind a stanza that cannot be read', async () => {
  const { held } = await session();
  const bad = `<message xmlns='jabber:client'><a>\ufffe</a><b c='>'/></message>`;
  const cdata = message('<![CDATA[</body>]]>');
  held.answer(body(`xmlns:p='urn:p'`, message('one') + bad + '<p:x/>' + cdata + '<y/>' + message('&nbsp;') + message('two')));
  assert.equal(await heard.next(), 'received message one');
  assert.equal(await heard.next(), `skipped ${bad} XmlError`);
  assert.equal(await heard.next(), 'received x ');
  assert.equal(await heard.next(), 'received message </body>');
  assert.equal(await heard.next(), 'received y ');
  assert.equal(await heard.next(), `skipped ${message('&nbsp;')} XmlError`);
  assert.equal(await heard.next(), 'received message two');
  const next = await bosh.next();
  next.answer(body('', message('three')));
  assert.equal(await heard.next(), 'received message three');
});

test('an answer goes on behind a stanza that its receiver breaks at', async (t) => {
  const { held } = await session();
  const said = t.mock.method(console, 'error', () => {});
  const { received } = heard;
  heard.received = (element) => {
    if (element.text === 'bad') throw new TypeError('a fault');
    received(element);
  };
  held.answer(body('', message('bad') + message('good')));
  assert.equal(await heard.next(), 'received message good');
  assert.equal(said.mock.callCount(), 1);
  (await bosh.next()).answer(body('', message('later')));
  assert.equal(await heard.next(), 'received message later');
});

test('a wrapper that cannot be read ends the session', async () => {
  const { held } = await session();
  held.answer(`<body xmlns='http://jabber.org/protocol/httpbind' a='&nbsp;'>${message('one')}</body>`);
  assert.equal(await heard.next(), 'closed');
});

test('a WebSocket goes on behind a frame that cannot be read', async () => {
  const server = await webSocket();
  const transport = new WebSocketTransport(server.url, heard);
  closing.unshift(() => transport.abort());
  transport.open('localhost', 'en');
  const [socket] = await once(server, 'connection');
  socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost'/>`);
  socket.send('<message>\uffff</message>');
  socket.send('');
  socket.send(message('one'));
  assert.equal(await heard.next(), 'opened localhost');
  assert.equal(await heard.next(), 'skipped <message>\uffff</message> XmlError');
  assert.equal(await heard.next(), 'skipped  XmlError');
  assert.equal(await heard.next(), 'received message one');
});
