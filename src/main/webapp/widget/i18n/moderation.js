// The words for who moderates, in all languages.

export default {
  en: {
    moderate: (nick) => `Moderate ${nick}`,
    readsOnly: 'Reads only',
    acts: { participant: 'Allow writing', visitor: 'Forbid writing', none: 'Remove from the room' },
    acted: {
      participant: (nick) => `${nick} may write now.`,
      visitor: (nick) => `${nick} can only read now.`,
      none: (nick) => `${nick} has been removed.`,
    },
    faults: {
      'item-not-found': 'There is nobody of this name in the room any more.',
      'not-allowed': 'You may not do this to somebody who has as many rights as you.',
      forbidden: 'You do not moderate this room any more.',
      other: 'That could not be done. Please try again.',
    },
  },
  de: {
    moderate: (nick) => `${nick} moderieren`,
    readsOnly: 'Liest nur',
    acts: { participant: 'Schreiben erlauben', visitor: 'Schreiben verbieten', none: 'Aus dem Raum entfernen' },
    acted: {
      participant: (nick) => `${nick} darf jetzt schreiben.`,
      visitor: (nick) => `${nick} kann jetzt nur noch lesen.`,
      none: (nick) => `${nick} wurde entfernt.`,
    },
    faults: {
      'item-not-found': 'Unter diesem Namen ist niemand mehr im Raum.',
      'not-allowed': 'Das dürfen Sie nicht mit jemandem tun, der so viele Rechte hat wie Sie.',
      forbidden: 'Sie moderieren diesen Raum nicht mehr.',
      other: 'Das ist nicht gelungen. Bitte versuchen Sie es nochmals.',
    },
  },
};
