import type { CargoMoney, CargoPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../../findings/severities.ts'
import { readXmlDate } from './dates.ts'
import { type NumberReading, readCount, readNumber, round3 } from './numbers.ts'
import type { Sent } from './sent.ts'
import { tidyText } from './text.ts'
import { lengthUnits, massUnits, volumeUnits } from './units.ts'

/** The content of a finding beside its code and the place of its scope. */
export interface FindingDetail {
  message: string
  /** The value as sent. Without it, the one that `field` was read from. */
  sent?: Sent | undefined
  position?: CargoPosition | null
  literal?: string | null
  expected?: string | number | null
  actual?: string | number | null
  rule?: string | null
  severity?: Severity
  reject?: boolean
  /** The subject of the finding, if it is not the scope's own consignment, item, equipment or party. */
  consignment?: string | null
  item?: string | null
  equipment?: string | null
  party?: string | null
}

/** The subject of a finding. */
export type About = Partial<Record<'consignment' | 'item' | 'equipment' | 'party', string | null>>
export type ReportFinding = (code: FindingCode, at: string | null, about: () => About, detail: FindingDetail) => void

type FieldOf<T, V> = { [K in keyof T]-?: V extends T[K] ? K : never }[keyof T] & string

/** Where a value came from. The notes of an object are a list from the newest on, which costs less than arrays do. */
class Note {
  readonly field: string
  readonly sent: Sent
  readonly before: Note | null

  constructor(field: string, sent: Sent, before: Note | null) {
    this.field = field
    this.sent = sent
    this.before = before
  }
}

/**
 * One object of a reading while it is being filled: it sets fields, reports values that cannot be read, and remembers from
 * where in the message each value came. A field that is sent empty or not at all stays as it is.
 */
export class Scope<T extends object> {
  readonly owner: T
  private readonly parent: Scope<object> | null
  /** The JSON pointer of the object; below a parent, the rest of it. */
  private readonly name: string
  /** Takes the owner. It is a parameter of no type here, so that a scope of a type is one of its supertypes. */
  private readonly about: ((owner: never, name: string) => About) | null
  private readonly reportFinding: ReportFinding
  // Linked and not in a list, as the children of an `XmlNode` are.
  private last: Scope<object> | null = null
  private previous: Scope<object> | null = null
  private notes: Note | null = null

  /** `about` says what findings about the object are about. A parent's answer is added to it. */
  constructor(
    owner: T,
    name: string,
    about: ((owner: T, name: string) => About) | null,
    reportFinding: ReportFinding,
    parent: Scope<object> | null = null,
  ) {
    this.owner = owner
    this.name = name
    this.about = about
    this.reportFinding = reportFinding
    this.parent = parent
  }

  /** The JSON pointer of the object. */
  get pointer(): string {
    return this.parent === null ? this.name : `${this.parent.pointer}/${this.name}`
  }

  private subject(): About {
    const own = this.about === null ? {} : this.about(this.owner as never, this.name)
    return this.parent === null ? own : { ...this.parent.subject(), ...own }
  }

  /** Opens the scope of an object below this one. `name` is its place, such as `items/2`. */
  child<C extends object>(owner: C, name: string, about: ((owner: C, name: string) => About) | null = null): Scope<C> {
    const scope = new Scope(owner, name, about, this.reportFinding, this)
    scope.previous = this.last
    this.last = scope
    return scope
  }

  /** Returns the scope of an object at or below this one; this one if the object has none. */
  of(owner: object): Scope<object> {
    return this.find(owner) ?? this
  }

  private find(owner: object): Scope<object> | undefined {
    if (this.owner === owner) return this
    for (let child = this.last; child !== null; child = child.previous) {
      const found = child.find(owner)
      if (found) return found
    }
    return undefined
  }

  /** Sets a field to a value that the mapper made. `sent` is where it came from. */
  set<K extends keyof T & string>(field: K, value: T[K], sent?: Sent): void {
    this.owner[field] = value
    if (sent !== undefined) this.note(field, sent)
  }

  /** Remembers where the value of a field came from. A field may be a path, such as `specialHandling/2`. */
  note(field: string, sent: Sent): void {
    this.notes = new Note(field, sent, this.notes)
  }

  /** Returns what the newest value of a field was read from; of the first value of all for null. */
  private sentOf(field: string | null): Sent | undefined {
    let found: Sent | undefined
    for (let note = this.notes; note !== null; note = note.before) {
      if (field === note.field) return note.sent
      if (field === null) found = note.sent
    }
    return found
  }

  /** Sets a text, with white space tidied. */
  text<K extends FieldOf<T, string>>(field: K, sent: Sent | undefined): void {
    const value = sent === undefined ? null : tidyText(sent.text)
    if (value !== null) this.set(field, value as T[K], sent)
  }

  /** Adds a text to a list. */
  push<K extends FieldOf<T, string[]>>(field: K, sent: Sent | undefined): void {
    const value = sent === undefined ? null : tidyText(sent.text)
    if (sent === undefined || value === null) return
    const list = this.owner[field] as string[]
    this.note(`${field}/${list.length}`, sent)
    list.push(value)
  }

  /** Sets a count of pieces, packages or the like. */
  count<K extends FieldOf<T, number>>(field: K, sent: Sent | undefined): void {
    const value = this.number(field, sent, readCount)
    if (value !== null) this.set(field, value as T[K], sent)
  }

  /** Sets a mass in kg. `unit` is a code of UN/ECE Recommendation 20, or null if none is stated. */
  kilograms<K extends FieldOf<T, number>>(field: K, sent: Sent | undefined, unit: string | null): void {
    this.measure(field, sent, unit, massUnits, 'KGM')
  }

  /** Sets a volume in m3. */
  cubicMetres<K extends FieldOf<T, number>>(field: K, sent: Sent | undefined, unit: string | null): void {
    this.measure(field, sent, unit, volumeUnits, 'MTQ')
  }

  /** Sets a length in cm. */
  centimetres<K extends FieldOf<T, number>>(field: K, sent: Sent | undefined, unit: string | null): void {
    this.measure(field, sent, unit, lengthUnits, 'CMT')
  }

  /** Sets an amount of money. */
  money<K extends FieldOf<T, CargoMoney>>(field: K, sent: Sent | undefined, currency: string | null): void {
    const amount = this.number(field, sent, readNumber)
    if (amount !== null) this.set(field, { amount, currency: currency && tidyText(currency) } as T[K], sent)
  }

  /** Sets a date or date-time of XML Schema. */
  xmlDate<K extends FieldOf<T, string>>(field: K, sent: Sent | undefined): void {
    if (sent === undefined || sent.text.trim() === '') return
    const value = readXmlDate(sent.text)
    if (value === null) this.report('DATE_INVALID', field, { message: 'no such date', sent })
    else this.set(field, value as T[K], sent)
  }

  /**
   * Reports a finding about a field of this object, or about the object itself (null). It stands where the value of the
   * field was sent, if it was.
   */
  report(code: FindingCode, field: string | null, detail: FindingDetail): void {
    const at = field === null ? this.pointer : `${this.pointer}/${field}`
    this.reportFinding(code, at, () => this.subject(), { ...detail, sent: detail.sent ?? this.sentOf(field) })
  }

  /** Calls back with the pointer and the position of every value at and below this object. */
  places(place: (pointer: string, position: CargoPosition) => void): void {
    const { pointer } = this
    const notes: Note[] = []
    for (let note = this.notes; note !== null; note = note.before) notes.push(note)
    for (const { field, sent } of notes.reverse()) place(`${pointer}/${field}`, sent.position())
    for (let child = this.last; child !== null; child = child.previous) child.places(place)
  }

  /** Reads a number and reports its fault; null if there is none. */
  private number(field: string, sent: Sent | undefined, read: (text: string) => NumberReading): number | null {
    if (sent === undefined || sent.text.trim() === '') return null
    const { value, problem } = read(sent.text)
    if (problem !== null) this.report(problem, field, { message: numberFaults[problem], sent })
    return value
  }

  private measure<K extends FieldOf<T, number>>(
    field: K,
    sent: Sent | undefined,
    unit: string | null,
    units: typeof massUnits,
    usual: string,
  ): void {
    const value = this.number(field, sent, readNumber)
    if (value === null) return
    const known = units[unit === null ? usual : unit.trim().toUpperCase()]
    if (known === undefined) {
      this.report('UNIT_UNKNOWN', field, { message: `no unit of this measure: ${unit}`, sent, actual: unit })
      return
    }
    if (unit === null || known.alias) {
      const message = unit === null ? `no unit is stated, read as ${usual}` : `${unit} read as its usual unit`
      this.report('UNIT_ALIAS', field, { message, sent, actual: unit })
    }
    this.set(field, round3(value * known.factor) as T[K], sent)
  }
}

const numberFaults = {
  DECIMAL_COMMA: 'the comma is read as the decimal sign',
  NUMBER_MALFORMED: 'this is no number',
  NUMBER_OUT_OF_RANGE: 'this number is negative or too large',
} as const
