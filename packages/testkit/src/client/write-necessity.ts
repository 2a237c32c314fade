import type { NecessityList, NecessityRecord, NecessitySubject, NewNecessityRecord } from '@entente/contracts'
import { answerOf } from './answer-of.ts'
import type { SignedIn } from './sign-in.ts'

type Caller = Pick<SignedIn, 'call'>
/** The two people of a record. */
interface Approvers {
  officer: Caller
  supervisor: Caller
}

/** What each kind of record is about, in words that say that they are invented. */
const wording: Record<NecessitySubject['type'], { aim: string; necessity: string; what: string; whyNot: string }> = {
  gateway: {
    aim: 'Invented: compare what invented senders hand in with invented signals, and find nobody else.',
    necessity:
      'Invented: without the comparison somebody would have to read every message, and would see everybody in it.',
    what: 'People compare a sample by hand',
    whyNot: 'Invented: the sample missed nine of ten, and its reviewers saw the data of everybody.',
  },
  list: {
    aim: 'Invented: find the invented people and things of this list, and nothing else.',
    necessity:
      'Invented: those on the list are known by these details only, and no other source of this node has them.',
    what: 'Ask the owner of the list about single cases',
    whyNot: 'Invented: the answer takes two days, and the owner would learn about each person who was asked about.',
  },
  source: {
    aim: 'Invented: use the signals that this invented member shares, for the purposes of the agreement only.',
    necessity: 'Invented: what this member knows is known to nobody else in the coalition.',
    what: 'Blind checks of single values',
    whyNot: 'Invented: they find equal values only, and most documents of the listed people were renewed since.',
  },
  agreement: {
    aim: 'Invented: share signals between invented members for stated purposes, and withdraw them everywhere.',
    necessity:
      'Invented: each member alone sees a part only, and acted too late in the invented exercise of last year.',
    what: 'Letters in single cases',
    whyNot: 'Invented: they cannot be withdrawn, and nobody counts who kept a copy.',
  },
  regime: {
    aim: 'Invented: keep records as long as the invented law of the operator says, and no longer.',
    necessity: 'Invented: none of the released regimes has the periods of this law.',
    what: 'Use the released regime with the shortest periods',
    whyNot: 'Invented: it deletes before the invented law lets anybody complain.',
  },
}

/**
 * Returns an invented record of necessity for a test, a bench or the demonstration. Its words say that they are invented. `at` is the present of
 * the node; the record ends eleven months later.
 */
export function inventedRecord(
  subject: NecessitySubject,
  at: Date,
  more: Partial<NewNecessityRecord> = {},
): NewNecessityRecord {
  const { aim, necessity, ...alternative } = wording[subject.type]
  const later = (months: number) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), 28)))
  const day = (months: number) => later(months).toISOString().slice(0, 10)
  return {
    ...{ subject, aim, necessity, alternatives: [alternative], legalBasis: 'Invented Act on Cooperation, section 4' },
    proportionality:
      'Invented: only listed details are compared, a person reviews each hit, and the rest is deleted early.',
    affectedGroups: ['Everybody in what invented senders hand in', 'People who resemble somebody on a list'],
    impactAssessment: { reference: 'Invented assessment 7', date: day(-1), validUntil: day(24) },
    errorBudget: { falseMatchRate: 0.001, falseNonMatchRate: 0.05 },
    validUntil: later(11).toISOString(),
    ...more,
  }
}

/**
 * Switches something on: the officer writes an invented record, the supervisor approves it. For nodes of one person, and for tests under lifted
 * rules, where nobody signs.
 */
export async function switchOn(
  { officer, supervisor }: Approvers,
  subject: NecessitySubject,
  at: Date,
  more?: Partial<NewNecessityRecord>,
): Promise<NecessityRecord> {
  const record = inventedRecord(subject, at, more)
  const { id } = await answerOf<NecessityRecord>(officer.call('POST', '/v1/necessity', record))
  return answerOf<NecessityRecord>(supervisor.call('POST', `/v1/necessity/${id}/approve`, {}))
}

/** Switches on whatever of these kinds the node has, or has all kinds renewed. Returns what it switched on. */
export async function switchOnAll(
  people: Approvers,
  at: Date,
  isMeant: (type: NecessitySubject['type']) => boolean = () => true,
): Promise<NecessitySubject[]> {
  const { standings } = await answerOf<NecessityList>(people.officer.call('GET', '/v1/necessity'))
  const subjects = standings.map(({ subject }) => subject).filter(({ type }) => isMeant(type))
  for (const subject of subjects) await switchOn(people, subject, at)
  return subjects
}
