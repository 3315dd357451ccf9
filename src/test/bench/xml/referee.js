// A browser's DOMParser, asked as referee.py is; an expression that is a function.
(line) => {
  const parser = new DOMParser();
  const XMLNS = 'http://www.w3.org/2000/xmlns/';
  const dump = (element) => {
    const attributes = [];
    for (const { namespaceURI, localName, value } of element.attributes) {
      if (namespaceURI !== XMLNS) attributes.push(`\x03${namespaceURI ?? ''}\x02${localName}\x02${value}`);
    }
    let out = `\x01${element.namespaceURI ?? ''}\x02${element.localName}${attributes.sort().join('')}`;
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType !== 1) {
        text += node.data;
        continue;
      }
      if (text) out += `\x04${text}`;
      text = '';
      out += dump(node);
    }
    if (text) out += `\x04${text}`;
    return `${out}\x05`;
  };
  const wrong = [];
  const accepted = [];
  JSON.parse(line).forEach(([document, expected], number) => {
    const read = parser.parseFromString(document, 'text/xml');
    const refusal = read.getElementsByTagNameNS('*', 'parsererror')[0]?.textContent;
    if (expected === null) {
      if (!refusal) accepted.push(number);
      return;
    }
    const tree = refusal ?? dump(read.documentElement);
    if (tree !== expected) wrong.push([number, 'Chromium', tree]);
  });
  return (wrong.length ? JSON.stringify(wrong) : '') + '\t' + accepted;
}
