// How a stream travels. Tells its listener opened(from), received(element) and, once, closed().

import { el, parse } from './xml.js';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

/** RFC 7395: a frame is an element. */
export class WebSocketTransport {
  #url;
  #listener;
  #socket;

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  open(to, lang) {
    try {
      this.#socket = new WebSocket(this.#url, 'xmpp');
    } catch {
      return queueMicrotask(() => this.#listener.closed()); // ws: on a page that came by https:
    }
    this.#socket.onopen = () => this.restart(to, lang);
    this.#socket.onmessage = ({ data }) => this.#frame(data);
    this.#socket.onclose = () => this.#closed();
  }

  restart(to, lang) {
    this.send(el(FRAMING, 'open', { to, version: '1.0', 'xml:lang': lang }));
  }

  /** Sends if it can; what a closing socket swallows is the caller's to send again. */
  send(element) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(String(element));
  }

  close() {
    this.send(el(FRAMING, 'close'));
    this.#socket?.close();
    this.#closed();
  }

  #frame(data) {
    let element;
    try {
      element = parse(data);
    } catch {
      return this.close();
    }
    if (element.is(FRAMING, 'open')) this.#listener.opened(element.attributes.from);
    else if (element.is(FRAMING)) this.close();
    else this.#listener.received(element);
  }

  #closed() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = socket.onopen = socket.onmessage = socket.onclose = null;
    this.#listener.closed();
  }
}
