import { createHmac } from 'node:crypto'
import type { Actor, Clause, Purpose } from '@entente/contracts'
import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import { type ErrorCode, Failure, fail } from '../../errors.ts'
import { combineStatements, type Statement } from '../../store/combine-statements.ts'
import { enqueueJobs, type Job, type JobOptions, type JobType } from '../../store/define-job.ts'
import type { Schema } from '../../store/schema.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AuditDetails, EntryDraft } from '../audit/entry.ts'
import type { Codec } from './codec.ts'
import { type AccessRow, decideAccess, isAllowed } from './decide-access.ts'
import { joinClasses, type RecordClasses, splitByClass } from './field-classes.ts'
import type { Action } from './roles.ts'

export type Database = Kysely<Schema>
/** A row whose personal columns can be opened: its attributes decide, its bytes are the codec's. */
export type PersonalRow = AccessRow & { id: string; a: Buffer | null; b: Buffer | null }
export type Opened<T> = { value: T; masked: boolean }
/** An opened value as the JSON of its field classes; `a` is undefined once masked. */
export interface OpenedText {
  a: Buffer | undefined
  b: Buffer | undefined
}

/** What an act is, for the access decision and for its log entry. */
export interface AccessIntent {
  action: Action
  /** Audit type of safeguards.md 3.3: `case.open`, `record.search` ... */
  type: string
  ref?: string | null
  details?: AuditDetails
  /** `allow` for reads, `done` for changes. */
  decision?: 'allow' | 'done'
  /** Loads the attributes of the one row this act is about; null becomes `not-found`. All clauses are asked before anything is read. */
  on?: (db: Transaction<Schema>) => Promise<AccessRow | undefined | null>
  needsUnmasked?: boolean
  /** Accounts, settings, schedules: no personal data of subjects is concerned, no purpose is asked for, and nothing can be opened. */
  impersonal?: boolean
}

/** A query of kysely, or a raw statement. */
export interface Change {
  compile(db: Transaction<Schema>): Statement
}

/** One transaction behind the door. Whatever happens in it commits with its log entry, or not at all. */
export interface Tx {
  /** Attributes of every table. Personal columns are bytes here: `open` is the only way to read them, `seal` to write them. */
  readonly db: Transaction<Schema>
  readonly actor: Actor
  readonly purpose: Purpose | null
  readonly now: Date
  /** Opens a row after the access decision; class A is left out once masked. Throws `refused` with every failed clause. */
  open<T>(row: PersonalRow): Opened<T>
  /** Like `open`, but undefined instead of a refusal, for lists that leave out what may not be seen. */
  openIfAllowed<T>(row: PersonalRow): Opened<T> | undefined
  /** Like `open`, for a value so large that another thread is to parse it. */
  openText(row: PersonalRow): OpenedText
  /** The message as kept; refused once masked. */
  openRaw(row: AccessRow & { id: string; raw: Buffer | null }): Buffer
  /**
   * Seals a value as the two parts of its record. `regime` decides which categories are masked later; without one, every category is.
   */
  seal<T>(recordId: string, value: T, classes: RecordClasses<T>, regime?: string): { a: Buffer | null; b: Buffer }
  sealRaw(recordId: string, bytes: Uint8Array): Buffer
  /** Blind index key of a selector or word: HMAC-SHA-256, never the value. */
  blind(kind: string, value: string): Buffer
  /** Adds to the entry's details and count. */
  note(details: AuditDetails): void
  counted(subjects: number): void
  /**
   * A change that this act does not read back: it is made with all others of its kind in one statement, at its end, together with what is announced,
   * enqueued and logged. No two of them may change the same row.
   */
  later(change: Change): void
  /**
   * Does this when the act has done all else, before what it announces, enqueues and logs: for a row that many acts change, which each is to hold last and
   * briefly, so that two acts never wait for each other. In the order in which it was asked for.
   */
  lastly(work: () => Promise<void>): void
  /** Makes what waits for the end of this act now, for what follows to see it. */
  flush(): Promise<void>
  /**
   * Declares that a job does this, and does it again unless both this and the end of the job reached the disk: its commit need not wait for the disk. Never
   * for what somebody outside is told has happened, nor where a file goes once it has committed.
   */
  redoable(): void
  /** Tells the desk that something is to be read again. No personal data. */
  announce(type: string, ref: string, version: number): Promise<void>
  /** Enqueues a job in this transaction: it exists if and only if the change does. */
  enqueue<P extends object>(job: JobType<P>, payload: P, options?: JobOptions): Promise<void>
  /**
   * Declares that this act neither read nor wrote personal data (a beat of the desk, a look for the right purpose): it leaves no entry.
   * Without effect once anything was opened, sealed or logged.
   */
  leavesNoEntry(): void
  /** A further log entry of this transaction. */
  log(entry: { type: string; ref?: string | null; count?: number; details?: AuditDetails }): Promise<void>
}

