"""Reads what it is given with expat and with libxml2. A line in is a JSON array of documents and the trees that they
are to have, or null for those that the server refused; a line out is what is wrong (nothing, if all is well), a tab,
and the numbers of those that it would have accepted."""
import json
import sys
import xml.parsers.expat

from lxml import etree


def element(namespace, name, attributes):
    said = ''.join('\3%s\2%s\2%s' % (*key, value) for key, value in sorted(attributes))
    return '\1%s\2%s%s' % (namespace, name, said)


def split(name):
    namespace, _, local = name.rpartition('}')
    return namespace.lstrip('{'), local


def expat(document):
    # as Python's own ElementTree has it, and so much that is written in Python
    parser = xml.parsers.expat.ParserCreate('UTF-8', '}')
    out, text = [], []

    def flush():
        if text:
            out.append('\4' + ''.join(text))
            text.clear()

    def start(name, attributes):
        flush()
        out.append(element(*split(name), [(split(key), value) for key, value in attributes.items()]))

    def end(name):
        flush()
        out.append('\5')

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text.append
    parser.Parse(document, True)
    return ''.join(out)


def libxml2(document):
    out = []

    def walk(node):
        if not isinstance(node.tag, str):
            return  # a comment or the like, in what the server refused
        out.append(element(*split(node.tag), [(split(key), value) for key, value in node.items()]))
        if node.text:
            out.append('\4' + node.text)
        for child in node:
            walk(child)
            if child.tail:
                out.append('\4' + child.tail)
        out.append('\5')

    walk(etree.fromstring(document))
    return ''.join(out)


def read(reader, document):
    try:
        return reader(document), None
    except (xml.parsers.expat.ExpatError, etree.XMLSyntaxError) as refusal:
        return None, str(refusal)


for line in sys.stdin:
    wrong, accepted = [], []
    for number, (document, expected) in enumerate(json.loads(line)):
        try:
            octets = document.encode()
        except UnicodeEncodeError:
            continue
        trees = {reader.__name__: read(reader, octets) for reader in (expat, libxml2)}
        if expected is None:
            if all(tree for tree, _ in trees.values()):
                accepted.append(str(number))
            continue
        for name, (tree, refusal) in trees.items():
            if tree != expected:
                wrong.append([number, name, refusal or tree])
    print((json.dumps(wrong) if wrong else '') + '\t' + ','.join(accepted), flush=True)
