import type { Actor, CasePart, Purpose } from '@entente/contracts'
import type { Kysely, Transaction } from 'kysely'
import { databaseRules, type ErrorCode, Failure, twoPersonRules } from '../../errors.ts'
import type { Statement } from '../../store/combine-statements.ts'
import type { JobOptions, JobType } from '../../store/define-job.ts'
import type { Schema } from '../../store/schema.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditDetails } from '../audit/entry.ts'
import type { StopSet } from '../stops-in-force/stop-set.ts'
import { AccessTransaction } from './access-transaction.ts'
import { type Announcement, announceTogether } from './announce-together.ts'
import type { Clocks, RecordClocks } from './clocks.ts'
import type { Codec } from './codec.ts'
import type { AccessRow } from './decide-access.ts'
import type { RecordClasses } from './field-classes.ts'
import { type OwnFiles, ownFilesOf } from './own-files.ts'
import type { Action } from './roles.ts'
import { noteSecondPersonTried } from './second-person-tried.ts'
import { KeysLoaded, withKeys } from './with-keys.ts'

export type Database = Kysely<Schema>
/** A row with personal columns. The access decision uses its attributes, and the codec converts its bytes. */
export type PersonalRow = AccessRow & { id: string; a: Buffer | null; b: Buffer | null }
export type Opened<T> = { value: T; masked: boolean }
/** An opened value, as the JSON text of each field class. `a` is undefined once the record is masked. */
export interface OpenedText {
  a: Buffer | undefined
  b: Buffer | undefined
}

/** Describes what a transaction is going to do, for the access decision and for its log entry. */
export interface AccessIntent {
  action: Action
  /** The type of the log entry, for example `case.open` or `record.search`. */
  type: string
  ref?: string | null
  details?: AuditDetails
  /** `allow` for reads, `done` for changes. The log entry records it. */
  decision?: 'allow' | 'done'
  /**
   * Loads the attributes of the one row that the transaction is about; null causes `not-found`. All clauses are checked
   * before any data is read.
   */
  on?: (db: Transaction<Schema>) => Promise<AccessRow | undefined | null>
  needsUnmasked?: boolean
  /**
   * The transaction reads a piece of one thing that several transactions of this access store read, such as a reading of any
   * size. Only the first one leaves the log entry. Only for reads (`decision: 'allow'`).
   */
  once?: boolean
  /**
   * The transaction concerns accounts, settings or schedules, but no personal data of subjects. Then no purpose is
   * needed, and nothing can be opened.
   */
  impersonal?: boolean
}

/** A kysely query or a raw SQL statement. */
export interface Change {
  compile(db: Transaction<Schema>): Statement
}

