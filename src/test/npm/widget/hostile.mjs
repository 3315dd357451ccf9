// Text that somebody sends to make the page wait, and how long each function of the widget that is given
// other people's text takes for it. The same seed makes the same texts.

import { occupantId, ranks, readMessage, readResult } from '../../../main/webapp/widget/archive.js';
import { save } from '../../../main/webapp/widget/carried.js';
import { words } from '../../../main/webapp/widget/i18n.js';
import moderation from '../../../main/webapp/widget/i18n/moderation.js';
import { readPresence } from '../../../main/webapp/widget/muc.js';
import { another, canBeName } from '../../../main/webapp/widget/name.js';
import { Outbox } from '../../../main/webapp/widget/outbox.js';
import { folded, isEmoji, line, plain, quoted, rich } from '../../../main/webapp/widget/rich.js';
import { goesOn, RoomStore } from '../../../main/webapp/widget/store.js';
import { avatar, tint } from '../../../main/webapp/widget/ui/h.js';
import { el, parse } from '../../../main/webapp/widget/xml.js';
import { bare, CLIENT, resource } from '../../../main/webapp/widget/xmpp.js';
import { remembering } from './memory.mjs';

export const LENGTH = 32_768; // UTF-16 units, the longest message
export const LIMIT = 20; // milliseconds
const GROWTH = 10; // times as long for four times as much; quadratic is sixteen
const NOTICEABLE = 5; // milliseconds: what is faster has no growth that one could measure
const RUNS = 15; // of which the fastest counts

const ATOMS = [
  ...['http://', 'https://', 'http://a', 'HTTPS://A.', 'http://a.b/', 'mailto:', 'xmpp:', 'xmpp://', 'http', '://'],
  ...['(', ')', '[', ']', '()', '[]', '.', ',', '…', '!', '?', '#', '@', ':', ';', '/', '\\', '//', '%', '%2f', '_', '*', '-'],
  ...['`', '``', '` `', '\n', '\r\n', ' ', '\t', '\u00a0', '\u2028', '"', "'", '<', '>', '&', '&amp;', '$&', '{', '|', '+', '^'],
  ...['a', 'Z', '0', '1.', 'ü', 'ß', 'ﬁ', 'İ', 'д', 'Ω', '漢', 'ー', '한', 'א', 'ش', '﷽', 'xn--', 'xn--a.', 'ａ', '。', '⁄', '∕', '⧸', '╱'],
  ...['\u0301', '\u0489', '\u200d', '\u200b', '\u200e', '\u202e', '\u2066', '\u2069', '\ufe0f', '\u20e3', '\u3164', '\u{e0100}', '\u{1d173}'],
  ...['🎉', '👍🏽', '👩‍', '🇩', '❤️', '1️⃣', '🏻', '\ud83c', '\udf89', 'Dana', '@Dana', 'dana ', 'D', '@'],
];

/** Mulberry32: numbers from 0 to 1. */
export function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** {name, of(length)} each: one thing again and again, first. Then as many others as are wanted. */
export function* texts(seed, count) {
  for (const atom of ATOMS) yield text('', [atom], '');
  for (const start of ['http://a', 'http://', 'mailto:a', '`', 'D', 'http://a/(', '']) {
    for (const atom of [')', ']', '.', '(.', ').', '…', '!)', '\\', '@', 'ü', '\u0301', '🎉', '`', '%']) yield text(start, [atom], 'x');
  }
  const roll = dice(seed);
  const one = () => ATOMS[Math.floor(roll() * ATOMS.length)];
  const some = (most) => Array.from({ length: 1 + Math.floor(roll() * most) }, one);
  for (let i = 0; i < count; i++) {
    const often = roll() < 0.7 ? some(3) : some(400);
    yield text(some(2).join(''), often, some(2).join(''));
  }
}

function text(start, often, end) {
  const unit = often.join('');
  const of = (length) => start + unit.repeat(length / unit.length + 1).slice(0, length - start.length - end.length) + end;
  return { name: JSON.stringify([start, often.length > 5 ? unit.slice(0, 60) : unit, end]), of };
}

const DEEP = 58; // elements inside of each other, which leaves room for what the server puts around them

/** What shows nothing, {name, of(length)} each: a stanza whose payload has as many elements as it can. */
export function payloads() {
  const nested = (inner) => '<a>'.repeat(DEEP) + inner + '</a>'.repeat(DEEP);
  const declared = (inner) =>
    Array.from({ length: DEEP }, (_, i) => `<a xmlns='u:${i}'>`).join('') + inner + '</a>'.repeat(DEEP);
  const shapes = {
    elements: (unit) => unit('<a/>'),
    'elements deep inside': (unit) => nested(unit('<b/>')),
    'elements within many declarations': (unit) => declared(unit('<b/>')),
    'chains of elements': (unit) => unit(nested('')),
    'chains of declarations': (unit) => unit(declared('')),
    attributes: (unit) => nested(unit("<b c='d' e='f'/>")),
    declarations: (unit) => unit("<b xmlns='u'/>"),
    'texts between elements': (unit) => unit('x<b/>'),
  };
  return Object.entries(shapes).map(([name, shape]) => ({
    name,
    of: (length) =>
      `<message xmlns='${CLIENT}' from='a@b/c' type='groupchat'><body>x</body>` +
      `${shape((text) => text.repeat(length / text.length))}</message>`,
  }));
}

