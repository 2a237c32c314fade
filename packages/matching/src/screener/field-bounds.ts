import { birthDateWeights, compareBirthDates } from '../dates/compare-birth-dates.ts'
import { type BirthDate, parseBirthDate } from '../dates/parse-birth-date.ts'
import { documentWeights } from '../identifiers/compare-documents.ts'
import { nameWeights } from '../names/name-weights.ts'
import type { ReadIdentity } from '../score/read-identity.ts'
import { fieldWeights, scoreFields } from '../score/score-fields.ts'
import { pairWeights } from '../score/score-pair.ts'
import { decodeText } from './entry-record.ts'
import { entryBits, type Segment } from './segment.ts'

const nobody: ReadIdentity = {
  kind: 'person',
  register: 'person',
  names: [],
  birthDates: [],
  nationalities: [],
  gender: null,
  birthPlaces: [],
  documents: [],
}
const textAt = (starts: Uint32Array, bytes: Uint8Array, place: number): string =>
  decodeText(bytes.subarray(starts[place] ?? 0, starts[place + 1] ?? 0))

/** The distinct sets of birth dates and nationalities of a segment, each read once. */
export class FieldValues {
  readonly #dates: BirthDate[][] = []
  readonly #nationalities: ReadIdentity['nationalities'][] = []

  dates({ columns }: Segment, place: number): readonly BirthDate[] {
    const known = this.#dates[place]
    if (known !== undefined) return known
    const dates = textAt(columns.dateStarts, columns.dateBytes, place)
      .split('|')
      .flatMap((text) => {
        const read = text === '' ? [] : parseBirthDate(text)
        return typeof read === 'string' ? [] : read
      })
    this.#dates[place] = dates
    return dates
  }
  nationalities({ columns }: Segment, place: number): ReadIdentity['nationalities'] {
    const known = this.#nationalities[place]
    if (known !== undefined) return known
    const read = textAt(columns.nationStarts, columns.nationBytes, place)
      .split('|')
      .flatMap((codes) => (codes === '' ? [] : [{ written: codes, codes: codes.split(' ') }]))
    this.#nationalities[place] = read
    return read
  }
}

/**
 * What everything but the name can add for one subject: exact for birth date, nationality and sex, the most there is for places and
 * documents. Entries share few sets of dates and nationalities: each is compared once.
 */
export class FieldBounds {
  readonly #subject: ReadIdentity
  readonly #segment: Segment
  readonly #read: FieldValues
  readonly #dates = new Map<number, { weight: number; hard: boolean }>()
  readonly #nations = new Map<number, number>()
  readonly #genders: readonly number[]
  readonly #kinds: readonly [person: number, organisation: number]
  readonly #place: number
  readonly #document: number

  constructor(subject: ReadIdentity, segment: Segment, values: FieldValues) {
    this.#subject = subject
    this.#read = values
    this.#segment = segment
    const gender = (other: ReadIdentity['gender']): number =>
      scoreFields({ ...nobody, gender: subject.gender }, { ...nobody, gender: other }).gender?.weight ?? 0
    this.#genders = [0, gender('male'), gender('female')]
    const apart = nameWeights.contradiction.kind
    this.#kinds = [subject.kind === 'organisation' ? apart : 0, subject.kind === 'person' ? apart : 0]
    this.#place = subject.birthPlaces.length > 0 ? fieldWeights.placeEqual : 0
    this.#document = subject.documents.length > 0 ? documentWeights.onePlace : 0
  }

  #dateOf(place: number): { weight: number; hard: boolean } {
    let known = this.#dates.get(place)
    if (known === undefined) {
      const relation = compareBirthDates(this.#subject.birthDates, this.#read.dates(this.#segment, place))
      known = { weight: relation?.weight ?? 0, hard: relation?.hard ?? false }
      this.#dates.set(place, known)
    }
    return known
  }
  #nationOf(place: number): number {
    let known = this.#nations.get(place)
    if (known === undefined) {
      const nationalities = this.#read.nationalities(this.#segment, place)
      known =
        scoreFields({ ...nobody, nationalities: this.#subject.nationalities }, { ...nobody, nationalities }).nationality
          ?.weight ?? 0
      this.#nations.set(place, known)
    }
    return known
  }

  /** The most the log-odds can be for an entry where its name adds at most `name`; null: one of the two has none. */
  total(entry: number, name: number | null): number {
    const { columns } = this.#segment
    const bits = columns.entryBits[entry] ?? 0
    let part = name === null ? 0 : Math.max(nameWeights.nameFloor, name)
    let positive = this.#place !== 0 && (bits & entryBits.place) !== 0 ? this.#place : 0
    let negative = 0
    const add = (weight: number): void => {
      if (weight > 0) positive += weight
      else negative += weight
    }
    if (this.#subject.birthDates.length > 0) {
      const { weight, hard } = this.#dateOf(columns.entryDates[entry] ?? 0)
      add(weight)
      if (hard) part = Math.min(part, pairWeights.nameCapAgainstBirthDate)
    }
    if (this.#subject.nationalities.length > 0) add(this.#nationOf(columns.entryNations[entry] ?? 0))
    add(this.#genders[bits & (entryBits.male | entryBits.female)] ?? 0)
    if ((bits & entryBits.kindPerson) !== 0) negative += this.#kinds[0]
    else if ((bits & entryBits.kindOrganisation) !== 0) negative += this.#kinds[1]
    if (name !== null && part < pairWeights.nameThatAgrees)
      positive = Math.min(positive, pairWeights.fieldCapWithoutName)
    if ((bits & entryBits.document) !== 0) positive += this.#document
    return pairWeights.prior + part + positive + negative
  }

  /** The least a name must add for any entry to reach `least`. */
  need(least: number): number {
    const subject = this.#subject
    const itself = scoreFields(
      { ...subject, birthDates: [], documents: [] },
      { ...subject, birthDates: [], documents: [] },
    )
    const most =
      (subject.birthDates.length > 0 ? birthDateWeights.equal : 0) +
      Math.max(0, itself.nationality?.weight ?? 0) +
      Math.max(0, itself.gender?.weight ?? 0) +
      this.#place
    const open = least - pairWeights.prior - this.#document
    const capped = open - Math.min(most, pairWeights.fieldCapWithoutName)
    const free = open - most
    // Below a name that agrees the other fields say little.
    return capped < pairWeights.nameThatAgrees ? Math.min(capped, free) : Math.max(free, pairWeights.nameThatAgrees)
  }
}
