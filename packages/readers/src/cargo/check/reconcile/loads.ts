import type { CargoMessageHead } from '@entente/contracts'
import type { Scope } from '../../model/scope.ts'
import type { Tally } from './tally.ts'

/** The loads of one air waybill in a message. */
export interface LedgerEntry {
  id: string
  pieces: number
  /** Null if no load states the pieces of the shipment. */
  total: number | null
  /** A load is marked as a part: P, S or D. */
  isPart: boolean
  /** A load does not state its pieces. */
  isIncomplete: boolean
}

/** The most numbers of another form than an air waybill's that are kept. */
const MOST_OTHERS = 1_000
const PART = 1
const INCOMPLETE = 2
const NO_TOTAL = -1
/** A sum stops here. No number of pieces that the reader accepts is larger. */
const LARGEST = 2 ** 31 - 1

/** Chosen anew by each process, so that nobody can make numbers that all fall into one slot. */
const [seedA, seedB] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number]
function mixed(number: number): number {
  const low = Math.imul((number % 4294967291) ^ seedA, 0x9e3779b1)
  return Math.imul((low ^ (low >>> 15)) + seedB, 0x85ebca6b)
}

/**
 * Sums up pieces for each air waybill. It keeps the eleven digits as a number and needs about 30 bytes for each, because a
 * manifest may have hundreds of thousands.
 */
export class PieceLedger {
  /** Slots of an open hash table: 0 is free, else the index of an entry plus 1. */
  private slots = new Int32Array(64)
  private numbers = new Float64Array(32)
  private pieces = new Int32Array(32)
  private totals = new Int32Array(32)
  private flags = new Uint8Array(32)
  private size = 0
  private readonly others = new Map<string, number>()

  /** Adds the load of an air waybill. */
  add(id: string, pieces: number | null, total: number | null, isPart: boolean): void {
    const at = this.indexOf(id)
    if (at === null) return
    this.pieces[at] = Math.min((this.pieces[at] ?? 0) + (pieces ?? 0), LARGEST)
    if (total !== null) this.totals[at] = Math.max(this.totals[at] ?? NO_TOTAL, total)
    this.flags[at] = (this.flags[at] ?? 0) | (isPart ? PART : 0) | (pieces === null ? INCOMPLETE : 0)
  }

  *entries(): Generator<LedgerEntry> {
    const names = new Map([...this.others].map(([id, at]) => [at, id]))
    for (let at = 0; at < this.size; at += 1) {
      const digits = String(this.numbers[at]).padStart(11, '0')
      const total = this.totals[at] ?? NO_TOTAL
      const flags = this.flags[at] ?? 0
      yield {
        id: names.get(at) ?? `${digits.slice(0, 3)}-${digits.slice(3)}`,
        pieces: this.pieces[at] ?? 0,
        total: total === NO_TOTAL ? null : total,
        isPart: (flags & PART) !== 0,
        isIncomplete: (flags & INCOMPLETE) !== 0,
      }
    }
  }

  private indexOf(id: string): number | null {
    if (!/^\d{3}-\d{8}$/.test(id)) {
      const known = this.others.get(id)
      if (known !== undefined) return known
      if (this.others.size >= MOST_OTHERS) return null
      const at = this.append(-1)
      this.others.set(id, at)
      return at
    }
    const number = Number(id.slice(0, 3)) * 1e8 + Number(id.slice(4))
    const slot = this.slotOf(number)
    const found = this.slots[slot] ?? 0
    if (found > 0) return found - 1
    const at = this.append(number)
    this.slots[slot] = at + 1
    if (this.size * 4 > this.slots.length * 3) this.rehash()
    return at
  }

  private append(number: number): number {
    if (this.size === this.numbers.length) this.grow()
    this.numbers[this.size] = number
    this.totals[this.size] = NO_TOTAL
    return this.size++
  }

  /** Returns the slot of a number, or the free slot where it belongs. */
  private slotOf(number: number): number {
    const mask = this.slots.length - 1
    let slot = (mixed(number) >>> 7) & mask
    for (;;) {
      const at = this.slots[slot] ?? 0
      if (at === 0 || this.numbers[at - 1] === number) return slot
      slot = (slot + 1) & mask
    }
  }

  private grow(): void {
    const length = this.numbers.length * 2
    const numbers = new Float64Array(length)
    numbers.set(this.numbers)
    this.numbers = numbers
    const larger = (from: Int32Array) => {
      const to = new Int32Array(length)
      to.set(from)
      return to
    }
    this.pieces = larger(this.pieces)
    this.totals = larger(this.totals)
    const flags = new Uint8Array(length)
    flags.set(this.flags)
    this.flags = flags
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    for (let at = 0; at < this.size; at += 1) {
      const number = this.numbers[at] ?? -1
      if (number >= 0) this.slots[this.slotOf(number)] = at + 1
    }
  }
}

/**
 * Compares the pieces of each air waybill with its loads in this message (rule R5). A part may travel on another flight, so
 * fewer pieces are no contradiction. If more pages of the manifest follow, fewer pieces mean nothing. `ledger` is null if the
 * message has no loads.
 */
export function checkLoads(ledger: PieceLedger | null, message: Scope<CargoMessageHead>, tally: Tally): void {
  const continues = message.owner.header.continued === true
  for (const { id, pieces, total, isPart, isIncomplete } of ledger?.entries() ?? []) {
    if (total === null) {
      if (isPart && !continues) reportPart(message, id, null, pieces)
      continue
    }
    if (isIncomplete) continue
    const figures = { rule: 'R5', scope: id, expected: total, actual: pieces, unit: 'pieces' } as const
    if (pieces < total) {
      tally.open(figures)
      if (!continues) reportPart(message, id, total, pieces)
    } else if (!tally.compare(figures)) {
      const detail = { expected: total, actual: pieces, rule: 'R5', consignment: id }
      message.report('EXCESS_PIECES', null, { message: 'more pieces are loaded than the shipment has', ...detail })
    }
  }
  if (!continues) return
  const { page } = message.owner.header
  message.report('MANIFEST_CONTINUES', 'header/continued', {
    message: 'more pages of this manifest follow',
    rule: 'R13',
    actual: page,
  })
}

function reportPart(message: Scope<CargoMessageHead>, id: string, expected: number | null, actual: number): void {
  const text = expected === null ? 'a part of a shipment of unknown size' : 'a part of the shipment is on this flight'
  message.report('PART_SHIPMENT', null, { message: text, expected, actual, rule: 'R5', consignment: id })
}
