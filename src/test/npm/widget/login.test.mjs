// Who a visitor is, asked of a real HTTP server.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { guestToken, siteLogin } from '../../../main/webapp/widget/login.js';
import { Memory } from '../../../main/webapp/widget/store.js';
import './clock.mjs';
import { remembering } from './memory.mjs';

let server;
let site;
let asked;
let answer;

before(async () => {
  server = createServer(({ method, url, headers }, response) => {
    asked = { method, url, headers };
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${server.address().port}/api/token`;
});

after(() => server.close());

test('the site gives a token to whom it knows', async () => {
  answer = { status: 200, body: '{"token":"abc","username":"juliet","expiresIn":60}' };
  const { token, username } = await siteLogin(site);
  assert.deepEqual([token, username], ['abc', 'juliet']);
  assert.deepEqual([asked.method, asked.url, asked.headers['x-mongoose']], ['POST', '/api/token', '1']);
});

for (const status of [204, 401, 403, 404]) {
  test(`HTTP ${status}: a guest`, async () => {
    answer = { status, body: status === 204 ? undefined : '{"title":"no"}' };
    assert.equal(await siteLogin(site), null);
  });
}

test('HTTP 200 may say null', async () => {
  answer = { status: 200, body: 'null' };
  assert.equal(await siteLogin(site), null);
});

test('a site in trouble does not make an account a guest', async () => {
  answer = { status: 503 };
  await assert.rejects(siteLogin(site));
  await assert.rejects(siteLogin('http://127.0.0.1:1/'));
});

test('the site may have a way of its own, or none', async () => {
  assert.deepEqual(await siteLogin(async () => ({ token: 't', username: 'u' })), { token: 't', username: 'u' });
  assert.equal(await siteLogin(async () => null), null);
  assert.equal(await siteLogin(false), null);
});

test('a guest has 256 bits that last, others at each service', () => {
  const { browser } = remembering();
  const mine = guestToken(browser, 'chat.example.org');
  assert.match(mine, /^guest:[A-Za-z0-9_-]{43}$/);
  assert.equal(guestToken(browser, 'chat.example.org'), mine);
  assert.notEqual(guestToken(browser, 'other.example.org'), mine);
  assert.notEqual(guestToken(remembering().browser, 'chat.example.org'), mine);
});

test('what is in its place and is none is not sent', () => {
  const { browser } = remembering();
  browser.set('guest:x', 'guest:short');
  assert.match(guestToken(browser, 'x'), /^guest:[\w-]{43}$/);
});

test('without storage a guest is the same one as long as the page is there', () => {
  const memory = new Memory(() => {
    throw new Error('SecurityError');
  });
  assert.equal(guestToken(memory, 'x'), guestToken(memory, 'x'));
});
