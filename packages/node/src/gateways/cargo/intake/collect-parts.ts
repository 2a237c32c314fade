import type {
  CargoConsignment,
  CargoConveyance,
  CargoFinding,
  CargoFormat,
  CargoLoad,
  CargoMessageHead,
  CargoReconciliation,
} from '@entente/contracts'
import type { CargoSink, CargoSummary } from '@entente/readers'
import type { GatewayReading, ReadingGiven } from '../../../pipeline/gateway/intake.ts'
import { version as engine } from '../../../version.ts'
import type { FiledContent, PartContent, StoredReading } from '../classes/content-classes.ts'
import { instantOf } from '../consignments/partial-date.ts'
import type { CargoCounts } from '../store/schema.ts'

/** The version of the reader of messages about goods. */
export const cargoEngine = `cargo ${engine}`

/** The most consignments that one transaction stores. */
const consignmentsAtOnce = 500
/** The most containers, loads and findings together that one transaction stores. */
const recordsAtOnce = 5_000
/** Loads that wait for their consignment. Further ones are stored with their part only. */
const mostWaiting = 20_000

/** A consignment of a part, with the format of its message and its place among all consignments of the file. */
export interface DraftFiling {
  ordinal: number
  format: CargoFormat
  content: FiledContent
}
/** The head of a message with containers of a voyage. */
export interface PartHead extends Pick<CargoMessageHead, 'format' | 'header' | 'conveyance'> {
  /** The place of the message in its file. */
  message: number
}
/** What one transaction stores of a reading. */
export interface CargoPart {
  filings: DraftFiling[]
  content: PartContent
  /** The manifests and stowage plans of which it has consignments or equipment. */
  heads: PartHead[]
}

/** The formats whose containers are compared: manifests and stowage plans. */
const stowable: ReadonlySet<CargoFormat> = new Set(['cuscar', 'awmds', 'baplie'])

type Given = Pick<ReadingGiven, 'sha256' | 'receivedAt' | 'tables'>

/**
 * Collects what a reader finds, and cuts it into parts of at most `consignmentsAtOnce` consignments and `recordsAtOnce`
 * other records. The cuts depend on the order of the file alone, and not on the pieces in which its bytes arrive. Loads
 * and findings go with their consignment, if it is not in an earlier part. So consignments stay for a later part while
 * few loads and findings wait.
 */
export class PartCollector {
  readonly #messages: StoredReading['messages'] = []
  #consignments: { message: number; consignment: CargoConsignment }[] = []
  #content: PartContent = { equipment: [], loads: [], findings: [] }
  #loads = new Map<string, CargoLoad[]>()
  #findings = new Map<string, CargoFinding[]>()
  /** The codes of findings that wait for their consignment, also of those that are not kept. */
  #waitingCodes = new Map<string, Set<string>>()
  /** The codes of those that their filers must correct. */
  #waitingRejects = new Map<string, Set<string>>()
  /** A code of a finding that its filer must correct was not kept, so nobody knows its consignment. */
  #lostReject: string | null = null
  #waiting = 0
  #records = 0
  readonly #ready: CargoPart[] = []
  #ordinal = 0
  readonly #codes: Record<string, number> = {}
  readonly #severities: CargoCounts['findings'] = { info: 0, notice: 0, warning: 0, error: 0 }

