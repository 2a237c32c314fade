import type { NecessityRecord, NecessitySubject, NewNecessityRecord } from '@entente/contracts'
import { answerOf } from './answer-of.ts'
import type { SignedIn } from './sign-in.ts'

/** Someone who can call the node. */
type Caller = Pick<SignedIn, 'call'>

/**
 * Returns an invented record of necessity for a test, a bench or the demonstration. It says that it is invented: nobody should copy it.
 * `at` is the present of the node; the record ends a year later.
 */
export function inventedRecord(subject: NecessitySubject, at: Date, more: Partial<NewNecessityRecord> = {}): NewNecessityRecord {
  const day = (years: number) =>
    new Date(Date.UTC(at.getUTCFullYear() + years, at.getUTCMonth(), at.getUTCDate())).toISOString().slice(0, 10)
  const end = new Date(at)
  end.setUTCMonth(end.getUTCMonth() + 11)
  return {
    subject,
    aim: 'Invented for a demonstration: find invented people whom an invented list names, and nobody else.',
    legalBasis: 'Invented Border Act, section 4',
    necessity: 'Invented: without this comparison an officer would have to read every passenger list by hand.',
    alternatives: [
      {
        what: 'Officers compare by hand at the desk',
        whyNot: 'Invented: a flight of 180 people would wait for hours, and more people would see the data.',
      },
    ],
    proportionality: 'Invented: only listed details are compared, a person reviews each hit, and others are deleted early.',
    affectedGroups: ['Everybody whose invented data is sent to this node', 'People who share a name with a listed person'],
    impactAssessment: { reference: 'Invented assessment DPIA-1', date: day(0), validUntil: day(2) },
    errorBudget: { falseMatchRate: 0.001, falseNonMatchRate: 0.05 },
    validUntil: end.toISOString(),
    ...more,
  }
}

/** Switches something on: the officer writes an invented record, the supervisor approves it. For a node of one person, or under lifted rules. */
export async function switchOn(
  { officer, supervisor }: { officer: Caller; supervisor: Caller },
  subject: NecessitySubject,
  at: Date,
): Promise<NecessityRecord> {
  const { id } = await answerOf<NecessityRecord>(officer.call('POST', '/v1/necessity', inventedRecord(subject, at)))
  return answerOf<NecessityRecord>(supervisor.call('POST', `/v1/necessity/${id}/approve`, {}))
}
