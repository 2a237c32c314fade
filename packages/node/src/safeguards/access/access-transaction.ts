import { createHmac } from 'node:crypto'
import type { Actor, CasePart, Clause, Purpose } from '@entente/contracts'
import { CompiledQuery, sql, type Transaction } from 'kysely'
import { fail } from '../../errors.ts'
import { combineStatements, type Statement } from '../../store/combine-statements.ts'
import { enqueueJobs, type Job, type JobOptions, type JobType } from '../../store/define-job.ts'
import type { Schema } from '../../store/schema.ts'
import { appendEntries } from '../audit/append-entries.ts'
import type { AuditDetails, EntryDraft } from '../audit/entry.ts'
import { noStops, type StopSet } from '../stops-in-force/stop-set.ts'
import type {
  AccessIntent,
  AccessStoreDeps,
  Change,
  Opened,
  OpenedText,
  PersonalRow,
  TokenSeal,
  TokenSearch,
  Tx,
} from './access-store.ts'
import type { Announcement } from './announce-together.ts'
import type { Clocks, RecordClocks } from './clocks.ts'
import { type AccessRow, decideAccess, isAllowed, refusal } from './decide-access.ts'
import { joinClasses, type RecordClasses, splitByClass } from './field-classes.ts'
import { refuseUnproven } from './grants.ts'
import { type Action, isActOfTwo, needsOwnFactor } from './roles.ts'

/** The bytes of a keyed hash, which are one block of a cipher. */
const hashBytes = 16

type Entry = EntryDraft & { decision: 'allow' | 'done' }

