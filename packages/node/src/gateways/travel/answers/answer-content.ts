import type {
  AdverseDecision,
  BoardingOutcome,
  Decision,
  Interchange,
  OutcomeBasis,
  PassengerList,
} from '@entente/contracts'
import type { RequestEnvelope } from '@entente/readers'

/** What a carrier is told for each outcome: configuration of the sender. */
export type AnswerCodes = Record<BoardingOutcome, { code: string; text: string }>

/** What one request said that its answers repeat. */
export interface RequestFacts {
  /** The list without its people; null where none could be read. */
  list: PassengerList | null
  interchange: Interchange | null
  envelope: RequestEnvelope
}

/** One person asked about, in the order of the request. Nothing but a decision of two people makes `do-not-board`. */
export interface AskedPerson {
  /** JSON pointer into the reading. */
  pointer: string
  uniqueReference: string | null
  recordLocator: string | null
  surname: string | null
  given: string | null
  birthDate: string | null
  documentNumbers: string[]
  /** One per leg that the person travels; empty where reading did not get that far. */
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

/** What an answer keeps, sealed under `value`: all of it is API data and is masked with the rest of it. */
export interface AnswerContent {
  contentType: string
  /** As sent. */
  body: string
  request: RequestFacts
  people: AnsweredPerson[]
}