export interface AccessStore {
  /** One act: access decision, work, log entry, commit. Retries nothing. */
  transaction<T>(intent: AccessIntent, work: (tx: Tx) => Promise<T>): Promise<T>
}

export interface AccessStoreDeps {
  db: Database
  audit: AuditLog
  codec: Codec
  indexKey: Buffer
  clock: () => Date
}

/** `store.for(actor, { purpose, caseId })`: the only door to personal data. */
export interface PersonalStore {
  for(actor: Actor, context: { purpose: Purpose | null; caseId: string | null }): AccessStore
}

export function createPersonalStore(deps: AccessStoreDeps): PersonalStore {
  return { for: (actor, { purpose, caseId }) => openAccessStore(deps, actor, purpose, caseId) }
}

function openAccessStore(
  deps: AccessStoreDeps,
  actor: Actor,
  purpose: Purpose | null,
  caseId: string | null,
): AccessStore {
  return {
    async transaction<T>(intent: AccessIntent, work: (tx: Tx) => Promise<T>): Promise<T> {
      const ref = intent.ref ?? (caseId === null ? null : `case:${caseId}`)
      try {
        return await deps.db.transaction().execute(async (db) => {
          const session = new AccessTransaction(deps, db, actor, purpose, intent)
          await session.authorise()
          const result = await work(session)
          await session.doLast()
          if (!session.silent || session.touched) {
            session.entries.push({
              ...{ type: intent.type, ref, count: session.count, details: session.details },
              decision: intent.decision ?? 'done',
            })
          }
          await session.finish()
          return result
        })
      } catch (error) {
        if (error instanceof Failure && error.fields.clauses !== undefined) {
          const clauses = error.fields.clauses.filter((c) => c.result === 'fail').map((c) => c.id)
          const entry = {
            type: intent.type,
            ref,
            details: { clauses, action: intent.action },
            decision: 'deny' as const,
          }
          await deps.db.transaction().execute((db) => deps.audit.append(db, entry, actor, purpose))
        }
        throw error
      }
    },
  }
}

class AccessTransaction implements Tx {
  readonly db: Transaction<Schema>
  readonly actor: Actor
  readonly purpose: Purpose | null
  readonly now: Date
  count = 0
  silent = false
  touched = false
  details: AuditDetails
  readonly entries: (EntryDraft & { decision: 'allow' | 'done' })[] = []
  readonly #deps: AccessStoreDeps
  readonly #intent: AccessIntent
  readonly #changes: Statement[] = []
  #redoable = false
  readonly #events: { type: string; ref: string; version: number }[] = []
  readonly #jobs: Job[] = []
  readonly #last: (() => Promise<void>)[] = []

  constructor(
    deps: AccessStoreDeps,
    db: Transaction<Schema>,
    actor: Actor,
    purpose: Purpose | null,
    intent: AccessIntent,
  ) {
    this.#deps = deps
    this.#intent = intent
    this.db = db
    this.actor = actor
    this.purpose = purpose
    this.now = deps.clock()
    this.details = { ...intent.details }
  }

