// How often somebody is answered who asks us something. RFC 6120 §8.2.3 wants an answer to each question,
// and other people may ask as many as they like, while each answer counts as something that we send: some
// guests who ask without a pause would take all that the visitor may say. Who is not answered waits in vain
// and harms himself only; the server itself does not ask for this.

const BURST = 10; // answers at once
const PAUSE = 1_000; // milliseconds for each one after that

/** @returns what tells whether there is an answer left: for all who ask together, since one may come as many */
export function patience() {
  let due = 0; // when all of them are left again
  return () => {
    const start = Math.max(due, Date.now());
    if (start - Date.now() > (BURST - 1) * PAUSE) return false;
    due = start + PAUSE;
    return true;
  };
}
