// How a stream travels. A transport carries elements and knows nothing of what they mean: it is
// opened once, restarted after SASL, tells its listener what comes, and says `closed` exactly once.
//
// listener: opened(from), received(element), closed()

import { el, parse } from './xml.js';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';

/** XMPP over WebSocket (RFC 7395): a frame is an element. */
export class WebSocketTransport {
  #url;
  #listener;
  #socket;

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  /** Connects and opens a stream to the domain `to`. */
  open(to, lang) {
    let socket;
    try {
      socket = new WebSocket(this.#url, 'xmpp');
    } catch {
      // Not for a page like this one: ws: on a page that came by https:
      return queueMicrotask(() => this.#listener.closed());
    }
    this.#socket = socket;
    socket.onopen = () => this.restart(to, lang);
    socket.onmessage = ({ data }) => this.#frame(data);
    socket.onclose = () => this.#closed();
  }

  restart(to, lang) {
    this.send(el(FRAMING, 'open', { to, version: '1.0', 'xml:lang': lang }));
  }

  /** Sends if it can; what a closing socket swallows is the caller's to send again. */
  send(element) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(element.toString());
  }

  /** Ends the stream and does not wait for the other side to agree. */
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
      // RFC 6120 §4.9.3.13: what is not XML ends the stream
      return this.close();
    }
    if (element.is(FRAMING, 'open')) this.#listener.opened(element.attributes.from);
    else if (element.is(FRAMING, 'close')) this.close();
    else this.#listener.received(element);
  }

  #closed() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    this.#listener.closed();
  }
}
