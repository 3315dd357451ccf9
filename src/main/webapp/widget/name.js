// Which names a room takes, as far as a page can tell: the server's rules (muc.NameRules), which has the
// last word. One table tests both. Touches no DOM.

const BLANK = /[\u2800\ufffc\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u; // drawn as nothing
const HIDDEN = /(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const HEAP = /(^| )[\p{Mn}\p{Me}]|[\p{Mn}\p{Me}]{5}|([\p{Mn}\p{Me}])\2/u;
const TRANSPARENT = /[\p{Mn}\p{Me}\u200d]/u;

// Unicode 18: gaps between ranges, and how much longer than one they are; base 36
const VIRAMA = table(`1u5 3k 3k 3k 3k 3k 3k 3k 32+1 h 3h 34 3k 5m 51+1 1cq+1 v 4e i6 6c 2u+1 1z+1 3gs o7b 12 48 3z 31
 8m 6v imq 16v 16 f 1m 3e+1 3w 39 51 2r 3l+2 36 3k 71 3k 3b 39 7i 78+1 4i 2c j 2a bq 79+1 2a bu+1 d0t`);
const JOINS_ON = table(`17k 6 2 2+4 5+c 2+6 2+1 10+1 9+f j+11 2+1 a 2 2+1 15+2 3 j+2 6+3 2+8 2 2 2+1 w+a 4+e 3+3 2 3+2
 3+5 23+w 2f+4 3 2+9 2 b 2+3 3 u 3+4 2 h+9 6+1 3+5 2+e 30f p+2g f+x 2 sd2+1e jf2+4 9 6+9 2+2 b+3 42 2 4+2 2+1 2 3 t+1
 9e+x 2 bk+1 2+1 i+l 1u+2 2+g d+2 t+3 3+b 1b 2+1 5 3+1 2+1 2 3 6+1 16wl+1v`);
const IS_JOINED = table(`17k 2+t 2+9 10+1 2+2 2+2m 2 p+1 b+2 3 h 2+t u+1e 23+w 2e+o 8 2+3 2+3 6+i 4 3+6 h+c 2+q 30f
 p+2g f+x 2 sd2+1d jf3+5 2 2+1 4+8 2+9 3 7+4 41+h o+5 9f+y bj+2 2+1 2x+k d+3 s+h 1b 2+4 2+7 2+3 5+1 16wm+1v`);

/** Whether the server could take this as a name; at its ends there is no space. */
export function canBeName(name) {
  const letters = [...name.normalize('NFKC')];
  const text = letters.join('');
  if (BLANK.test(text) || HIDDEN.test(text) || HEAP.test(text.normalize('NFD'))) return false;
  return letters.every((letter, at) => {
    if (letter !== '\u200c' && letter !== '\u200d') return true;
    // RFC 5892 A.1, A.2
    return VIRAMA(letters[at - 1]) || (letter === '\u200c' && breaksJoining(letters, at));
  });
}

/** A name that is likely free, like this one, for who cannot have it. */
export function another(name, longest) {
  const number = 100 + Math.floor(Math.random() * 900);
  return `${[...name.replace(/ \d{3}$/, '')].slice(0, longest - 4).join('')} ${number}`;
}

function breaksJoining(letters, at) {
  let before = at - 1;
  while (before > 0 && TRANSPARENT.test(letters[before])) before--;
  let after = at + 1;
  while (after < letters.length - 1 && TRANSPARENT.test(letters[after])) after++;
  return JOINS_ON(letters[before]) && IS_JOINED(letters[after]);
}

function table(text) {
  let end = 0;
  const ranges = text.split(/\s+/).map((range) => {
    const [gap, more = '0'] = range.split('+');
    const start = end + parseInt(gap, 36);
    return [start, (end = start + parseInt(more, 36))];
  });
  return (letter) => {
    const code = letter?.codePointAt(0);
    return ranges.some(([from, to]) => from <= code && code <= to);
  };
}
