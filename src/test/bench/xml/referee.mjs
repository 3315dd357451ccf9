// The widget's reader, asked as referee.py is.

import { createInterface } from 'node:readline';
import { El, parse } from '../../../main/webapp/widget/xml.js';

const XML = 'http://www.w3.org/XML/1998/namespace';

/** Of an attribute the widget keeps the prefix and not the namespace. */
function attribute([name, value]) {
  const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
  return `\x03${prefix === 'xml' ? XML : prefix && '?'}\x02${local}\x02${value}`;
}

function dump(element) {
  let out = `\x01${element.ns}\x02${element.name}${Object.entries(element.attributes).map(attribute).sort().join('')}`;
  let text = '';
  const flush = () => {
    if (text) out += `\x04${text}`;
    text = '';
  };
  for (const child of element.children) {
    if (child instanceof El) {
      flush();
      out += dump(child);
    } else {
      text += child;
    }
  }
  flush();
  return `${out}\x05`;
}

function read(document) {
  try {
    return [dump(parse(document))];
  } catch ({ message }) {
    return [null, message];
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const wrong = [];
  JSON.parse(line).forEach(([document, expected], number) => {
    const [tree, refusal] = read(document);
    if (tree !== expected) wrong.push([number, 'widget', refusal ?? tree]);
  });
  console.log((wrong.length ? JSON.stringify(wrong) : '') + '\t');
}
