// Who a visitor is: whoever the site says, or else a guest who stays the same.

const ANSWERING = 10_000; // milliseconds

/**
 * Asks the site for a token, by a function of its own or at a URL. Null: it knows nobody. @throws if
 * it cannot say now
 */
export async function siteLogin(site) {
  if (typeof site === 'function') return site();
  if (!site) return null;
  const answer = await fetch(site, {
    method: 'POST',
    headers: { 'X-Mongoose': '1' },
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWERING),
  });
  if (answer.status >= 500) throw new Error(answer.status);
  return answer.status === 200 ? answer.json() : null;
}

/** What makes a guest the same one again at this service, and is nobody else's to know. */
export function guestToken(memory, service) {
  const key = 'guest:' + service;
  const known = memory.get(key);
  if (/^guest:[\w-]{43}$/.test(known)) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
  memory.set(key, 'guest:' + text.slice(0, 43));
  return 'guest:' + text.slice(0, 43);
}
