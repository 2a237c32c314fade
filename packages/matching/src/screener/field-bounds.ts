import { birthDateWeights, relateBirthDates } from '../dates/compare-birth-dates.ts'
import type { BirthDate } from '../dates/parse-birth-date.ts'
import { nameWeights } from '../names/name-weights.ts'
import type { ReadIdentity } from '../score/read-identity.ts'
import { fieldWeights, scoreFields } from '../score/score-fields.ts'
import { pairWeights } from '../score/score-pair.ts'
import { countDifferingDigits, datesOf, datesOfSet, dayOf, digitsOf, yearOf } from './birth-days.ts'
import { decodeText } from './entry-record.ts'
import {
  entryBits,
  headSize,
  inHead,
  monthAndDay,
  moreWords,
  packFacts,
  type Segment,
  vague,
  yearShift,
} from './segment.ts'

const emptyIdentity: ReadIdentity = {
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

/** Caches the weights of one subject. The key is the place of a distinct set of values in a segment. */
class Weights {
  #turns = new Uint32Array(0)
  #weights = new Float64Array(0)
  #turn = 0

  /** Clears the cache for another subject. Places are below `count`. */
  begin(count: number): void {
    if (this.#turns.length < count) {
      this.#turns = new Uint32Array(count + (count >> 2))
      this.#weights = new Float64Array(this.#turns.length)
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
  set(place: number, weight: number): void {
    this.#turns[place] = this.#turn
    this.#weights[place] = weight
  }
  weight(place: number): number {
    return this.#weights[place] ?? 0
  }
}

const notRead = 0xffffffff
const { equal, oneDigit, year, sameYearOtherDay, yearsApart } = birthDateWeights
const usualDateWeights = [equal, oneDigit, year, 0, sameYearOtherDay, yearsApart[0], yearsApart[1]]

/** The distinct sets of birth dates and nationalities of a segment, each parsed once, and their weights for one subject at a time. */
export class FieldValues {
  readonly dateWeights = new Weights()
  /** The least weight that a name must add, by place of the set of birth dates. */
  readonly dateNeeds = new Weights()
  readonly dateHard = new Weights()
  /** The least weight that a name must add, by the birth dates packed into one small number. */
  readonly dayNeeds = new Weights()
  readonly nationWeights = new Weights()
  readonly #dates: BirthDate[][] = []
  readonly #nationalities: ReadIdentity['nationalities'][] = []
  #days = new Uint32Array(0)

  dates({ columns }: Segment, place: number): readonly BirthDate[] {
    const known = this.#dates[place]
    if (known !== undefined) return known
    const dates = datesOfSet(textAt(columns.dateStarts, columns.dateBytes, place))
    this.#dates[place] = dates
    return dates
  }
  /** Returns the exact birth date of a set of dates, as `digitsOf` does. */
  day(segment: Segment, place: number): number {
    const known = this.#days[place] ?? notRead
    if (known !== notRead) return known
    if (place >= this.#days.length) {
      const more = new Uint32Array(Math.ceil(segment.columns.dateStarts.length * 1.25)).fill(notRead)
      more.set(this.#days)
      this.#days = more
    }
    const day = digitsOf(this.dates(segment, place))
    this.#days[place] = day
    return day
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
 * Bounds the weight, in nats, that all fields except name and documents add for one subject. The bound is exact for birth date, nationality and sex;
 * for places it is an upper bound. The entries of a segment have few different sets of dates and nationalities, so each set is compared only once.
 * Entries with an equal document are found by its key.
 */
export class FieldBounds {
  readonly #subject: ReadIdentity
  readonly #segment: Segment
  readonly #read: FieldValues
  readonly #genders: readonly number[]
  readonly #kinds: readonly [person: number, organisation: number]
  readonly #place: number
  /** The highest weight of the fields other than birth date. */
  readonly #mostButDates: number
  readonly #least: number
  /** The subject's exact birth date (`digitsOf`) if a distant date excludes an entry; otherwise 0. */
  readonly #day: number
  /** The date in `#day`, packed as by `dayOf`. */
  readonly #packedDay: number
  /** The least weight of a name where the birth dates are two or three years apart. */
  readonly #yearsApart: number
  /** The least weight of a name where the subject has no birth date; null where it has one. */
  readonly #undated: number | null
  /** The least weights that a name must add for the usual relations of the birth dates, in rising order. */
  readonly needs: readonly number[]

  constructor(subject: ReadIdentity, segment: Segment, values: FieldValues, least: number) {
    this.#subject = subject
    this.#read = values
    this.#segment = segment
    const dated = subject.birthDates.length > 0
    values.dateWeights.begin(dated ? segment.columns.dateStarts.length : 0)
    values.dateNeeds.begin(dated ? segment.columns.dateStarts.length : 0)
    values.dateHard.begin(dated ? segment.columns.dateStarts.length : 0)
    values.dayNeeds.begin(dated ? 128 << yearShift : 0)
    values.nationWeights.begin(subject.nationalities.length > 0 ? segment.columns.nationStarts.length : 0)
    const gender = (other: ReadIdentity['gender']): number =>
      scoreFields({ ...emptyIdentity, gender: subject.gender }, { ...emptyIdentity, gender: other }).gender?.weight ?? 0
    this.#genders = [0, gender('male'), gender('female')]
    const apart = nameWeights.contradiction.kind
    this.#kinds = [subject.kind === 'organisation' ? apart : 0, subject.kind === 'person' ? apart : 0]
    this.#place = subject.birthPlaces.length > 0 ? fieldWeights.placeEqual : 0
    const alone = { ...subject, birthDates: [], documents: [] }
    const itself = scoreFields(alone, alone)
    this.#mostButDates =
      Math.max(0, itself.nationality?.weight ?? 0) + Math.max(0, itself.gender?.weight ?? 0) + this.#place
    this.#least = least
    this.#undated = dated ? null : this.#needWith(0, false)
    const day = digitsOf(subject.birthDates)
    const farApart = birthDateWeights.yearsApart[2]
    const excludes = day !== 0 && this.#needWith(farApart, true) === Number.POSITIVE_INFINITY
    this.#day = excludes ? day : 0
    this.#yearsApart = this.#needWith(birthDateWeights.yearsApart[1], false)
    this.#packedDay = excludes ? dayOf(subject.birthDates) : 0
    this.needs = this.#everyNeed()
  }

  #dateWeight(place: number): number {
    const { dateWeights, dateNeeds } = this.#read
    if (dateWeights.knows(place)) return dateWeights.weight(place)
    const relation = relateBirthDates(this.#subject.birthDates, this.#read.dates(this.#segment, place))
    const [weight, hard] = [relation?.weight ?? 0, relation?.hard ?? false]
    dateWeights.set(place, weight)
    this.#read.dateHard.set(place, hard ? 1 : 0)
    dateNeeds.set(place, this.#needWith(weight, hard))
    return weight
  }
  /** Returns the least weight a name must add where the birth date adds `date` and all other fields agree; infinite where no name is enough. */
  #needWith(date: number, hard: boolean): number {
    const open = this.#least - pairWeights.prior - Math.min(0, date)
    const most = Math.max(0, date) + this.#mostButDates
    const capped = open - Math.min(most, pairWeights.fieldCapWithoutName)
    const free = open - most
    // Without a name that agrees, the other fields are capped.
    const need =
      capped < pairWeights.nameThatAgrees ? Math.min(capped, free) : Math.max(free, pairWeights.nameThatAgrees)
    return hard && need > pairWeights.nameCapAgainstBirthDate ? Number.POSITIVE_INFINITY : need
  }
  /** Returns the least weight a name must add for an entry with a set of birth dates. `place` is the place of the set in the table of sets. */
  needWithDates(place: number): number {
    if (this.#undated !== null) return this.#undated
    if (this.#day !== 0) {
      // The digits show that the dates are years apart and not a typing slip.
      const day = this.#read.day(this.#segment, place)
      if (day !== 0 && Math.abs(yearOf(day) - yearOf(this.#day)) > 3 && countDifferingDigits(day, this.#day) > 2)
        return Number.POSITIVE_INFINITY
    }
    if (!this.#read.dateNeeds.knows(place)) this.#dateWeight(place)
    return this.#read.dateNeeds.weight(place)
  }
  /** Returns the least weight a name must add for an entry with packed birth dates (`dayFrom`, segment.ts), which must not be 0. */
  needOfDay(day: number): number {
    if (this.#undated !== null) return this.#undated
    if (
      this.#packedDay !== 0 &&
      (day & monthAndDay) > vague.approximate &&
      ((day ^ this.#packedDay) & monthAndDay) !== 0
    ) {
      // The dates are years apart and on different days of the year, so they are no typing slip.
      const years = Math.abs((day >>> yearShift) - (this.#packedDay >>> yearShift))
      if (years > 3) return Number.POSITIVE_INFINITY
      if (years > 1) return this.#yearsApart
    }
    const { dayNeeds } = this.#read
    if (!dayNeeds.knows(day)) {
      const relation = relateBirthDates(this.#subject.birthDates, datesOf(day))
      dayNeeds.set(day, this.#needWith(relation?.weight ?? 0, relation?.hard ?? false))
    }
    return dayNeeds.weight(day)
  }
  #everyNeed(): number[] {
    if (this.#undated !== null) return [this.#undated]
    const needs = usualDateWeights.map((weight) => this.#needWith(weight, false)).sort((x, y) => x - y)
    return needs.filter((need, at) => need !== needs[at - 1])
  }

  #nationWeight(place: number): number {
    const { nationWeights } = this.#read
    if (nationWeights.knows(place)) return nationWeights.weight(place)
    const nationalities = this.#read.nationalities(this.#segment, place)
    const { nationality } = scoreFields(
      { ...emptyIdentity, nationalities: this.#subject.nationalities },
      { ...emptyIdentity, nationalities },
    )
    nationWeights.set(place, nationality?.weight ?? 0)
    return nationality?.weight ?? 0
  }

  /** Returns an upper bound of the log-odds for an entry whose name adds at most `name`; null where one side has no name. */
  total(entry: number, name: number | null): number {
    const { entryDates, entryNations, entryBits: bits } = this.#segment.columns
    return this.#total(entryDates[entry] ?? 0, packFacts(entryNations[entry] ?? 0, bits[entry] ?? 0), name)
  }
  /** Returns the same bound as `total` for the entry to which a name of the index belongs. */
  totalOf(name: number, most: number): number {
    const { nameHeads } = this.#segment.columns
    const head = name * headSize
    return this.#total(
      ((nameHeads[head + inHead.dates] ?? 0) & ~moreWords) >>> 0,
      nameHeads[head + inHead.facts] ?? 0,
      most,
    )
  }
  #total(dates: number, bits: number, name: number | null): number {
    let part = name === null ? 0 : Math.max(nameWeights.nameFloor, name)
    let positive = this.#place !== 0 && (bits & entryBits.place) !== 0 ? this.#place : 0
    let negative = 0
    if (this.#subject.birthDates.length > 0) {
      const weight = this.#dateWeight(dates)
      if (weight > 0) positive += weight
      else negative += weight
      if (this.#read.dateHard.weight(dates) === 1) part = Math.min(part, pairWeights.nameCapAgainstBirthDate)
    }
    if (this.#subject.nationalities.length > 0) {
      const weight = this.#nationWeight(bits >>> 8)
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
    return pairWeights.prior + part + positive + negative
  }
}