  readonly sink: CargoSink = {
    messageBegin: (_message, head) => {
      if (this.#lostReject !== null && this.#consignments.length > 0) this.#ready.push(this.#cut())
      this.#forgetCodes()
      this.#messages.push(Object.assign(head as StoredReading['messages'][number], { reconciliation: null }))
    },
    consignment: (consignment, message) => {
      // Loads and findings of the last consignment come before the next one.
      if (this.#consignments.length >= consignmentsAtOnce) this.#ready.push(this.#cut())
      this.#consignments.push({ message, consignment })
    },
    equipment: (value, message) => {
      this.#content.equipment.push({ message, value })
      this.#record()
    },
    load: (value, message) => {
      this.#content.loads.push({ message, value })
      this.#wait(this.#loads, keyOf(message, value.consignmentId), value)
      this.#record()
    },
    messageEnd: (message, head: CargoMessageHead, reconciliation: CargoReconciliation) => {
      this.#messages[message] = { ...head, reconciliation }
    },
    finding: (finding) => {
      this.#content.findings.push(finding)
      this.#codes[finding.code] = (this.#codes[finding.code] ?? 0) + 1
      this.#severities[finding.severity] += 1
      if (finding.consignment !== null) {
        this.#wait(this.#findings, this.#keyNow(finding.consignment), finding)
        this.#waitCode(finding.code, finding.consignment, finding.reject)
      }
      this.#record()
    },
    findingCode: (code, consignment, reject) => this.#waitCode(code, consignment, reject),
  }

  /** Returns whether a whole part has been collected. */
  get isFull(): boolean {
    return this.#ready.length > 0
  }

  /** Returns whether anything is left to store. */
  get isEmpty(): boolean {
    return !this.isFull && this.#consignments.length + this.#records === 0
  }

  /** Takes the next part, or all that is left. */
  take(): CargoPart {
    return this.#ready.shift() ?? this.#cut()
  }

  /** Returns the reading of the file, without what its parts hold. */
  reading({ outcome, quarantined, bytes, consignments, messages }: CargoSummary, given: Given): StoredOutcome {
    const [first] = this.#messages
    const receivedAt = new Date(given.receivedAt)
    return {
      reading: { file: null, sha256: given.sha256, bytes, outcome, quarantined, messages: this.#messages },
      outcome,
      findings: this.#codes,
      sensitiveRemoved: 0,
      counts: { messages, consignments, findings: this.#severities } as CargoCounts,
      format: first?.format ?? null,
      // Another table may judge the same text differently.
      engine: given.tables === undefined ? cargoEngine : `${cargoEngine} ${given.tables.name}`,
      preparedAt: instantOf(first?.header.preparedAt ?? null, receivedAt),
      accessReference: null,
      part: null,
      segments: new Map(),
    }
  }

  #record(): void {
    this.#records += 1
    if (this.#records >= recordsAtOnce) this.#ready.push(this.#cut(this.#waiting > mostWaiting))
  }

  #cut(withConsignments = true): CargoPart {
    const content = this.#content
    this.#content = { equipment: [], loads: [], findings: [] }
    this.#records = 0
    const own = withConsignments ? this.#consignments : []
    const heads = this.#headsOf([...content.equipment, ...own])
    if (!withConsignments) return { filings: [], content, heads }
    const filings = this.#consignments.map(({ message, consignment }) => this.#draft(message, consignment))
    this.#consignments = []
    if (this.#waiting > mostWaiting) this.#forget()
    return { filings, content, heads }
  }

  #headsOf(stated: readonly { message: number }[]): PartHead[] {
    const places = [...new Set(stated.map(({ message }) => message))].sort((one, other) => one - other)
    return places.flatMap((message) => {
      const head = this.#messages[message]
      if (head === undefined || !stowable.has(head.format)) return []
      const { format, header, conveyance } = head
      return [{ message, format, header: { ...header }, conveyance: copyOf(conveyance) }]
    })
  }

  #draft(message: number, consignment: CargoConsignment): DraftFiling {
    const head = this.#messages[message] as CargoMessageHead
    const key = keyOf(message, consignment.id)
    const loads = this.#met(this.#loads, key)
    const findings = this.#met(this.#findings, key)
    const codes = this.#waitingCodes.get(key) ?? new Set()
    this.#waitingCodes.delete(key)
    const rejected = new Set([
      ...(this.#waitingRejects.get(key) ?? []),
      ...(this.#lostReject === null ? [] : [this.#lostReject]),
    ])
    this.#waitingRejects.delete(key)
    const content = {
      ...{ message, header: { ...head.header }, conveyance: copyOf(head.conveyance) },
      ...{ consignment, loads, findings, findingCodes: [...codes].sort() },
      ...(rejected.size === 0 ? {} : { rejected: [...rejected].sort() }),
    }
    return { ordinal: this.#ordinal++, format: head.format, content }
  }

  #wait<T>(waiting: Map<string, T[]>, key: string, value: T): void {
    const known = waiting.get(key)
    if (known === undefined) waiting.set(key, [value])
    else known.push(value)
    this.#waiting += 1
  }

  /** The key of a consignment of the message that is read now: two messages of a file may use one number. */
  #keyNow(consignment: string): string {
    return keyOf(this.#messages.length - 1, consignment)
  }

  #waitCode(code: string, consignment: string, reject: boolean): void {
    const key = this.#keyNow(consignment)
    addCode(this.#waitingCodes, key, code)
    // Without it the goods would look as if nothing had to be corrected, so each later bill of the message must be.
    if (reject && !addCode(this.#waitingRejects, key, code)) this.#lostReject = code
  }

  /** Codes of consignments in earlier parts never meet their consignment: a new message forgets them. */
  #forgetCodes(): void {
    const open = new Set(this.#consignments.map(({ message, consignment }) => keyOf(message, consignment.id)))
    for (const waiting of [this.#waitingCodes, this.#waitingRejects])
      for (const key of waiting.keys()) if (!open.has(key)) waiting.delete(key)
    this.#lostReject = null
  }

  #met<T>(waiting: Map<string, T[]>, key: string): T[] {
    const found = waiting.get(key) ?? []
    waiting.delete(key)
    this.#waiting -= found.length
    return found
  }

  #forget(): void {
    this.#loads = new Map()
    this.#findings = new Map()
    this.#waiting = 0
  }
}

/** Adds a code that waits for its consignment. Returns false if too many wait. */
function addCode(waiting: Map<string, Set<string>>, key: string, code: string): boolean {
  const known = waiting.get(key)
  if (known !== undefined) known.add(code)
  else if (waiting.size < mostWaiting) waiting.set(key, new Set([code]))
  else return false
  return true
}

type StoredOutcome = GatewayReading<StoredReading>
const keyOf = (message: number, consignmentId: string): string => `${message} ${consignmentId}`
const copyOf = (conveyance: CargoConveyance | null) => (conveyance === null ? null : { ...conveyance })
