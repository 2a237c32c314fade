import { birthDateWeights, relateBirthDates } from '../dates/compare-birth-dates.ts'
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

/** What a subject gets for each distinct set of values of a segment, worked out when first asked for. */
class Weights {
  #turns = new Uint32Array(0)
  #weights = new Float64Array(0)
  #hard = new Uint8Array(0)
  #turn = 0

  /** Forgets the subject before. */
  begin(count: number): void {
    if (this.#turns.length < count) {
      this.#turns = new Uint32Array(count + (count >> 2))
      this.#weights = new Float64Array(this.#turns.length)
      this.#hard = new Uint8Array(this.#turns.length)
      this.#turn = 0
    }
    this.#turn += 1
    if (this.#turn < 0xffffffff) return
    this.#turns.fill(0)
    this.#turn = 1
  }
  knows(place: number): boolean {
    return this.#turns[place] === this.#turn
  }
  set(place: number, weight: number, hard: boolean, out = false): void {
    this.#turns[place] = this.#turn
    this.#weights[place] = weight
    this.#hard[place] = out ? 2 : hard ? 1 : 0
  }
  weight(place: number): number {
    return this.#weights[place] ?? 0
  }
  isHard(place: number): boolean {
    return (this.#hard[place] ?? 0) > 0
  }
  /** No entry with these values can be hit. */
  isOut(place: number): boolean {
    return this.#hard[place] === 2
  }
}

/** The distinct sets of birth dates and nationalities of a segment, each read once, and what they say for one subject at a time. */
export class FieldValues {
  readonly dateWeights = new Weights()
  readonly nationWeights = new Weights()
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
  /** Whether the other fields can rule an entry out. */
  readonly tells: boolean
  readonly #genders: readonly number[]
  readonly #kinds: readonly [person: number, organisation: number]
  readonly #place: number
  readonly #document: number
  /** The most that the fields other than birth date add. */
  readonly #mostButDates: number
  readonly #least: number

  constructor(subject: ReadIdentity, segment: Segment, values: FieldValues, least: number) {
    this.#subject = subject
    this.#read = values
    this.#segment = segment
    values.dateWeights.begin(segment.columns.dateStarts.length)
    values.nationWeights.begin(segment.columns.nationStarts.length)
    this.tells = subject.birthDates.length + subject.nationalities.length > 0
    const gender = (other: ReadIdentity['gender']): number =>
      scoreFields({ ...nobody, gender: subject.gender }, { ...nobody, gender: other }).gender?.weight ?? 0
    this.#genders = [0, gender('male'), gender('female')]
    const apart = nameWeights.contradiction.kind
    this.#kinds = [subject.kind === 'organisation' ? apart : 0, subject.kind === 'person' ? apart : 0]
    this.#place = subject.birthPlaces.length > 0 ? fieldWeights.placeEqual : 0
    this.#document = subject.documents.length > 0 ? documentWeights.onePlace : 0
    const alone = { ...subject, birthDates: [], documents: [] }
    const itself = scoreFields(alone, alone)
    this.#mostButDates =
      Math.max(0, itself.nationality?.weight ?? 0) +
      Math.max(0, itself.gender?.weight ?? 0) +
      this.#place +
      this.#document
    this.#least = least
  }

  #compareDates(place: number): void {
    const relation = relateBirthDates(this.#subject.birthDates, this.#read.dates(this.#segment, place))
    const [weight, hard] = [relation?.weight ?? 0, relation?.hard ?? false]
    const most = pairWeights.prior + pairWeights.nameCapAgainstBirthDate + weight + this.#mostButDates
    this.#read.dateWeights.set(place, weight, hard, hard && most < this.#least)
  }
  /** True where the birth date alone rules an entry out: the first thing to ask, and most are. */
  isOutByDate(entry: number): boolean {
    if (this.#subject.birthDates.length === 0) return false
    const place = this.#segment.columns.entryDates[entry] ?? 0
    const { dateWeights } = this.#read
    if (!dateWeights.knows(place)) this.#compareDates(place)
    return dateWeights.isOut(place)
  }
  #compareNations(place: number): void {
    const nationalities = this.#read.nationalities(this.#segment, place)
    const { nationality } = scoreFields(
      { ...nobody, nationalities: this.#subject.nationalities },
      { ...nobody, nationalities },
    )
    this.#read.nationWeights.set(place, nationality?.weight ?? 0, false)
  }

  /** The most the log-odds can be for an entry where its name adds at most `name`; null: one of the two has none. */
  total(entry: number, name: number | null): number {
    const { columns } = this.#segment
    const bits = columns.entryBits[entry] ?? 0
    let part = name === null ? 0 : Math.max(nameWeights.nameFloor, name)
    let positive = this.#place !== 0 && (bits & entryBits.place) !== 0 ? this.#place : 0
    let negative = 0
    if (this.#subject.birthDates.length > 0) {
      const place = columns.entryDates[entry] ?? 0
      const { dateWeights } = this.#read
      if (!dateWeights.knows(place)) this.#compareDates(place)
      const weight = dateWeights.weight(place)
      if (weight > 0) positive += weight
      else negative += weight
      if (dateWeights.isHard(place)) part = Math.min(part, pairWeights.nameCapAgainstBirthDate)
    }
    if (this.#subject.nationalities.length > 0) {
      const place = columns.entryNations[entry] ?? 0
      const { nationWeights } = this.#read
      if (!nationWeights.knows(place)) this.#compareNations(place)
      const weight = nationWeights.weight(place)
      if (weight > 0) positive += weight
      else negative += weight
    }
    const gender = this.#genders[bits & (entryBits.male | entryBits.female)] ?? 0
    if (gender > 0) positive += gender
    else negative += gender
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
    const most = (subject.birthDates.length > 0 ? birthDateWeights.equal : 0) + this.#mostButDates - this.#document
    const open = least - pairWeights.prior - this.#document
    const capped = open - Math.min(most, pairWeights.fieldCapWithoutName)
    const free = open - most
    // Below a name that agrees the other fields say little.
    return capped < pairWeights.nameThatAgrees ? Math.min(capped, free) : Math.max(free, pairWeights.nameThatAgrees)
  }
}
