// Building nodes. Text becomes text nodes: nothing is ever parsed as markup.

/** `on…` listens; null, undefined and false are left out. */
export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function fill(node, properties, children) {
  const kept = (value) => value != null && value !== false;
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (kept(value)) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(9).filter(kept));
  return node;
}

export function avatar(nick, ...children) {
  const words = nick.match(/[\p{L}\p{N}]+/gu) ?? [nick];
  const initials = words.slice(0, 2).map((word) => [...word][0]);
  return h('span', { class: 'av', 'aria-hidden': 'true' }, initials.join('').toUpperCase(), ...children);
}

/** Gives a node the colour of a name: the same on every page. */
export function tint(node, nick) {
  let hash = 2166136261; // FNV-1a
  for (const letter of nick) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619) >>> 0;
  node.style.setProperty('--hue', (hash % 997) * 137.508); // the golden angle keeps hues apart
  return node;
}
