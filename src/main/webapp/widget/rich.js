// What a message body means beyond its letters: links, code, the reader's own name. Yields parts for
// somebody else to draw; a part's text is always text, and a link's address was parsed and checked.

const LINK = /\b(?:https?:\/\/|mailto:|xmpp:)[^\s<>"'`\u0000-\u001f]+/giu;
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'xmpp:']);
const CODE = /`([^`\n]+)`/g;
// Embeddings, overrides and isolates: they would make a line read other than it is
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f\u20e3\s])+$/u;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
);
const BIG_AT_MOST = 6;

/** Text without what can turn its direction. */
export const plain = (text) => text.replace(BIDI, '');

/**
 * The parts of a body: {type: 'text' | 'code' | 'mention', text} or {type: 'link', text, href}.
 *
 * @param {string} body @param {?string} nick the reader's name in the room
 */
export function rich(body, nick = null) {
  const parts = [];
  const mention = nick ? mentionOf(nick) : null;
  split(plain(body), CODE, (code) => parts.push({ type: 'code', text: code[1] }), (text) =>
    split(text, LINK, (found) => parts.push(...link(found[0])), (rest) => {
      if (!mention) return parts.push({ type: 'text', text: rest });
      split(rest, mention, (name) => parts.push({ type: 'mention', text: name[0] }), (words) =>
        parts.push({ type: 'text', text: words }),
      );
    }),
  );
  return join(parts);
}

/** Whether the body is one to six emoji and nothing else. */
export function isEmoji(body) {
  if (body.length > 80 || !EMOJI.test(body) || !/\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}/u.test(body)) return false;
  const letters = [...new Intl.Segmenter().segment(body)].filter((s) => s.segment.trim());
  return letters.length > 0 && letters.length <= BIG_AT_MOST;
}

function split(text, pattern, onMatch, onText) {
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    if (found.index > from) onText(text.slice(from, found.index));
    onMatch(found);
    from = found.index + found[0].length;
  }
  if (from < text.length) onText(text.slice(from));
}

function mentionOf(nick) {
  const literal = plain(nick).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_@])@?${literal}(?![\\p{L}\\p{N}_])`, 'giu');
}

/** A link, and the punctuation after it that belongs to the sentence. */
function link(found) {
  let end = found.length;
  while (end && /[.,;:!?…]/.test(found[end - 1])) end--;
  for (const [open, close] of ['()', '[]', '{}']) {
    if (found[end - 1] === close && count(found.slice(0, end), close) > count(found.slice(0, end), open)) end--;
  }
  const text = found.slice(0, end);
  const rest = { type: 'text', text: found.slice(end) };
  let url;
  try {
    url = new URL(text);
  } catch {
    return [{ type: 'text', text: found }];
  }
  if (!SCHEMES.has(url.protocol)) return [{ type: 'text', text: found }];
  // user:password@ serves to make an address look like another one
  url.username = url.password = '';
  return [{ type: 'link', text: label(text, url), href: url.href }, rest];
}

/** What the reader sees: the host that will be asked, first and unmistakable. */
function label(text, url) {
  if (!url.host) return text.replace(/^(mailto|xmpp):/i, '');
  const typed = text.replace(/^https?:\/\//i, '');
  const authority = typed.split(/[/?#\\]/, 1)[0];
  const host = authority.includes('@') || mixed(authority) ? url.host : authority;
  const path = typed.slice(authority.length);
  return host + (path === '/' ? '' : path);
}

/** Letters of two scripts in one host: one of them imitates the other. Punycode shows it. */
const mixed = (host) => SCRIPTS.filter((script) => script.test(host)).length > 1;

const count = (text, character) => text.split(character).length - 1;

function join(parts) {
  const joined = [];
  for (const part of parts) {
    if (!part.text) continue;
    if (part.type === 'text' && joined.at(-1)?.type === 'text') joined.at(-1).text += part.text;
    else joined.push(part);
  }
  return joined;
}