/** What is done with a payload: reading it, and looking for what matters in it. */
export function readPayload(text) {
  const stanza = parse(text);
  readMessage(stanza, 'a@b');
  readPresence(stanza);
}

/** Every function that takes other people's text, by name; each gets one. */
export async function functions() {
  globalThis.document ??= { createElement: () => ({ append() {}, setAttribute() {}, style: { setProperty() {} } }) };
  const room = 'lobby@conference.localhost';
  const message = (body, nick = 'Alice') => ({ id: 'm', originId: 'o', nick, occupantId: null, body, time: 0 });
  const roomWith = (one) => {
    const store = new RoomStore();
    store.me = { nick: 'Dana' };
    new Outbox(store, remembering(), 'lobby');
    store.append(one);
    store.merge([{ ...one, id: 'n' }], 'm');
    return store;
  };
  const stanza = (name, attributes, ...children) => el(CLIENT, name, { from: `${room}/x`, type: 'groupchat', ...attributes }, ...children);
  const child = (name, text) => el(CLIENT, name, null, text);
  const sentences = [];
  for (const tag of ['en', 'de']) {
    const { default: inside } = await import('../../../main/webapp/widget/i18n/inside.js');
    const t = { ...inside, ...(await words(tag)), ...moderation[tag] };
    sentences.push(t.log, t.beginning, t.placeholder, t.moderate, ...Object.values(t.acted));
  }
  return {
    'a body': (text) => rich(text),
    'a body with a name': (text) => rich(text, 'Dana'),
    'a body that was cut': (text) => rich(text, 'Dana', true),
    'a name in a body': (text) => rich(text, text.slice(0, 64)),
    'a long name in a body': (text) => rich(text, text),
    'what is folded': folded,
    'what is left of it': (text) => rich(folded(text) ?? '', 'Dana', true),
    emoji: isEmoji,
    'a plain text': plain,
    'a name': line,
    'a name in a sentence': quoted,
    'a chosen name': (text) => [canBeName(text), another(text, 64)],
    'an avatar': (text) => avatar(line(text)),
    'a colour': (text) => tint({ style: { setProperty() {} } }, line(text)),
    sentences: (text) => sentences.forEach((sentence) => sentence(quoted(text))),
    addresses: (text) => [bare(text), resource(text), bare(`${room}/${text}`), resource(`${room}/${text}`)],
    'a message that is read': (text) => readMessage(stanza('message', null, child('body', text)), room),
    'a name that is read': (text) => readMessage(stanza('message', { from: `${room}/${text}` }, child('body', 'x')), room),
    'ids that are read': (text) => [
      occupantId(stanza('message', null, el('urn:xmpp:occupant-id:0', 'occupant-id', { id: text }))),
      ranks(stanza('message', null, el('urn:xmpp:hats:0', 'hats', null, el('urn:xmpp:hats:0', 'hat', { uri: text })))),
      readResult(stanza('message', null, el('urn:xmpp:mam:2', 'result', { id: text })), room),
    ],
    'presence that is read': (text) => readPresence(stanza('presence', { from: `${room}/${text}` }, child('status', text), child('show', text))),
    'a message that is kept': (text) => save(roomWith(message(text))),
    'a name that is kept': (text) => save(roomWith(message('x', text))),
    'a block': (text) => goesOn(message('x', text), message('x', text)),
    // a reference is five times as long as what it stands for
    'a stanza on the wire': (text) => parse(String(child('body', text.slice(0, text.length / 5)))),
  };
}

/** Milliseconds for which this keeps a processor busy, whoever else wants one. */
function time(work, text) {
  const start = process.cpuUsage();
  work(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** What is wrong with the time that this takes, or null. Whatever is quick once, is quick. */
export function judge(work, { of }) {
  const long = of(LENGTH);
  const short = of(LENGTH / 4);
  let took = Infinity;
  let quarter = Infinity;
  for (let run = 0; run < RUNS; run++) {
    took = Math.min(took, time(work, long));
    if (took <= NOTICEABLE) return { took, slow: null };
    quarter = Math.min(quarter, time(work, short));
    if (took <= LIMIT && took <= quarter * GROWTH) return { took, slow: null };
  }
  return { took, slow: `${quarter.toFixed(2)} ms for a quarter, ${took.toFixed(2)} ms` };
}
