// The words. English is here; other languages are fetched when they are needed.

const LANGUAGES = ['de'];

const en = {
  lang: 'en',
  people: (n) => (n === 1 ? '1 person here' : `${n} people here`),
  showPeople: 'Show people',
  hidePeople: 'Hide people',
  back: 'Back to messages',
  here: 'Here now',
  away: 'Away',
  more: (n) => `and ${n} more`,
  moderator: 'Moderator',
  mod: 'Mod',
  you: 'you',
  changeName: 'Change your name',
  log: (room) => `Messages in ${room}`,
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: 'New messages',
  jump: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
  toNewest: 'To the newest messages',
  loadOlder: 'Load older messages',
  loadingOlder: 'Loading older messages…',
  beginning: (room) => `This is the beginning of ${room}.`,
  empty: 'No messages yet. Say hello!',
  sending: 'Sending…',
  queued: 'Will be sent when you are connected again',
  failed: 'Not sent.',
  retry: 'Try again',
  discard: 'Discard',
  placeholder: (room) => `Message ${room}`,
  send: 'Send message',
  silent: 'You can read here, but not write.',
  joining: 'Joining…',
  online: 'Online',
  states: { online: 'Joining…', connecting: 'Connecting…', waiting: 'Not connected', failed: 'Not connected' },
  reconnecting: 'Reconnecting… nothing will be lost.',
  unreachable: 'The chat cannot be reached. Trying again…',
  tryNow: 'Try now',
  invite: 'Choose a name to join the conversation.',
  inviteReading: 'This is what was said last. Choose a name to join in.',
  newName: 'Under which name do you want to go on?',
  name: 'Your name',
  join: 'Join',
  change: 'Change',
  cancel: 'Cancel',
  joinAgain: 'Join again',
  problems: {
    conflict: 'Somebody here has this name already. Please choose another one.',
    'jid-malformed': 'This cannot be a name here. Please choose another one.',
    'bad-request': 'This cannot be a name here. Please choose another one.',
    'not-acceptable': 'This name is not allowed here. Please choose another one.',
    forbidden: 'You are banned from this room.',
    banned: 'A moderator has banned you from this room.',
    kicked: 'A moderator has removed you from this room.',
    'members-only': 'This room is for its members only.',
    'registration-required': 'This room is for its members only.',
    'not-authorized': 'This room has a password, which cannot be entered here.',
    'not-allowed': 'This room does not exist, and you may not open it.',
    'service-unavailable': 'This room is full. Trying again…',
    destroyed: 'This room has been closed.',
    'no-rooms': 'The server has no rooms.',
    guests: 'The server does not admit guests.',
    domain: 'The server does not know the domain of this page.',
    other: 'The room cannot be entered at the moment.',
  },
  refusals: {
    'resource-constraint': 'The server is busy.',
    'policy-violation': 'That was too much at once.',
    forbidden: 'You may not write here.',
  },
};

/** The words for a language tag, or else the English ones. */
export async function words(tag) {
  const language = tag.toLowerCase().split('-')[0];
  if (!LANGUAGES.includes(language)) return en;
  const translated = await import(`./i18n/${language}.js`).catch(() => null);
  return { ...en, ...translated?.default };
}