  async authorise(): Promise<void> {
    const row = this.#intent.on === undefined ? null : await this.#intent.on(this.db)
    if (row === undefined || (row === null && this.#intent.on !== undefined)) throw fail('not-found')
    const clauses = this.#ask(row, this.#intent.needsUnmasked === true)
    if (!isAllowed(clauses)) throw refusal(clauses)
  }

  #ask(row: AccessRow | null, needsUnmasked = false): Clause[] {
    return decideAccess({
      actor: this.actor,
      action: this.#intent.action,
      purpose: this.purpose,
      now: this.now,
      row,
      needsUnmasked,
      impersonal: this.#intent.impersonal === true,
    })
  }

  leavesNoEntry(): void {
    this.silent = true
  }

  open<T>(row: PersonalRow): Opened<T> {
    if (this.#intent.impersonal === true) throw new Error('an impersonal act opens nothing')
    const clauses = this.#ask(row)
    if (!isAllowed(clauses)) throw refusal(clauses)
    return this.#decode(row)
  }

  openIfAllowed<T>(row: PersonalRow): Opened<T> | undefined {
    if (this.#intent.impersonal === true) throw new Error('an impersonal act opens nothing')
    return isAllowed(this.#ask(row)) ? this.#decode(row) : undefined
  }

  openText(row: PersonalRow): OpenedText {
    if (this.#intent.impersonal === true) throw new Error('an impersonal act opens nothing')
    const clauses = this.#ask(row)
    if (!isAllowed(clauses)) throw refusal(clauses)
    const masked = this.#count(row)
    const { codec } = this.#deps
    const a = masked ? undefined : codec.openText(row.id, 'a', row.a)
    return { a, b: codec.openText(row.id, 'b', row.b) }
  }

  /** One more that is opened; whether it is masked. */
  #count(row: PersonalRow): boolean {
    this.touched = true
    this.count += 1
    return row.mask_at !== null && this.now >= row.mask_at
  }

  #decode<T>(row: PersonalRow): Opened<T> {
    const masked = this.#count(row)
    const b = this.#deps.codec.open(row.id, 'b', row.b)
    const a = masked ? undefined : this.#deps.codec.open(row.id, 'a', row.a)
    return { value: joinClasses(a, b) as T, masked }
  }

  openRaw(row: AccessRow & { id: string; raw: Buffer | null }): Buffer {
    if (this.#intent.impersonal === true) throw new Error('an impersonal act opens nothing')
    const clauses = this.#ask(row, true)
    if (!isAllowed(clauses)) throw refusal(clauses)
    this.touched = true
    this.count += 1
    const raw = this.#deps.codec.open(row.id, 'raw', row.raw)
    if (raw === undefined) throw fail('not-found')
    return raw as Buffer
  }

  seal<T>(recordId: string, value: T, classes: RecordClasses<T>, regime?: string): { a: Buffer | null; b: Buffer } {
    this.touched = true
    const { a, b } = splitByClass(value, classes.fields, regime)
    const { codec } = this.#deps
    return { a: a === undefined ? null : codec.seal(recordId, 'a', a), b: codec.seal(recordId, 'b', b) }
  }

  sealRaw(recordId: string, bytes: Uint8Array): Buffer {
    this.touched = true
    return this.#deps.codec.seal(recordId, 'raw', bytes)
  }

  blind(kind: string, value: string): Buffer {
    return createHmac('sha256', this.#deps.indexKey).update(kind).update('\0').update(value).digest().subarray(0, 16)
  }

  note(details: AuditDetails): void {
    Object.assign(this.details, details)
  }

  counted(subjects: number): void {
    this.count += subjects
  }

  later(change: Change): void {
    this.#changes.push(change.compile(this.db))
  }

  lastly(work: () => Promise<void>): void {
    this.#last.push(work)
  }

  async doLast(): Promise<void> {
    for (const work of this.#last.splice(0)) await work()
  }

  async announce(type: string, ref: string, version: number): Promise<void> {
    this.#events.push({ type, ref, version })
  }

  async enqueue<P extends object>(job: JobType<P>, payload: P, options: JobOptions = {}): Promise<void> {
    this.#jobs.push({ task: job.name, payload, options: { priority: job.priority, ...options } })
  }

  async log(entry: { type: string; ref?: string | null; count?: number; details?: AuditDetails }): Promise<void> {
    this.touched = true
    this.entries.push({ ...entry, decision: 'done' })
  }

  redoable(): void {
    this.#redoable = true
  }

  async flush(): Promise<void> {
    const { db } = this
    const statements = this.#changes.splice(0)
    const events = this.#events.splice(0)
    const jobs = this.#jobs.splice(0)
    if (events.length > 0) statements.push(db.insertInto('event').values(events).compile())
    if (jobs.length > 0) statements.push(enqueueJobs(jobs).compile(db))
    await this.#make(statements)
  }

  /** Makes what waits, with the log entries of this act. */
  async finish(): Promise<void> {
    const { db, actor, purpose } = this
    if (this.entries.length > 0) {
      const rows = await this.#deps.audit.rowsOf(db, this.entries, actor, purpose)
      this.later(db.insertInto('audit.entry').values(rows))
    }
    if (this.#redoable) this.later({ compile: () => withoutWaiting })
    await this.flush()
  }

  async #make(statements: readonly Statement[]): Promise<void> {
    for (const { sql, parameters } of combineStatements(statements)) {
      await this.db.executeQuery(CompiledQuery.raw(sql, [...parameters]))
    }
  }
}

/** For the commit of this transaction alone. */
const withoutWaiting: Statement = { sql: `select set_config('synchronous_commit', 'off', true)`, parameters: [] }

/** No purpose at all is a bad request; a wrong role is said as such; all else is a refusal with its clauses. */
export function refusal(clauses: Clause[]): Failure {
  const missing = clauses.filter((clause) => clause.result === 'fail')
  const ids = new Set(missing.map((clause) => clause.id))
  // Whatever was not stated is no purpose of the record either.
  if (ids.has('purpose-stated')) ids.delete('purpose-of-regime')
  const only = (id: string) => ids.size === 1 && ids.has(id)
  const code: ErrorCode = only('purpose-stated') ? 'purpose-missing' : only('role') ? 'role' : 'refused'
  return fail(code, { clauses, detail: missing.map((clause) => clause.because).join(' ') })
}
