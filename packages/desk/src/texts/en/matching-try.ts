import { plural } from '../plural.ts'
import { signals } from './signals.ts'

export const matchingTry = {
  title: 'Try a name',
  what: 'Compares what you type with the signals of this node as a traveller would be. Nothing is stored and no case is opened.',
  tabsName: 'Ways to try',
  tabs: { try: 'Against the signals', compare: 'Two identities' },
  who: 'Who or what',
  side: { a: 'First', b: 'Second' },
  act: 'Try',
  compareAct: 'Compare the two',
  clear: 'Clear',
  weak: 'Also what stays under the threshold',
  weakHint: 'Such comparisons open no case; they show how close a near miss was.',
  logged: 'That you tried, why and how many signals came out is logged; what you typed is not kept.',
  comparedOnly: 'Only the two are compared with each other: no signal and no record is read.',
  before: 'What it would hit appears here, with the evidence for and against.',
  results: 'Result',
  none: 'No signal resembles this.',
  noneNext: 'Try another spelling, the name in its own script, or also what stays under the threshold.',
  count: (n: number, truncated: boolean) =>
    truncated
      ? `The ${n} closest signals. There are more: add a birth date, a nationality or a document.`
      : plural('en', n, { one: 'One signal, with its evidence.', other: `${n} signals, the closest first.` }),
  over: 'would be a hit',
  under: 'stays under the threshold',
  verdicts: { match: 'This would be a hit.', weak: 'This stays under the threshold.', none: 'This would be no hit.' },
  kinds: signals.kind,
  toSignal: 'See the signal',
  toSignalOf: (label: string) => `See the signal about ${label}`,
  kept: 'What you typed is still here.',
  summary: (n: number) =>
    plural('en', n, {
      one: 'One field needs another look. Nothing was compared.',
      other: `${n} fields need another look. Nothing was compared.`,
    }),
  field: {
    names: 'Names',
    namesHint: 'One a line, in any script: aliases and other spellings too.',
    kind: 'Kind',
    kinds: { person: 'Person', org: 'Organisation', vessel: 'Vessel', entity: 'Not known' },
    birthDates: 'Birth dates',
    birthDatesHint: 'Such as 1961-05-17, 1961-05, 1961, 1961~ or 1958/1963, with commas.',
    gender: 'Sex',
    genders: { none: 'Not said', male: 'Male', female: 'Female', other: 'Other' },
    nationalities: 'Nationalities',
    countries: 'Countries',
    nationalitiesHint: 'Names or codes, with commas.',
    document: (n: number) => `Document ${n}`,
    documentNumber: 'Document number',
    documentCountry: 'Issued by',
    addDocument: 'Add a document',
    removeDocument: (n: number) => `Remove document ${n}`,
  },
  faults: {
    'nothing-typed': 'Type a name, or the number of a document below.',
    'no-letter': 'A name has letters. This line has none.',
    'one-letter': 'One letter is only an initial. Type more of the name.',
    'too-long': 'A name has at most 500 characters. This line has more.',
    'not-a-date': 'A date such as 1961-05-17, 1961-05, 1961, 1961~ or 1958/1963 that exists.',
    'number-missing': 'Type the number that this country gave.',
  },
  /** What the node refused, by its code. */
  refused: {
    'name-empty': 'No word here can be compared. Titles such as “Dr.” and words such as “UNKNOWN” are no names.',
    'name-too-long': 'A name has at most 500 characters and 60 words.',
    'names-too-many': 'At most 200 names.',
    'birth-date-invalid': 'A birth date that exists, such as 1961-05-17, 1961-05, 1961, 1961~ or 1958/1963.',
    'birth-date-implausible': 'A birth date is not before 1880 and not in the future.',
    'identity-invalid': 'This cannot be compared as it stands.',
  } as Record<string, string>,
  leftOut: (place: string, why: string) => `${place} was left out. ${why}`,
  /** What was left out, by its code. */
  found: {
    NAME_EMPTY: 'It has no word that can be compared.',
    NATIONALITY_UNKNOWN: 'No country is known by it.',
    DOCUMENT_UNUSABLE: 'A document number has five characters or more and a digit.',
  } as Record<string, string>,
  place: {
    fields: { names: 'Name', nationalities: 'Nationality', documents: 'Document', birthDates: 'Birth date' } as Record<
      string,
      string
    >,
    words: (field: string, place: number | null, side: 'a' | 'b' | null) =>
      [field, place, side && (side === 'a' ? 'of the first' : 'of the second')]
        .filter((each) => each !== null)
        .join(' '),
  },
}
