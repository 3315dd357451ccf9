// Finds links, code and the reader's name in a body. Yields parts for others to draw.

const LINK = /\b(?:https?:\/\/|mailto:|xmpp:)[^\s<>"'`]+/gi;
const CODE = /`([^`\n]+)`/g;
// Embeddings, overrides and isolates make a line read other than it is
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const EMOJI = /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{RI}|[\u200d\ufe0f\u20e3\s]){1,80}$/u;
const COLOURFUL = /\p{Emoji_Presentation}|\ufe0f|\p{RI}/u;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
const BIG = 6; // emoji

/** Text without what can turn its direction. */
export const plain = (text) => text.replace(BIDI, '');

/** {type: 'text', 'code', 'mention' or 'link', text, href} */
export function rich(body, nick) {
  const parts = [];
  const add = (type, text, href) => {
    const last = parts.at(-1);
    if (type === 'text' && last?.type === 'text') last.text += text;
    else if (text) parts.push(href ? { type, text, href } : { type, text });
  };
  const mentions = (text) => (nick ? split(text, mentionOf(nick), (m) => add('mention', m[0]), say) : say(text));
  const links = (text) => split(text, LINK, (m) => link(m[0], add), mentions);
  const say = (text) => add('text', text);
  split(plain(body), CODE, (m) => add('code', m[1]), links);
  return parts;
}

/** Whether the body is one to six emoji and nothing else. */
export function isEmoji(body) {
  if (!EMOJI.test(body) || !COLOURFUL.test(body)) return false;
  return [...new Intl.Segmenter().segment(body)].filter((s) => s.segment.trim()).length <= BIG;
}

function split(text, pattern, onMatch, onText) {
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    onText(text.slice(from, found.index));
    onMatch(found);
    from = found.index + found[0].length;
  }
  onText(text.slice(from));
}

function mentionOf(nick) {
  const literal = plain(nick).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_@])@?${literal}(?![\\p{L}\\p{N}_])`, 'giu');
}

function link(found, add) {
  // Punctuation after a link belongs to the sentence, and so does a bracket that was opened there
  let text = found.replace(/[.,;:!?…]+$/, '');
  const count = (bracket) => text.split(bracket).length;
  while ((text.endsWith(')') && count(')') > count('(')) || (text.endsWith(']') && count(']') > count('['))) {
    text = text.slice(0, -1);
  }
  let url;
  try {
    url = new URL(text);
  } catch {
    return add('text', found);
  }
  url.username = url.password = ''; // they make an address look like another one
  add('link', url.host ? label(text, url.host) : text.replace(/^\w+:/, ''), url.href);
  add('text', found.slice(text.length));
}

/** First and unmistakable the host that will be asked. */
function label(text, host) {
  const [, typed, path] = /^\w+:\/\/([^/?#\\]*)(.*)/.exec(text);
  // Two scripts in one host: one imitates the other. Punycode shows it
  const odd = typed.includes('@') || SCRIPTS.filter((script) => script.test(typed)).length > 1;
  return (odd ? host : typed) + (path === '/' ? '' : path);
}
