import {
  type AdverseDecision,
  type BoardingOutcome,
  type Decision,
  type Interchange,
  type OutcomeBasis,
  type PassengerList,
  TravelSenderSettings,
} from '@entente/contracts'
import type { RequestEnvelope } from '@entente/readers'
import { classesOf } from '../../../safeguards/access/field-classes.ts'

/** Code and text of a sender's answers, by outcome. */
export type AnswerCodes = TravelSenderSettings['answerCodes']
export const answerCodesOf = (sender: { settings: Record<string, unknown> }): AnswerCodes =>
  TravelSenderSettings.parse(sender.settings).answerCodes

/** Parts of a request that its answers repeat. */
export interface RequestFacts {
  /** The passenger list without its people; null if no list was readable. */
  list: PassengerList | null
  interchange: Interchange | null
  envelope: RequestEnvelope
}

/** One person of a request, in the order of the request. */
export interface AskedPerson {
  /** JSON pointer into the reading. */
  pointer: string
  uniqueReference: string | null
  recordLocator: string | null
  surname: string | null
  given: string | null
  birthDate: string | null
  documentNumbers: string[]
  /** The travellers of the person, one for each leg; empty if reading did not finish. */
  travellerIds: string[]
}
export type PersonOutcome = { caseId: string | null } & (
  | { outcome: Exclude<BoardingOutcome, 'do-not-board'>; basis: OutcomeBasis; decision: Decision | null }
  | { outcome: 'do-not-board'; basis: 'decision'; decision: AdverseDecision }
)
export interface AnsweredPerson extends AskedPerson {
  outcome: BoardingOutcome
  code: string
  text: string
  basis: OutcomeBasis
  caseId: string | null
}

/** Content of an answer, sealed under `value`: all of it is API data and is masked with it. */
export interface AnswerContent {
  contentType: string
  /** The bytes sent, as text. */
  body: string
  request: RequestFacts
  people: AnsweredPerson[]
}

/** An answer repeats API data: all of it is masked. */
export const answerClasses = classesOf<{ value: AnswerContent }>()('carrier_answer', { value: 'masked' })
