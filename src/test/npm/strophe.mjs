/** strophe.js of npm, over WebSocket. */

import { $iq, $msg, $pres, Strophe } from 'strophe.js';
import { Heard, NS, options, talk } from './talk.mjs';

const { url, domain, room, nick, username, password } = options();
Strophe.setLogLevel(Strophe.LogLevel.ERROR);
const connection = new Strophe.Connection(url);
const heard = new Heard();
const pages = new Map();
let mechanism;

connection.rawOutput = (data) => {
  mechanism ??= /<auth [^>]*mechanism=["']([^"']+)/.exec(data)?.[1];
};

function text(parent, name) {
  return parent.getElementsByTagName(name)[0]?.textContent;
}

function receive(message) {
  const result = message.getElementsByTagName('result')[0];
  if (result) {
    pages.get(result.getAttribute('queryid')).push(text(result, 'body'));
  } else if (text(message, 'body')) {
    heard.add(text(message, 'body'));
  }
  return true;
}

await talk({
  heard,
  logIn: () =>
    new Promise((resolve, reject) => {
      const address = username ? `${username}@${domain}` : domain;
      // null, not empty: with any password strophe tries OAUTHBEARER before ANONYMOUS
      connection.connect(address, password || null, (status, condition) => {
        if (status === Strophe.Status.CONNECTED) {
          connection.addHandler(receive, null, 'message');
          resolve(mechanism);
        } else if (status === Strophe.Status.AUTHFAIL || status === Strophe.Status.CONNFAIL) {
          reject(new Error(`no login: ${condition}`));
        }
      });
    }),
  join: () =>
    new Promise((resolve, reject) => {
      const entered = (presence) => {
        if (presence.getAttribute('type')) {
          reject(new Error(`not let in: ${presence}`));
        } else {
          resolve();
        }
      };
      connection.addHandler(entered, null, 'presence', null, null, `${room}/${nick}`);
      connection.send($pres({ to: `${room}/${nick}` }).c('x', { xmlns: NS.muc }));
    }),
  say: (body) => connection.send($msg({ to: room, type: 'groupchat' }).c('body').t(body)),
  page: (max, after) =>
    new Promise((resolve, reject) => {
      const queryid = `page-${pages.size}`;
      pages.set(queryid, []);
      const query = $iq({ type: 'set', to: room })
        .c('query', { xmlns: NS.mam, queryid })
        .c('set', { xmlns: NS.rsm })
        .c('max')
        .t(`${max}`)
        .up();
      if (after) {
        query.c('after').t(after);
      }
      connection.sendIQ(
        query,
        (answer) =>
          resolve({
            bodies: pages.get(queryid),
            last: text(answer, 'last'),
            complete: answer.getElementsByTagName('fin')[0].getAttribute('complete') === 'true',
          }),
        (error) => reject(new Error(`no archive: ${error}`)),
      );
    }),
  logOut: () =>
    new Promise((resolve) => {
      connection.connect_callback = (status) => {
        if (status === Strophe.Status.DISCONNECTED) {
          resolve();
        }
      };
      connection.disconnect();
    }),
});