/** One transaction of the access store. All its changes commit together with its log entry, or not at all. */
export interface Tx {
  /**
   * Gives access to the attributes in every table. Personal columns contain sealed bytes: only `open` reads them and
   * only `seal` writes them.
   */
  readonly db: Transaction<Schema>
  readonly actor: Actor
  readonly purpose: Purpose | null
  readonly now: Date
  /** The name of this node, as the log has it. */
  readonly node: string
  /** The stops in force now. */
  readonly stops: StopSet
  /**
   * Opens a row after the access decision. The fields of class A are left out once the record is masked. Throws
   * `refused` with every failed clause.
   */
  open<T>(row: PersonalRow): Opened<T>
  /**
   * Opens a row like `open`, but returns undefined instead of throwing a refusal. Lists use it to leave out rows that
   * the actor may not see.
   */
  openIfAllowed<T>(row: PersonalRow): Opened<T> | undefined
  /** Opens a row like `open`, for a value so large that another thread should parse it. */
  openText(row: PersonalRow): OpenedText
  /**
   * Opens the masked part of a record that an approved unmasking released to this view. Only in a transaction of the action
   * `unmask.view`. Throws a refusal with every failed clause.
   */
  openReleased(row: AccessRow & { id: string; a: Buffer }): unknown
  /** Returns the message as it was stored. Throws a refusal once the record is masked. */
  openRaw(row: AccessRow & { id: string; raw: Buffer | null }): Buffer
  /**
   * Opens the bytes of a stored file while they are read. They may be read after the transaction, by work that checks the
   * access to the row again in each further transaction. Throws a refusal once the record is masked.
   */
  openRawChunks(row: AccessRow & { id: string }, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  /**
   * Seals a value as the two parts of its record. `clocks` are those by which the record is opened: its own, or those of the
   * case or owner to which it belongs. Their regime determines which categories will be masked. Until the transaction ends, opening
   * the returned bytes gives `value` itself, so do not change it afterwards.
   */
  seal<T>(recordId: string, value: T, classes: RecordClasses<T>, clocks: RecordClocks): { a: Buffer | null; b: Buffer }
  sealRaw(recordId: string, bytes: Uint8Array, clocks: Clocks): Buffer
  /** Seals the bytes of a file. The keys are stored when the transaction commits, so no row may name the file before. */
  sealRawChunks(recordId: string, chunks: AsyncIterable<Uint8Array>, clocks: Clocks): AsyncIterable<Uint8Array>
  /**
   * Returns the keyed hash of a value: 16 bytes of an HMAC-SHA-256, from which the value cannot be read. Its key is in every backup. So a value
   * that somebody may guess, such as the number of a document, is stored as a token made of it.
   */
  blind(kind: string, value: string): Buffer
  /** Seals the keyed hashes of a record as tokens. Store `key` beside them. `null`: of what no clock ends. */
  tokensFor(clocks: Clocks): TokenSeal
  /** Returns the keyed hashes of stored tokens. */
  openTokens(key: Buffer | null, stored: Buffer): Buffer
  /** Prepares a search for values by their tokens, which differ with the month in which the clock of a record ends. */
  tokenSearch(): Promise<TokenSearch>
  /** Adds to the details and the count of the log entry. */
  note(details: AuditDetails): void
  counted(subjects: number): void
  /** Names the object of the log entry, where it is known only inside the transaction. */
  about(ref: string): void
  /**
   * Queues a change that this transaction does not read back. At the end of the transaction, all queued changes of one
   * kind run in one statement, together with the announcements, jobs and log entries. No two queued changes may concern
   * the same row.
   */
  later(change: Change): void
  /**
   * Runs `work` after all other changes of the transaction, but before announcements, jobs and log entries. It is for a
   * row that many transactions change: each then locks the row last and briefly, so that two transactions do not
   * deadlock. Works run in the order in which they were queued.
   */
  lastly(work: () => Promise<void>): void
  /** Runs the queued changes now, so that later statements of this transaction see them. */
  flush(): Promise<void>
  /**
   * Declares that this transaction belongs to a job that repeats it unless both the transaction and the end of the job
   * reached the disk. So the commit need not wait for the disk. Never use it if an outside party is notified of the
   * result, or if a file is removed after the commit.
   */
  redoable(): void
  /** Notifies the desk that it should read something again, or these parts of a case. The notice contains no personal data. */
  announce(type: string, ref: string, version: number, parts?: readonly CasePart[]): Promise<void>
  /**
   * Makes the announcements of these types after the commit, together with those of other transactions. Then the commit
   * does not notify, which would delay all other commits until this one is on disk. A process that is killed in between
   * announces nothing: use it only if a desk that misses the notice shows an older state until the next one.
   */
  announceLater(isLate: (type: string) => boolean): void
  /** Enqueues a job in this transaction, so that the job exists if and only if the change was committed. */
  enqueue<P extends object>(job: JobType<P>, payload: P, options?: JobOptions): Promise<void>
  /**
   * Declares that this transaction neither read nor wrote personal data, for example a status request of the desk. It
   * then writes no log entry. The declaration has no effect once the transaction opened, sealed or logged anything.
   */
  leavesNoEntry(): void
  /**
   * Declares that this transaction seals a newer state of something whose first state has a log entry, such as a draft. It
   * then writes no further entry. The declaration has no effect if the transaction opened or logged anything.
   */
  continuesEntry(): void
  /** Adds another log entry to this transaction. */
  log(entry: { type: string; ref?: string | null; count?: number; details?: AuditDetails }): Promise<void>
  /**
   * Decides whether another actor may take a step of this transaction, for example the sender whose message the node reads
   * at once. Returns the function that adds the log entry of that step. Throws `refused` with every failed clause.
   */
  stepOf(actor: Actor, step: { action: Action; type: string; purpose: Purpose | null }): (details: AuditDetails) => void
}

/** Seals keyed hashes, one or several after each other, under the key of one record. */
export interface TokenSeal {
  key: Buffer | null
  seal(hashes: Buffer): Buffer
}

export interface TokenSearch {
  /** Returns every token that a value may have. */
  of(kind: string, value: string): Buffer[]
  /** Returns the tokens, each with its key, that are equal to a stored one. */
  like(key: Buffer | null, token: Buffer): { key: Buffer | null; token: Buffer }[]
}

export interface AccessStore {
  /**
   * Runs one transaction: access decision, work, log entry, commit. It retries nothing, with one exception: if the work met a
   * key that another process made, the transaction is rolled back, the key is loaded and the work runs again. So a work may
   * have no effect outside the database that a second run would spoil.
   */
  transaction<T>(intent: AccessIntent, work: (tx: Tx) => Promise<T>): Promise<T>
}

export interface AccessStoreDeps {
  db: Database
  audit: AuditLog
  codec: Codec
  indexKey: Buffer
  clock: () => Date
  /** Returns the stops in force, as this thread knows them now. Absent: the process matches nothing, or a test has none. */
  stops?: (() => StopSet) | undefined
}

/**
 * Gives access for one actor and one purpose, and for one case if `caseId` is given: `store.for(actor, { purpose,
 * caseId })`. There is no other access to personal data.
 */
export interface PersonalStore {
  for(actor: Actor, context: { purpose: Purpose | null; caseId: string | null }): AccessStore
  readonly files: OwnFiles
}

export function createPersonalStore(deps: AccessStoreDeps): PersonalStore {
  const announceLater = announceTogether(deps.db)
  return {
    for: (actor, { purpose, caseId }) => openAccessStore({ ...deps, announceLater }, actor, purpose, caseId),
    files: ownFilesOf(deps.codec),
  }
}

function openAccessStore(
  deps: AccessStoreDeps & { announceLater: (announcements: readonly Announcement[]) => void },
  actor: Actor,
  purpose: Purpose | null,
  caseId: string | null,
): AccessStore {
  /** The reads in pieces whose entry is committed. */
  const logged = new Set<string>()
  return {
    async transaction<T>(intent: AccessIntent, work: (tx: Tx) => Promise<T>): Promise<T> {
      const ref = intent.ref ?? (caseId === null ? null : `case:${caseId}`)
      try {
        let lateEvents: readonly Announcement[] = []
        let piece: string | null = null
        const result = await withKeys(deps.codec, async (codec, mayRunAgain) => {
          lateEvents = []
          return deps.db.transaction().execute(async (db) => {
            const session = new AccessTransaction({ ...deps, codec }, db, actor, purpose, intent)
            await session.authorise()
            const result = await work(session)
            await session.doLast()
            if (mayRunAgain && (await codec.loadMissing())) throw new KeysLoaded()
            piece = pieceOf(intent, session.ref ?? ref)
            if (session.mustLog() && (piece === null || !logged.has(piece))) {
              session.entries.push({
                ...{ type: intent.type, ref: session.ref ?? ref, count: session.count, details: session.details },
                decision: intent.decision ?? 'done',
              })
            }
            await codec.beforeCommit()
            await session.finish()
            lateEvents = session.lateEvents
            return result
          })
        })
        if (piece !== null) logged.add(piece)
        if (lateEvents.length > 0) deps.announceLater(lateEvents)
        return result
      } catch (error) {
        const refused = refusalDetails(error)
        if (refused !== null) {
          const details = { ...refused, action: intent.action }
          const entry = { type: intent.type, ref, details, decision: 'deny' as const }
          await deps.db.transaction().execute(async (db) => {
            await deps.audit.append(db, entry, actor, purpose)
            if (refused.code === 'same-person') await noteSecondPersonTried(db, deps.audit, actor, deps.clock())
          })
        }
        throw error
      }
    },
  }
}

/** Names the thing that is read in pieces; null for every other transaction. */
const pieceOf = ({ once, decision, type, action }: AccessIntent, ref: string | null): string | null =>
  once === true && decision === 'allow' && ref !== null ? `${action} ${type} ${ref}` : null

/**
 * Returns what the log says about a refusal: the failed clauses, or the code of a rule of two people. Returns null for
 * any other error, which leaves no entry.
 */
function refusalDetails(error: unknown): AuditDetails | null {
  const code = error instanceof Failure ? error.code : databaseRules[(error as { code?: string }).code ?? '']
  const failed = error instanceof Failure ? error.fields.clauses : undefined
  const rule = code !== undefined && twoPersonRules.has(code as ErrorCode) ? { code } : null
  if (failed === undefined) return rule
  return { ...rule, clauses: failed.filter((c) => c.result === 'fail').map((c) => c.id) }
}
