// What is carried of a room from page to page, so that the next one shows it at once. Touches no DOM.

const MESSAGES = 100;
const LETTERS = 300_000; // in all of them; more may not fit into a tab's memory

/** What the next page needs. */
export function save(store) {
  const { title, subject, me, crowd, messages, loaded, upToDate } = store;
  const { oldest, newest, hasMore } = store;
  const latest = messages.slice(-MESSAGES);
  let left = LETTERS;
  const over = latest.findLastIndex(({ body }) => (left -= body.length) < 0);
  const last = latest.slice(Math.min(over + 1, latest.length - 1));
  const cut = last.length < messages.length && last[0].id;
  return {
    ...{ title, subject, me, crowd, loaded, upToDate, newest, messages: last },
    oldest: cut || oldest,
    hasMore: Boolean(cut) || hasMore,
    occupants: [...store.occupants],
  };
}

/** Fills a store that is empty as the page before had it. */
export function restore(store, { messages, occupants, ...rest }) {
  store.merge(messages.map(({ key, ...message }) => message));
  store.update({ ...rest, occupants: new Map(occupants), phase: 'joined' });
}
