import type { Purpose } from '@entente/contracts'
import type { SharedIndex } from '@entente/matching'
import type { Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { SenderTable } from '../../store/schema.ts'
import type { GatewayReading, MessageRow, StoredRecords } from './intake.ts'

/** Pipeline steps that a gateway's route calls in sequence while a sender waits for the answer. */
export interface PipelineSteps {
  receive(incoming: Incoming): Promise<MessageReceipt>
  /** Receives a message while its bytes arrive. A large one is never in memory as a whole. See `receiveArriving`. */
  receiveArriving(arriving: ArrivingMessage): Promise<MessageReceipt>
  read(request: ReadRequest): Promise<ReadResult | null>
  match(request: MatchSubjects): Promise<AppliedHits[]>
  /** Takes the steps in one transaction, and runs `then` in it. See `receiveAndRead`. */
  receiveAndRead<T>(
    incoming: Incoming,
    then: (tx: Tx, result: ReadResult) => Promise<T>,
  ): Promise<{ receipt: MessageReceipt; value: T } | null>
}

export type SenderRow = Selectable<SenderTable>
export interface Incoming {
  sender: SenderRow
  channel: 'https' | 'folder' | 'interactive'
  bytes: Uint8Array
  /** The format of the file's first message, guessed from its beginning. */
  format: string | null
  /** Messages with equal texts change the same records, so they are read together; null if unknown. */
  group?: string | null
  /** The largest message of the sender's gateway in bytes. Absent: `usualLargestMessage`. */
  largest?: number
  /** When the message is read from the queue. Later if the caller reads it at once and the queue is only a safeguard. */
  readAt?: Date
}

/** A message whose bytes still arrive. */
export interface ArrivingMessage {
  sender: SenderRow
  channel: 'https' | 'folder'
  body: AsyncIterable<Uint8Array>
}

/** The receipt that a sender gets once its message is durable. */
export interface MessageReceipt {
  id: string
  receivedAt: string
  bytes: number
  sha256: string
  duplicate: boolean
  duplicateOf: string | null
  format: string | null
  links: { self: string; reading: string; acknowledgement: string }
}

export interface ReadRequest {
  messageId: string
  /** One of the message's own purposes that its regime allows. */
  purpose: Purpose | null
  /** The version of the reading to make: 1 after receipt, one more for each later reading. An existing version is not made again. */
  version?: number | undefined
}
export interface ReadResult extends StoredRecords {
  /** Whether the changed subjects were matched in the transaction that read the message. Otherwise jobs match them. */
  matched: boolean
  message: MessageRow
  read: GatewayReading<unknown>
}

/** The subjects that each message changed. */
export type ChangedByMessage = readonly { messageId: string; subjectIds: readonly string[] }[]

export interface MatchSubjects {
  gateway: string
  subjectIds: string[]
  messageId?: string | undefined
  /** The messages that changed the subjects, with the count of subjects of each, if there are several. Each gets its own log entry. */
  messages?: { messageId: string; subjects: number }[] | undefined
  /** Answers senders even where no case changed, because the subjects themselves changed. */
  answerAll?: boolean | undefined
}

/** `closed`: its hits ended before a decision. `reopened`: a decision must be reviewed again. */
export type CaseChange = 'changed' | 'closed' | 'reopened'
/** The change of one case. A rollback reports the sums of these changes. */
export interface AppliedHits {
  subjectId: string
  caseId: string
  change: CaseChange | 'opened'
  hitsReevaluated: number
}

/** A screener in shared memory, for the index of another thread. */
export interface BuiltScreener {
  index: SharedIndex
  /** The signals in it, each as its id and the write of its row, in texts of many lines. */
  writings: string[]
}
