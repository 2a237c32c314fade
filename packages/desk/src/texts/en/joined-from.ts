import { plural } from '../plural.ts'

const en = 'en'
export const joinedFrom = {
  title: 'Joined from',
  source: {
    PAXLST: 'Passenger list',
    PNRGOV: 'Reservation',
    'check-in': 'Check-in',
  } as Record<string, string>,
  said: (source: string, sender: string) => `${source}, ${sender}`,
  /** Why it is told to be about the same person as those before it. */
  rule: {
    'same-record': 'same place in the same message',
    document: 'same document number, no other issuer stated',
    'passenger-reference': 'same unique passenger reference',
    'locator-and-name': 'same locator, family name and given names',
    'name-and-birth-date': 'same family name, given names and birth date',
  } as Record<string, string>,
  first: 'said first',
  toldApart: 'told apart by a person',
  message: (at: string) => `message of ${at}`,
  another: 'This is another person…',
  anotherOf: (said: string, at: string) => `${said}, message of ${at}: this is another person…`,
  dialog: {
    title: 'Is this another person?',
    which: 'What is about somebody else',
    counted: (apart: number, stays: number) =>
      `${plural(en, apart, { one: '1 statement becomes', other: `${apart} statements become` })} a traveller of their own, ${stays} ${plural(en, stays, { one: 'stays', other: 'stay' })} here. Both are compared with the signals again, and what a sender was told is looked at again. The case stays here. No later message joins the two.`,
    none: 'Choose what is about somebody else.',
    all: 'Something has to stay here.',
    reason: 'Why they are two people',
    note: 'At least 20 characters. It is kept with your name; in a case it stands as your note, so you cannot be its second person.',
    act: 'Tell them apart',
    notNow: 'Not now',
  },
}
