// How a stream travels. Tells its listener opened(from), received(element), skipped(text, error) of what
// cannot be read, and, once, closed().
// `close` ends the stream; `abort` only the connection, so that the stream may be resumed.

import { el, parse } from './xml.js';

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const OPENING = 5_000; // milliseconds until the server has said something
const REMEMBERED = 3_600_000; // milliseconds for which a WebSocket is not tried first

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
    // COMPAT Chromium says no more than `error` when a page's policy forbids it
    this.#socket.onclose = this.#socket.onerror = () => this.abort();
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
    this.abort();
  }

  abort() {
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
    this.#listener.closed();
  }

  #frame(data) {
    let element;
    try {
      element = parse(data);
    } catch (error) {
      return this.#listener.skipped(data, error);
    }
    if (element.is(FRAMING, 'open')) this.#listener.opened(element.attributes.from);
    else if (element.is(FRAMING)) this.close();
    else this.#listener.received(element);
  }
}

/**
 * A WebSocket, or BOSH where that one is blocked or silent. The memory, a tab's, knows for a while that
 * it was.
 */
export class Transport {
  #urls;
  #memory;
  #listener;
  #used = null;
  #timer = 0;
  #isOver = false;

  /** @param urls of the WebSocket and of BOSH */
  constructor(urls, memory, listener) {
    this.#urls = urls;
    this.#memory = memory;
    this.#listener = listener;
  }

  open(...stream) {
    const bosh = this.#memory.get('bosh') > Date.now();
    const end = () => this.#give('abort');
    this.#try(bosh, stream, () => this.#try(!bosh, stream, end), OPENING);
  }

  restart(...stream) {
    this.#used.restart(...stream);
  }

  send(element) {
    this.#used.send(element);
  }

  close() {
    this.#give('close');
  }

  abort() {
    this.#give('abort');
  }

  async #try(bosh, stream, otherwise, bound) {
    const Kind = bosh ? (await import('./bosh.js').catch(() => null))?.BoshTransport : WebSocketTransport;
    if (this.#isOver) return;
    if (!Kind) return otherwise();
    const used = new Kind(this.#urls[Number(bosh)], {
      opened: (from) => {
        clearTimeout(this.#timer);
        otherwise = () => this.#give('abort');
        this.#memory.set('bosh', bosh && Date.now() + REMEMBERED);
        this.#listener.opened(from);
      },
      received: (element) => this.#listener.received(element),
      skipped: (text, error) => this.#listener.skipped(text, error),
      closed: () => {
        clearTimeout(this.#timer);
        if (!this.#isOver) otherwise();
      },
    });
    this.#used = used;
    if (bound) this.#timer = setTimeout(() => used.abort(), bound);
    used.open(...stream);
  }

  /** Gives up, in one way or the other. */
  #give(up) {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#used?.[up]();
    this.#listener.closed();
  }
}
