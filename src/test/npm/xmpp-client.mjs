/** @xmpp/client of npm, over WebSocket. */

import { client, xml } from '@xmpp/client';
import WebSocket from 'ws';
import { Heard, NS, options, talk } from './talk.mjs';

// a global one comes with Node.js 22
globalThis.WebSocket ??= WebSocket;

const { url, domain, room, nick, username, password } = options();
const xmpp = client({ service: url, domain, username, password });
const heard = new Heard();
const pages = new Map();
let mechanism;
let entered;

xmpp.on('error', (error) => {
  console.error(error);
  process.exit(1);
});

xmpp.on('send', (element) => {
  if (element.is('auth')) {
    mechanism = element.attrs.mechanism;
  }
});

xmpp.on('stanza', (stanza) => {
  if (stanza.is('presence') && stanza.attrs.from === `${room}/${nick}`) {
    entered?.(stanza);
  }
  if (!stanza.is('message')) {
    return;
  }
  const result = stanza.getChild('result', NS.mam);
  if (result) {
    const forwarded = result.getChild('forwarded', NS.forward).getChild('message', NS.client);
    pages.get(result.attrs.queryid).push(forwarded.getChildText('body'));
  } else if (stanza.getChildText('body')) {
    heard.add(stanza.getChildText('body'));
  }
});

await talk({
  heard,
  logIn: async () => {
    await xmpp.start();
    return mechanism;
  },
  join: async () => {
    const answer = new Promise((resolve) => {
      entered = resolve;
    });
    await xmpp.send(xml('presence', { to: `${room}/${nick}` }, xml('x', { xmlns: NS.muc })));
    const presence = await answer;
    if (presence.attrs.type) {
      throw new Error(`not let in: ${presence}`);
    }
  },
  say: (body) => xmpp.send(xml('message', { to: room, type: 'groupchat' }, xml('body', {}, body))),
  page: async (max, after) => {
    const queryid = `page-${pages.size}`;
    pages.set(queryid, []);
    const set = xml('set', { xmlns: NS.rsm }, xml('max', {}, max), after && xml('after', {}, after));
    const answer = await xmpp.iqCaller.request(
      xml('iq', { type: 'set', to: room }, xml('query', { xmlns: NS.mam, queryid }, set)),
    );
    const fin = answer.getChild('fin', NS.mam);
    return {
      bodies: pages.get(queryid),
      last: fin.getChild('set', NS.rsm)?.getChildText('last'),
      complete: fin.attrs.complete === 'true',
    };
  },
  logOut: () => xmpp.stop(),
});
