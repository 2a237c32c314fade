import { plural } from '../plural.ts'

/** What of a signal takes two people: its release where it is about a person, a legal hold, a value that a list knows. */
export const twoPeople = {
  waits: 'waits for a second officer',
  waitsFilter: 'Waits for',
  waitsFor: { release: 'a second officer', 'false-positive': 'a decision: on a list of false positives' },
  known: 'on a list of false positives',
  waiting: (version: number, by: string) =>
    `Version ${version}, written by ${by}, is matched here and goes to nobody else before another officer releases it.`,
  waitingBefore: 'Whoever was given an earlier version keeps that one until then.',
  atHome: 'It is shared under no agreement. A file that is exported leaves it out before another officer released it.',
  youWrote: 'You wrote it or added a file to it: another officer releases it.',
  node: 'the node',
  released: (by: string, at: string) => `Released to others by ${by}, ${at}.`,
  release: 'Release to others…',
  releaseTitle: (version: number) => `Release version ${version} to others?`,
  releaseWhat: (agreements: number) =>
    plural('en', agreements, {
      one: 'It goes to every party of its agreement that may have it.',
      other: `It goes to every party of its ${agreements} agreements that may have it.`,
    }),
  releaseReminder: 'It is about a person. Read who it names, on which law, and why it is needed.',
  releaseAct: 'Release',
  notNow: 'Not now',
  releaseDone: 'Released: it goes to those who may have it.',
  falsePositive: (list: string, entry: string, since: string) =>
    `Since ${since} the list of false positives ${list} has ${entry}. It goes to nobody new until it is corrected or withdrawn, or two people let it through.`,

  hold: {
    title: 'Legal hold',
    none: 'None. When its owner takes it back, or its time is over, it is erased here.',
    ask: 'Ask for a hold…',
    askTitle: 'Keep the copy although it is to be erased?',
    askWhat:
      'Use and matching stop all the same. A second person has to agree. The owner is told the reason, the basis and the day.',
    reason: 'Reason',
    reasons: {
      'court-order': 'A court ordered it',
      investigation: 'An investigation here needs it as evidence',
      complaint: 'Somebody complained about a decision that rested on it',
      'oversight-request': 'Oversight asked for it',
    },
    basis: 'Law, or file number of the court',
    basisHint: 'It goes to the owner: name nobody.',
    until: 'Last day',
    untilHint: 'At most twelve months ahead.',
    act: 'Ask',
    asked: 'Asked for: a second person has to agree before it keeps anything.',
    state: {
      asked: (by: string) => `Asked for by ${by}; waits for a second person.`,
      'in-force': (by: string, second: string) => `In force: set by ${by}, agreed by ${second}.`,
      ended: 'Over.',
    },
    untilDay: (day: string) => `Until ${day}.`,
    agree: 'Agree…',
    agreeTitle: 'Agree that the copy is kept?',
    agreeAct: 'Agree',
    agreed: 'The hold is in force.',
    yours: 'You asked for it: somebody else agrees.',
    lift: 'Lift…',
    liftTitle: 'Lift the hold?',
    liftWhat: 'What it alone keeps is erased at once. This cannot be undone.',
    liftAct: 'Lift',
    lifted: 'The hold is lifted.',
    here: 'Held here by law',
    hereNote: 'Copies of other members’ signals that were to be erased, and are kept: sealed, neither used nor read.',
    of: (kind: string, owner: string) => `${kind} of ${owner}`,
  },
}
