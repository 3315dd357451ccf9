// The reader's words. Other languages, which have all words, are fetched when they are needed.

const LANGUAGES = ['de'];

const en = {
  lang: 'en',
  people: (n) => (n === 1 ? '1 person here' : `${n} people here`),
  moderator: 'Moderator',
  guest: 'Guest',
  you: 'you',
  unfold: 'Show more',
  fold: 'Show less',
  log: (room) => `Messages in ${room}`,
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: 'New messages',
  loadOlder: 'Load older messages',
  loadingOlder: 'Loading older messages…',
  beginning: (room) => `This is the beginning of ${room}.`,
  empty: 'No messages yet. Say hello!',
  joining: 'Joining…',
  online: 'Online',
  states: { online: 'Joining…', connecting: 'Connecting…', waiting: 'Not connected', failed: 'Not connected' },
  reconnecting: 'Reconnecting… nothing will be lost.',
  offline: 'You are offline. What you write will be sent later.',
  connected: 'Connected again.',
  unreachable: 'The chat cannot be reached. Trying again…',
  nameless: 'The login cannot be reached. Trying again…',
  tryNow: 'Try now',
  invite: 'Choose a name to join the conversation.',
  name: 'Your name',
  join: 'Join',
  troubles: {
    'no-rooms': 'The server has no rooms.',
    guests: 'The server does not admit guests.',
    domain: 'The server does not know the domain of this page.',
    other: 'The room cannot be entered at the moment.',
  },
};

/** The words for a language tag, or else the English ones. */
export async function words(tag) {
  const language = tag.toLowerCase().split('-')[0];
  if (!LANGUAGES.includes(language)) return en;
  const translated = await import(`./i18n/${language}.js`).catch(() => null);
  return { ...en, ...translated?.default };
}
