/**
 * What each client does here, whichever library it uses: enters a room in which somebody listens, says
 * three things, waits for the answer, reads the archive two messages at a time, and prints what
 * it has seen. Anything else ends the process with an error.
 */

export const NS = {
  client: 'jabber:client',
  muc: 'http://jabber.org/protocol/muc',
  mam: 'urn:xmpp:mam:2',
  rsm: 'http://jabber.org/protocol/rsm',
  forward: 'urn:xmpp:forward:0',
};

const PATIENCE_MS = 20_000;

/** The command line. */
export function options() {
  const [url, domain, room, nick, username, password] = process.argv.slice(2);
  return { url, domain, room, nick, username, password };
}

/** What is said in the room, and somebody who waits for it. */
export class Heard {
  #bodies = [];
  #wanted;
  #found;

  add(body) {
    this.#bodies.push(body);
    if (body === this.#wanted) {
      this.#found();
    }
  }

  get bodies() {
    return this.#bodies;
  }

  /** Resolves when this has been said. */
  until(body) {
    if (this.#bodies.includes(body)) {
      return Promise.resolve();
    }
    this.#wanted = body;
    return new Promise((resolve) => {
      this.#found = resolve;
    });
  }
}

/**
 * @param {object} client
 * @param {() => Promise<string>} client.logIn answers the SASL mechanism that was used
 * @param {() => Promise<void>} client.join
 * @param {(body: string) => void} client.say
 * @param {Heard} client.heard
 * @param {(max: number, after?: string) =>
 *     Promise<{bodies: string[], last?: string, complete: boolean}>} client.page
 * @param {() => Promise<void>} client.logOut
 */
export async function talk(client) {
  const alarm = setTimeout(() => {
    console.error(`nothing more happens; heard ${client.heard.bodies.join('|')}`);
    process.exit(1);
  }, PATIENCE_MS);
  console.log(`mechanism ${await client.logIn()}`);
  await client.join();
  for (const body of ['one', 'two', 'three']) {
    client.say(body);
  }
  await client.heard.until('I hear you');
  console.log(`heard ${client.heard.bodies.join('|')}`);
  console.log(`archived ${(await archive(client)).join('|')}`);
  await client.logOut();
  clearTimeout(alarm);
}

async function archive(client) {
  const bodies = [];
  let page = { complete: false };
  while (!page.complete) {
    page = await client.page(2, page.last);
    bodies.push(...page.bodies);
  }
  return bodies;
}
