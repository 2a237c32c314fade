/** Two words that agree. `alone` is `yes` where the names have no further word; `reading` is a key of `readings` or `none`. */
interface Agreeing {
  a: string
  b: string
  reading: string
  /** One name in `oneIn` has this word; two significant digits. */
  oneIn: number
  alone: 'yes' | 'no'
}
interface Pair {
  a: string
  b: string
}
type Issuer = { issuer: 'differs' | 'other' }
interface Years {
  years: number
}
interface Interval {
  from: number
  to: number
}

const readings: Readonly<Record<string, string>> = {
  pinyin: 'Mandarin reading',
  cantonese: 'Cantonese reading',
  hokkien: 'Hokkien reading',
  korean: 'Korean reading',
  hepburn: 'Japanese reading',
  wadeGiles: 'Wade-Giles spelling',
}
/** Returns the key of `readings` for a scheme; `none` for a scheme that the sentence does not name. */
export function readingOf(scheme: string | null): string {
  // A selector of an ICU message cannot have a hyphen.
  const reading = scheme === 'wade-giles' ? 'wadeGiles' : scheme
  return reading !== null && reading in readings ? reading : 'none'
}

const named = ({ a, b }: Pair): string => `"${a}" and "${b}"`
const by = ({ reading }: Pick<Agreeing, 'reading'>): string =>
  reading === 'none' ? '' : ` (${readings[reading] ?? reading})`
const often = ({ oneIn, alone }: Pick<Agreeing, 'oneIn' | 'alone'>): string =>
  `, of the class of about 1 name in ${oneIn.toLocaleString('en-US')}${alone === 'yes' ? ': the only word there is to compare' : ''}`
const span = ({ years }: Years): string => (years === 1 ? 'one year' : `${years} years`)
const issued = ({ issuer }: Issuer): string => (issuer === 'differs' ? ', but another state issued it' : '')

const missing = ({ effect }: { effect: MissingEffect }): string =>
  ({ plain: '.', sole: ', and only one word agrees.', decides: ': it tells one of several from the others.' })[effect]
/** The effect of a missing word. `sole` means that only one word agrees, `decides` that the missing word outweighs the words that agree. */
type MissingEffect = 'plain' | 'sole' | 'decides'

const counts = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const inWords = (count: number): string => counts[count] ?? String(count)

