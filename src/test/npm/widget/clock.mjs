// Time that moves when a test says so, instead of setTimeout and Date.now.

// Node 18 has these in modules only; browsers, which run the widget, have them since long ago
import { webcrypto } from 'node:crypto';
globalThis.crypto ??= webcrypto;
globalThis.CustomEvent ??= class extends Event {
  constructor(type, { detail }) {
    super(type);
    this.detail = detail;
  }
};

let now = 0;
let timers = new Map();
let ids = 0;

/** Stops the real time for the rest of this file; forgets what was planned. */
export function stopTime(at = '2026-11-23T12:00:00Z') {
  now = Date.parse(at);
  timers = new Map();
  Date.now = () => now;
  globalThis.setTimeout = (action, wait) => {
    timers.set(++ids, { action, due: now + wait });
    return ids;
  };
  globalThis.clearTimeout = (id) => timers.delete(id);
}

/** Does all that was planned for the next milliseconds, in its order. */
export function tick(milliseconds) {
  const end = now + milliseconds;
  for (;;) {
    const [id, next] = [...timers].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
    if (!next || next.due > end) break;
    now = next.due;
    timers.delete(id);
    next.action();
  }
  now = end;
}
