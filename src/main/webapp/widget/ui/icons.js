// Pictures of one path on 24 × 24, and buttons of them.

import { fill, h } from './h.js';

const svg = (tag, properties, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);

export const icon = (d) => svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d }));

export const iconButton = (d, label, onclick) =>
  h('button', { class: 'ib', type: 'button', 'aria-label': label, title: label, onclick }, icon(d));