/** The English sentences of evidence by key. A translation has the same keys, and its sentences use the same values. */
export const evidenceEnglish = {
  'evidence.name.abbreviation': (v: Pair) => `${named(v)}: one is the first letters of the other.`,
  'evidence.name.joined': (v: Agreeing) =>
    `${named(v)} are the same name, written together or apart${by(v)}${often(v)}.`,
  'evidence.name.identical': (v: Pick<Agreeing, 'a' | 'oneIn' | 'alone'>) => `"${v.a}" is in both names${often(v)}.`,
  'evidence.name.same': (v: Omit<Agreeing, 'reading'>) => `${named(v)} are the same name${often(v)}.`,
  'evidence.name.spelling': (v: Agreeing) => `${named(v)} are two spellings of one name${by(v)}${often(v)}.`,
  'evidence.name.scripts': (v: Agreeing) => `${named(v)} are one name in two scripts${by(v)}${often(v)}.`,
  'evidence.name.nickname': (v: Pair) => `${named(v)} are two forms of one given name.`,
  'evidence.name.ending': (v: Omit<Agreeing, 'reading'>) =>
    `${named(v)} are forms of one name with another ending${often(v)}.`,
  'evidence.name.initial': (v: Pair) => `${named(v)} agree in the initial only.`,
  'evidence.name.damaged': (v: Pair) => `${named(v)} agree where the letters can be read.`,
  'evidence.name.typing': (v: Omit<Agreeing, 'reading'> & { letters: number }) =>
    `${named(v)} differ in ${v.letters === 1 ? 'one letter' : 'two letters'}${often(v)}.`,
  'evidence.name.order': () => 'The words stand in another order.',
  'evidence.name.nothing-common': () => 'The names have no word in common.',
  'evidence.name.number-differs': (v: Pair) => `The number "${v.a}" stands where the listed name has "${v.b}".`,
  'evidence.name.country-differs': (v: Pair) => `The countries differ: ${named(v)}.`,
  'evidence.name.patronymic-differs': (v: Pair) => `The father's name differs: ${named(v)}.`,
  'evidence.name.family-differs': (v: Pair) => `The family name differs: ${named(v)}.`,
  'evidence.name.middle-differs': (v: Pair) => `The middle name differs: ${named(v)}.`,
  'evidence.name.word-differs': (v: Pair & { effect: Exclude<MissingEffect, 'sole'> }) =>
    `"${v.a}" stands where the listed name has "${v.b}"${v.effect === 'decides' ? ', which outweighs any number of words that agree' : ''}.`,
  'evidence.name.given-name-before': (v: { word: string }) =>
    `"${v.word}" stands before a name that is otherwise whole: that is how a child of that person is called.`,
  'evidence.name.second-given-name': (v: { word: string }) =>
    `"${v.word}" is a second given name; a Korean has one, so this is how another person is called.`,
  'evidence.name.not-listed': (v: { word: string; effect: MissingEffect }) =>
    `"${v.word}" is missing from the listed name${missing(v)}`,
  'evidence.name.not-met': (v: { word: string; effect: MissingEffect }) =>
    `"${v.word}" is missing from the name as met${missing(v)}`,
  'evidence.legal-form.same': (v: Pair) => `${named(v)} are the same legal form.`,
  'evidence.legal-form.differs': (v: Pair) => `The legal forms differ: ${named(v)}.`,
  'evidence.alias.weak': () => 'The list itself marks this name as a weak alias.',
  'evidence.script.mixed': (v: { word: string }) => `"${v.word}" mixes letters of two alphabets that look alike.`,
  'evidence.kind.differs': () => 'One is a person, the other an organisation or a vessel.',
  'evidence.birth-date.same': () => 'The birth date is the same, to the day.',
  'evidence.birth-date.unknown-day': () =>
    'The birth dates are the same, on a day that often stands for "day not known"; the year counts.',
  'evidence.birth-date.exchanged': () => 'The birth dates are the same with day and month exchanged.',
  'evidence.birth-date.one-digit': () => 'The birth dates differ by one slip of the digits, in the same year.',
  'evidence.birth-date.one-digit-of-year': () => 'The birth dates differ by one slip of the digits, in the year.',
  'evidence.birth-date.month-only': () => 'The birth dates agree in year and month; one of them has no day.',
  'evidence.birth-date.year-only': () => 'The year of birth is the same; one side has no more than the year.',
  'evidence.birth-date.same-year': () => 'The year of birth is the same, but not the day.',
  'evidence.birth-date.approximate': () => 'The year of birth agrees with the approximate year.',
  'evidence.birth-date.approximate-near': (v: Years) => `The year of birth is ${span(v)} from the approximate year.`,
  'evidence.birth-date.approximate-apart': (v: Years) =>
    `The year of birth is ${span(v)} from the approximate year: too far.`,
  'evidence.birth-date.interval': (v: Interval) => `The year of birth lies within ${v.from} to ${v.to}.`,
  'evidence.birth-date.outside-interval': (v: Interval & Years) =>
    `The year of birth is ${span(v)} outside ${v.from} to ${v.to}.`,
  'evidence.birth-date.apart': (v: Years) => `The birth dates are ${span(v)} apart.`,
  'evidence.document.same': (v: Issuer) => `The document number is the same${issued(v)}.`,
  'evidence.document.look-alike': (v: Issuer) =>
    `The document number is the same where letters and digits look alike${issued(v)}.`,
  'evidence.document.exchanged': () => 'Two neighbouring places of the document number are exchanged.',
  'evidence.document.places-differ': (v: { places: number; of: number }) =>
    `The document number differs in ${inWords(v.places)} of ${inWords(v.of)} places.`,
  'evidence.nationality.same': () => 'The nationality is the same.',
  'evidence.nationality.differs': () => 'The nationalities differ.',
  'evidence.sex.same': () => 'The sex is the same.',
  'evidence.sex.differs': () => 'The sex differs.',
  'evidence.birth-place.same': () => 'The place of birth is the same.',
  'evidence.limit.name-most': () => 'A name alone counts up to a limit, however rare it is.',
  'evidence.limit.name-least': () => 'A name that differs counts against up to a limit.',
  'evidence.limit.document': () => 'A different name weighs less where the document number is the same.',
  'evidence.limit.birth-date': () => 'A birth date this far apart outweighs equal names.',
  'evidence.limit.fields': () => 'Birth date, nationality and place count little where the names do not agree.',
  'evidence.start.prior': () => 'Two people taken at random are almost never the same person.',
  'evidence.start.calibration': () =>
    'Of labelled pairs with more for them than against, more were one identity than the weights alone say.',
} as const satisfies Record<string, (values: never) => string>

type EvidenceKey = keyof typeof evidenceEnglish
type Values = Record<string, string | number>

/** A sentence of evidence: `text` is written from `key` and `values`. */
export interface EvidenceSentence {
  key: EvidenceKey
  values: Values
  text: string
}

/** Makes the sentence of a key from its values. */
export function evidenceSentence<Key extends EvidenceKey>(
  key: Key,
  ...given: Parameters<(typeof evidenceEnglish)[Key]>
): EvidenceSentence {
  const values = (given[0] ?? {}) as Values
  return { key, values, text: (evidenceEnglish[key] as (values: Values) => string)(values) }
}
