// What the page does with other people's text, all in time linear in its length, and with a bound on what
// comes of it. Finds links, code and the reader's name in a body. Yields parts for others to draw.

const LINK = /\b(?:https?:\/\/|mailto:|xmpp:)[^\s<>"'`]+/gi;
const CODE = /`([^`\n]+)`/g;
const PART = /`[^`\n]+`|\b(?:https?:\/\/|mailto:|xmpp:)/gi;
// Embeddings, overrides and isolates make a line read other than it is
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const MARKS = /[\u200e\u200f\u061c]/g; // of direction
const BLANK = /[\p{Cc}\s]+/gu;
const STACK = /(\p{M}{4})\p{M}+/gu; // no language has more on one letter
// roughly: one too many does no harm
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{1efff}]/u;
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}\u200d\ufe0f\u20e3 ]{1,80}$/u;
const COLOURFUL = /\p{Emoji_Presentation}|\ufe0f|\p{RI}/u;
const BIG = 6; // emoji

const PARTS = 30; // links, names and pieces of code that a message shows at once: each is a box, which costs
const MOST = 500; // when its reader asked for all; what follows is text. Addresses that are read cost as much
const LINK_LENGTH = 2048;
const HOST_LENGTH = 255;
const NICK_LENGTH = 128;
const NAME_LENGTH = 200; // letters of a name or a title on view
const LONG = 1000; // letters, and lines, of a body that is folded
const HIGH = 16;
const SHORT = 600; // those of it that stay: in words, or lines, that are whole
const LOW = 10;

// A host is shown as it was typed if each label is of one script without look-alikes, or all is Cyrillic or
// Greek. Any other, or one that is written from the right, could pass for another host: Punycode shows it
const LABEL = /^[a-zß-öø-ÿ\d-]+$|^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー\d-]+$|^[\p{sc=Hang}\d-]+$/u;
const WHOLE = /^[\p{sc=Cyrl}\d.-]+$|^[\p{sc=Grek}\d.-]+$/u;
const PORT = /:\d+$/;
const PUNY = /(^|\.)xn--/;
const PLAIN_PATH = /^[\p{L}\p{M}\p{N}!-[\]-~]*$/u;

/** Text without what can turn its direction. */
export const plain = (text) => text.replace(BIDI, '').replace(STACK, '$1');

/** A name, a subject or a title as it is shown: one line, of no more than anybody reads. */
export function line(text) {
  const shown = plain(text.slice(0, NAME_LENGTH * 4)).replace(MARKS, '').replace(BLANK, ' ').trim();
  const letters = [...shown];
  return letters.length > NAME_LENGTH ? letters.slice(0, NAME_LENGTH).join('') + '…' : shown;
}

/** A name within a sentence, which it must not turn round. */
export function quoted(text) {
  const shown = line(text);
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** What is shown of a body that is long at first, or that consists of many parts; or null if that is all. */
export function folded(body) {
  const short = shortened(body);
  const start = (short ?? body).slice(0, endOfParts(body));
  return start.length < body.length ? start : null;
}

/** Where the part begins that is one too many. */
function endOfParts(body) {
  let parts = 0;
  for (const { index } of body.matchAll(PART)) if (++parts > PARTS) return index;
  return body.length;
}

function shortened(body) {
  let lines = 0;
  let low = 0;
  for (let at = -1; lines < HIGH && (at = body.indexOf('\n', at + 1)) >= 0; ) if (++lines === LOW) low = at;
  const high = lines === HIGH;
  if (body.length <= LONG && !high) return null;
  if (high && low <= SHORT) return body.slice(0, low);
  const cut = body.slice(0, SHORT).replace(/[\ud800-\udbff]$/, '');
  const space = Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'));
  return space > SHORT / 2 ? cut.slice(0, space) : cut;
}

/**
 * {type: 'text', 'code', 'mention' or 'link', text, href}
 *
 * @param cut whether more follows, so that an address at its end may be another one
 * @param all whether the reader asked for all of it
 */
export function rich(body, nick, cut = false, all = false) {
  const parts = [];
  const most = all ? MOST : PARTS;
  let found = 0;
  const add = (type, text, href) => {
    const last = parts.at(-1);
    if (type === 'text' && last?.type === 'text') last.text += text;
    else if (text) parts.push(href ? { type, text, href } : { type, text });
    if (type !== 'text') found++;
  };
  const split = (text, pattern, onMatch, onText) => {
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      if (match.index > from) onText(text.slice(from, match.index));
      from = match.index;
      if (found >= most) break;
      onMatch(match);
      from += match[0].length;
    }
    onText(text.slice(from), true);
  };
  const mention = nick && nick.length <= NICK_LENGTH && mentionOf(nick);
  const say = (text) => add('text', text);
  const mentions = (text) => (mention ? split(text, mention, (m) => add('mention', m[0]), say) : say(text));
  let tried = 0;
  const links = (text, isLast) => {
    const whole = (m) => !(cut && isLast && m.index + m[0].length === text.length);
    split(text, LINK, (m) => (whole(m) && tried++ < MOST ? link(m[0], add) : say(m[0])), mentions);
  };
  split(plain(body), CODE, (m) => add('code', m[1]), links);
  return parts;
}

/** Whether the body is one to six emoji and nothing else. */
export function isEmoji(body) {
  if (!EMOJI.test(body) || !COLOURFUL.test(body)) return false;
  return [...new Intl.Segmenter().segment(body)].filter((s) => s.segment.trim()).length <= BIG;
}

function mentionOf(nick) {
  const literal = plain(nick).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_@])@?${literal}(?![\\p{L}\\p{N}_])`, 'giu');
}

function link(found, add) {
  if (found.length > LINK_LENGTH) return add('text', found);
  const text = found.slice(0, endOf(found));
  const [start, typed] = /^\w+:?[/\\]*([^/?#\\]*)/.exec(text);
  const url = typed.length <= HOST_LENGTH && read(text);
  if (!url) return add('text', found);
  add('link', url.host ? label(text.slice(start.length), typed, url) : url.href.slice(url.protocol.length), url.href);
  add('text', found.slice(text.length));
}

function read(text) {
  try {
    const url = new URL(text);
    url.username = url.password = ''; // they make an address look like another one
    return url;
  } catch {
    return null;
  }
}

/** Punctuation after a link belongs to the sentence, and so does a bracket that was not opened in it. */
function endOf(text) {
  const open = { ')': 0, ']': 0 };
  for (const letter of text) {
    if (letter === '(') open[')']++;
    else if (letter === '[') open[']']++;
    else if (letter in open) open[letter]--;
  }
  let end = text.length;
  const closes = () => open[text[end - 1]] < 0;
  while (end && '.,;:!?…'.includes(text[end - 1])) end--;
  for (; closes(); end--) open[text[end - 1]]++;
  return end;
}

/**
 * First and unmistakable the host that will be asked. Where that and the rest are not read as they were
 * typed, they are shown as they are read.
 */
function label(path, typed, { host, pathname, search, hash }) {
  const lower = typed.toLowerCase();
  const same = lower === host || (PUNY.test(host) && isHonest(lower.replace(PORT, '')) && read(`http://${lower}`)?.host === host);
  const rest = same && PLAIN_PATH.test(path) ? path : pathname + search + hash;
  return (same ? lower : host) + (rest === '/' ? '' : rest);
}

const isHonest = (host) => WHOLE.test(host) || host.split('.').every((label) => LABEL.test(label));
