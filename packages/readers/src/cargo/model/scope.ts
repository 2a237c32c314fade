import type { CargoMoney, CargoPosition, Severity } from '@entente/contracts'
import type { FindingCode } from '../../findings/severities.ts'
import { readXmlDate } from './dates.ts'
import { type NumberReading, readCount, readNumber, round3 } from './numbers.ts'
import type { Sent } from './sent.ts'
import { tidyText } from './text.ts'
import { lengthUnits, massUnits, volumeUnits } from './units.ts'

/** What a finding says beside its code and the place where its scope stands. */
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
  /** What the finding is about, if it is not the scope's own consignment, item, equipment or party. */
  consignment?: string | null
  item?: string | null
  equipment?: string | null
  party?: string | null
}

/** What a finding is about. */
export type About = Partial<Record<'consignment' | 'item' | 'equipment' | 'party', string | null>>
export type ReportFinding = (code: FindingCode, at: string | null, about: () => About, detail: FindingDetail) => void

type FieldOf<T, V> = { [K in keyof T]-?: V extends T[K] ? K : never }[keyof T] & string

/**
 * One object of a reading while it is being filled: it sets fields, reports values that cannot be read, and remembers from
 * where in the message each value came. A field that is sent empty or not at all stays as it is.
 */
export class Scope<T extends object> {
  readonly owner: T
  /** The JSON pointer of the object. */
  readonly pointer: string
  private readonly about: () => About
  private readonly reportFinding: ReportFinding
  private readonly children: Scope<object>[] = []
  private readonly fields: string[] = []
  private readonly sents: Sent[] = []

  constructor(owner: T, pointer: string, about: () => About, reportFinding: ReportFinding) {
    this.owner = owner
    this.pointer = pointer
    this.about = about
    this.reportFinding = reportFinding
  }

  /** Opens the scope of an object below this one. `name` is its place, such as `items/2`. */
  child<C extends object>(owner: C, name: string, about: () => About = () => ({})): Scope<C> {
    const whole = () => ({ ...this.about(), ...about() })
    const scope = new Scope(owner, `${this.pointer}/${name}`, whole, this.reportFinding)
    this.children.push(scope)
    return scope
  }

  /** Returns the scope of an object at or below this one; this one if the object has none. */
  of(owner: object): Scope<object> {
    return this.find(owner) ?? this
  }

  private find(owner: object): Scope<object> | undefined {
    if (this.owner === owner) return this
    for (const child of this.children) {
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
    this.fields.push(field)
    this.sents.push(sent)
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
    const sent = detail.sent ?? (field === null ? this.sents[0] : this.sents[this.fields.lastIndexOf(field)])
    this.reportFinding(code, at, this.about, { ...detail, sent })
  }

  /** Calls back with the pointer and the position of every value at and below this object. */
  places(place: (pointer: string, position: CargoPosition) => void): void {
    for (const [i, field] of this.fields.entries())
      place(`${this.pointer}/${field}`, (this.sents[i] as Sent).position())
    for (const child of this.children) child.places(place)
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
