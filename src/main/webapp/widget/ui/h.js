// Building nodes. Text becomes text nodes, attributes are set by name, and there is no way in for
// markup: nothing here, and nothing that uses it, parses a string as HTML.

/**
 * Makes an element. `properties`: `on…` adds a listener, `true` sets an empty attribute; null,
 * undefined and false leave out. Children that are null, undefined or false are left out likewise.
 */
export function h(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((c) => c != null && c !== false));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';
const PATHS = {
  people:
    'M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20a6.5 6.5 0 0113 0M16 4.5a3.5 3.5 0 010 6.5M18 14.5a6.5 6.5 0 013.5 5.5',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 16-3-6z',
  edit: 'M4 20l1-4L16.5 4.5a2.1 2.1 0 013 3L8 19z',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2',
  alert: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7.5v5.5M12 16.5h.01',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick) {
  return h('button', { class: 'ib', type: 'button', 'aria-label': label, title: label, onclick }, icon(name));
}

/** A disc with the initials, in the colour of the name. */
export function avatar(nick, ...children) {
  return h('span', { class: 'av', 'aria-hidden': 'true' }, initials(nick), ...children);
}

/** Gives a node and what is in it the colour of a name: the same on every page. */
export function tint(node, nick) {
  let hash = 2166136261; // FNV-1a
  for (const letter of nick) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619) >>> 0;
  // The golden angle keeps the hues of similar hashes apart
  node.style.setProperty('--hue', Math.round((hash % 997) * 137.508) % 360);
  return node;
}

function initials(nick) {
  const words = nick.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return (words.length ? words : [nick]).slice(0, 2).map((w) => [...w][0] ?? '').join('').toUpperCase();
}
