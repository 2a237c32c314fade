import { SignalType } from '@entente/contracts'

const types = SignalType.options
/** Limits a time to the range of a column, 1970 to February 2106. */
const kept = (seconds: number): number => Math.min(0xffffffff, Math.max(0, seconds))

/** Terms that decide, without the database, whether a signal of a bank matches now. */
export interface SignalTerms {
  number: number
  type: SignalType
  bank: number
  /** State of the item: quarantined and suspended ones open no case. */
  inactive: boolean
  /** In ms since 1970. */
  validFrom: number
  usableUntil: number
  disabledUntil: number | null
  /** 64 bits by which an exact signal is found; 0 and 0 for other types. */
  keyHigh: number
  keyLow: number
}

const columns = {
  type: Uint8Array,
  inactive: Uint8Array,
  bank: Uint32Array,
  from: Uint32Array,
  until: Uint32Array,
  disabled: Uint32Array,
  keyHigh: Uint32Array,
  keyLow: Uint32Array,
} as const
type Column = keyof typeof columns
type Columns = { [C in Column]: InstanceType<(typeof columns)[C]> }
const names = Object.keys(columns) as Column[]

/**
 * The terms of all signals in columns, by the signal's number; times in whole seconds, rounded down. Ten million
 * signals take 260 MB, with no objects for the garbage collector. Type 0 marks an unused number.
 */
export class SignalTermsTable {
  #columns: Columns
  #capacity: number
  #size = 0

  constructor(stage = 1024) {
    this.#capacity = stage
    this.#columns = makeColumns(stage)
  }

  get size(): number {
    return this.#size
  }
  get bytes(): number {
    return names.reduce((sum, name) => sum + this.#columns[name].byteLength, 0)
  }

  set(terms: SignalTerms): void {
    const { number, type, bank, validFrom, usableUntil, disabledUntil, keyHigh, keyLow } = terms
    if (number >= this.#capacity) this.#grow(number)
    const c = this.#columns
    if (c.type[number] === 0) this.#size += 1
    c.type[number] = types.indexOf(type) + 1
    c.bank[number] = bank
    c.inactive[number] = terms.inactive ? 1 : 0
    c.from[number] = kept(Math.floor(validFrom / 1000))
    c.until[number] = kept(Math.floor(usableUntil / 1000))
    c.disabled[number] = disabledUntil === null ? 0 : kept(Math.ceil(disabledUntil / 1000))
    c.keyHigh[number] = keyHigh
    c.keyLow[number] = keyLow
  }

  /** Removes a signal and clears its key. */
  delete(number: number): void {
    if (this.typeOf(number) === undefined) return
    this.#size -= 1
    for (const name of names) this.#columns[name][number] = 0
  }

  typeOf(number: number): SignalType | undefined {
    return number < this.#capacity ? types[(this.#columns.type[number] ?? 0) - 1] : undefined
  }
  bankOf(number: number): number {
    return this.#columns.bank[number] ?? 0
  }
  isInactive(number: number): boolean {
    return this.#columns.inactive[number] === 1
  }
  keyOf(number: number): [high: number, low: number] {
    return [this.#columns.keyHigh[number] ?? 0, this.#columns.keyLow[number] ?? 0]
  }

  /** Returns whether a signal is valid, within its lawful basis, and not disabled at a time. */
  answersAt(number: number, now: number): boolean {
    const c = this.#columns
    const at = now / 1000
    return (
      (c.from[number] as number) <= at &&
      at < (c.until[number] as number) &&
      (c.disabled[number] as number) <= at &&
      c.type[number] !== 0
    )
  }

  *numbers(from = 1): Generator<number> {
    const { type } = this.#columns
    for (let number = from; number < this.#capacity; number += 1) if (type[number] !== 0) yield number
  }

  /** Returns the columns as bytes, in order; `load` reads them. A wrong length throws a RangeError. */
  save(): Uint8Array[] {
    return names.map((name) => {
      const column = this.#columns[name]
      return new Uint8Array(column.buffer.slice(0) as ArrayBuffer)
    })
  }
  static load(parts: readonly Uint8Array[]): SignalTermsTable {
    const [first] = parts
    if (first === undefined || parts.length !== names.length) throw new RangeError('not the columns of terms')
    const table = new SignalTermsTable(first.length)
    for (const [place, name] of names.entries()) {
      const part = parts[place] as Uint8Array
      const column = table.#columns[name]
      if (part.length !== column.byteLength) throw new RangeError(`the column ${name} has another length`)
      new Uint8Array(column.buffer).set(part)
    }
    for (const type of table.#columns.type) if (type !== 0) table.#size += 1
    return table
  }

  #grow(number: number): void {
    const stage = Math.max(number + 1, Math.ceil(this.#capacity * 1.5))
    const grown = makeColumns(stage)
    for (const name of names) grown[name].set(this.#columns[name])
    this.#columns = grown
    this.#capacity = stage
  }
}

const makeColumns = (stage: number): Columns =>
  Object.fromEntries(names.map((name) => [name, new columns[name](stage)])) as Columns