/** One transaction of the access store, as `Tx` describes it. The access store authorises and finishes it. */
export class AccessTransaction implements Tx {
  readonly db: Transaction<Schema>
  readonly actor: Actor
  readonly purpose: Purpose | null
  readonly now: Date
  readonly node: string
  count = 0
  silent = false
  continued = false
  touched = false
  /** True once something was opened or logged, which no earlier entry covers. */
  disclosed = false
  details: AuditDetails
  ref: string | null = null
  readonly entries: Entry[] = []
  readonly #others: { actor: Actor; purpose: Purpose | null; entry: Entry }[] = []
  readonly #deps: AccessStoreDeps
  readonly #intent: AccessIntent
  readonly #changes: Statement[] = []
  #redoable = false
  readonly #events: Announcement[] = []
  readonly lateEvents: Announcement[] = []
  #isLate: (type: string) => boolean = () => false
  readonly #jobs: Job[] = []
  readonly #last: (() => Promise<void>)[] = []
  readonly #blinded = new Map<string, Buffer>()
  /** The values that this transaction sealed, by the bytes of class b. They are gone with the bytes. */
  readonly #sealed = new WeakMap<Buffer, { recordId: string; a: Buffer | null; value: unknown }>()
  #search: Promise<TokenSearch> | undefined

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
    this.node = deps.audit.node
    this.details = { ...intent.details }
  }

  get stops(): StopSet {
    return this.#deps.stops?.() ?? noStops
  }

  async authorise(): Promise<void> {
    const row = this.#intent.on === undefined ? null : await this.#intent.on(this.db)
    if (row === undefined || (row === null && this.#intent.on !== undefined)) throw fail('not-found')
    const clauses = this.#ask(row, this.#intent.needsUnmasked === true)
    if (!isAllowed(clauses)) throw refusal(clauses)
    const isPerson = this.actor.role !== 'system' && this.actor.role !== 'peer'
    if (isPerson && isActOfTwo(this.#intent.action)) await refuseUnproven(this)
    if (this.actor.unproven === true && needsOwnFactor(this.#intent.action)) throw fail('fresh-sign-in-needed')
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

  #refuseImpersonal(): void {
    if (this.#intent.impersonal === true) throw new Error('an impersonal transaction opens nothing')
  }

  leavesNoEntry(): void {
    this.silent = true
  }

  continuesEntry(): void {
    this.continued = true
  }

  /** Returns whether the transaction gets a log entry of its own. */
  mustLog(): boolean {
    if (this.continued && !this.disclosed) return false
    return !this.silent || this.touched
  }

  open<T>(row: PersonalRow): Opened<T> {
    this.#refuseImpersonal()
    const clauses = this.#ask(row)
    if (!isAllowed(clauses)) throw refusal(clauses)
    return this.#decode(row)
  }

  openIfAllowed<T>(row: PersonalRow): Opened<T> | undefined {
    this.#refuseImpersonal()
    return isAllowed(this.#ask(row)) ? this.#decode(row) : undefined
  }

  openText(row: PersonalRow): OpenedText {
    this.#refuseImpersonal()
    const clauses = this.#ask(row)
    if (!isAllowed(clauses)) throw refusal(clauses)
    const masked = this.#count(row)
    const { codec } = this.#deps
    const a = masked ? undefined : codec.openText(row.id, 'a', row.a)
    return { a, b: codec.openText(row.id, 'b', row.b) }
  }

  /** Counts one more opened row. Returns whether the row is masked. */
  #count(row: PersonalRow): boolean {
    this.touched = true
    this.disclosed = true
    this.count += 1
    return row.mask_at !== null && this.now >= row.mask_at
  }

  #decode<T>(row: PersonalRow): Opened<T> {
    const masked = this.#count(row)
    const own = row.b === null ? undefined : this.#sealed.get(row.b)
    if (own !== undefined && own.recordId === row.id && own.a === row.a && !masked) {
      return { value: own.value as T, masked }
    }
    const b = this.#deps.codec.open(row.id, 'b', row.b)
    const a = masked ? undefined : this.#deps.codec.open(row.id, 'a', row.a)
    return { value: joinClasses(a, b) as T, masked }
  }

  openReleased(row: AccessRow & { id: string; a: Buffer }): unknown {
    this.#refuseImpersonal()
    if (this.#intent.action !== 'unmask.view') throw new Error('only a view of an unmasking opens a masked part')
    const clauses = this.#ask(row)
    if (!isAllowed(clauses)) throw refusal(clauses)
    this.touched = true
    this.disclosed = true
    this.count += 1
    return this.#deps.codec.open(row.id, 'a', row.a)
  }

  openRaw(row: AccessRow & { id: string; raw: Buffer | null }): Buffer {
    this.#mayOpenRaw(row)
    const raw = this.#deps.codec.open(row.id, 'raw', row.raw)
    if (raw === undefined) throw fail('not-found')
    return raw as Buffer
  }

  openRawChunks(row: AccessRow & { id: string }, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    this.#mayOpenRaw(row)
    return this.#deps.codec.openChunks(row.id, chunks)
  }

  #mayOpenRaw(row: AccessRow): void {
    this.#refuseImpersonal()
    const clauses = this.#ask(row, true)
    if (!isAllowed(clauses)) throw refusal(clauses)
    this.touched = true
    this.disclosed = true
    this.count += 1
  }

  seal<T>(
    recordId: string,
    value: T,
    classes: RecordClasses<T>,
    clocks: RecordClocks,
  ): { a: Buffer | null; b: Buffer } {
    this.touched = true
    const { a, b } = splitByClass(value, classes.fields, clocks.regime)
    const { codec } = this.#deps
    // Nobody opens the fields of class A of a masked record, so they are not stored any more.
    const isMasked = clocks.mask_at !== null && clocks.mask_at <= this.now
    const sealed = {
      a: a === undefined || isMasked ? null : codec.seal(recordId, 'a', a, clocks),
      b: codec.seal(recordId, 'b', b, clocks),
    }
    this.#sealed.set(sealed.b, { recordId, a: sealed.a, value })
    return sealed
  }

  sealRaw(recordId: string, bytes: Uint8Array, clocks: Clocks): Buffer {
    this.touched = true
    return this.#deps.codec.seal(recordId, 'raw', bytes, clocks)
  }

  sealRawChunks(recordId: string, chunks: AsyncIterable<Uint8Array>, clocks: Clocks): AsyncIterable<Uint8Array> {
    this.touched = true
    return this.#deps.codec.sealChunks(recordId, clocks, chunks)
  }

  blind(kind: string, value: string): Buffer {
    // People of one message share names, locators and contacts.
    const text = `${kind}\0${value}`
    const known = this.#blinded.get(text)
    if (known !== undefined) return known
    const hash = createHmac('sha256', this.#deps.indexKey).update(text).digest().subarray(0, hashBytes)
    this.#blinded.set(text, hash)
    return hash
  }

  tokensFor(clocks: Clocks): TokenSeal {
    const { tokens } = this.#deps.codec
    const key = tokens.keyFor(clocks)
    return { key, seal: (hashes) => tokens.seal(key, hashes) }
  }

  openTokens(key: Buffer | null, stored: Buffer): Buffer {
    // Tokens whose key is gone equal no others.
    return this.#deps.codec.tokens.open(key, stored) ?? stored
  }

  tokenSearch(): Promise<TokenSearch> {
    this.#search ??= this.#prepareSearch()
    return this.#search
  }

  async #prepareSearch(): Promise<TokenSearch> {
    const { tokens } = this.#deps.codec
    // A key that another process made since is needed too.
    const stored = sql<{ id: Buffer }>`select id from day_key where class = 'index' and state <> 'shut'`
    await tokens.know((await stored.execute(this.db)).rows.map(({ id }) => id))
    const keys = tokens.living()
    const ofHash = (hash: Buffer) => keys.map((key) => ({ key, token: tokens.seal(key, hash) }))
    return {
      of: (kind, value) => ofHash(this.blind(kind, value)).map(({ token }) => token),
      like: (key, token) => ofHash(this.openTokens(key, token)),
    }
  }

  note(details: AuditDetails): void {
    Object.assign(this.details, details)
  }

  counted(subjects: number): void {
    this.count += subjects
  }

  about(ref: string): void {
    this.ref = ref
  }

  later(change: Change): void {
    this.#changes.push(change.compile(this.db))
  }

  lastly(work: () => Promise<void>): void {
    this.#last.push(work)
  }

  async doLast(): Promise<void> {
    // A work may queue another one.
    for (let work = this.#last.shift(); work !== undefined; work = this.#last.shift()) await work()
  }

  async announce(type: string, ref: string, version: number, parts: readonly CasePart[] = []): Promise<void> {
    const events = this.#isLate(type) ? this.lateEvents : this.#events
    events.push({ type, ref, version, parts: parts.length > 0 ? parts : null })
  }

  announceLater(isLate: (type: string) => boolean): void {
    this.#isLate = isLate
  }

  async enqueue<P extends object>(job: JobType<P>, payload: P, options: JobOptions = {}): Promise<void> {
    this.#jobs.push({ task: job.name, payload, options: { priority: job.priority, ...options } })
  }

  async log(entry: { type: string; ref?: string | null; count?: number; details?: AuditDetails }): Promise<void> {
    this.touched = true
    this.disclosed = true
    this.entries.push({ ...entry, decision: 'done' })
  }

  stepOf(actor: Actor, { action, type, purpose }: { action: Action; type: string; purpose: Purpose | null }) {
    const clauses = decideAccess({ actor, action, purpose, now: this.now, row: null })
    if (!isAllowed(clauses)) throw refusal(clauses)
    return (details: AuditDetails): void => {
      this.touched = true
      this.#others.push({ actor, purpose, entry: { type, ref: null, count: 0, details, decision: 'done' } })
    }
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

  /** Runs the queued changes of this transaction and writes its log entries. */
  async finish(): Promise<void> {
    const { db, actor, purpose } = this
    const { audit } = this.#deps
    const rows = this.entries.length === 0 ? [] : await audit.rowsOf(db, this.entries, actor, purpose)
    for (const other of this.#others) rows.push(...(await audit.rowsOf(db, [other.entry], other.actor, other.purpose)))
    if (rows.length > 0) this.later(appendEntries(rows))
    if (this.#redoable) this.later({ compile: () => withoutWaiting })
    await this.flush()
  }

  async #make(statements: readonly Statement[]): Promise<void> {
    for (const { sql, parameters } of combineStatements(statements)) {
      await this.db.executeQuery(CompiledQuery.raw(sql, [...parameters]))
    }
  }
}

/** Lets the commit of this transaction return before the disk has written it. */
const withoutWaiting: Statement = { sql: `select set_config('synchronous_commit', 'off', true)`, parameters: [] }
