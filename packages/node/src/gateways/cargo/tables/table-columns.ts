import type { CargoTableKind } from '@entente/contracts'

/** Periods in minutes. Names of filing deadlines end with the event that they precede. */
const cargoDeadlines = [
  'case-before-loading',
  'case-before-arrival',
  'rfi-answer',
  'rfs-answer',
  'clearance-after-receipt',
  'clearance-at-least',
  'filing-air-before-loading',
  'filing-air-short-before-departure',
  'filing-air-long-before-arrival',
  'filing-sea-container-before-loading',
  'filing-sea-short-before-arrival',
  'filing-sea-bulk-before-arrival',
  'filing-rail-before-arrival',
  'filing-road-before-arrival',
] as const
export type CargoDeadline = (typeof cargoDeadlines)[number]

/** Lists of the table of vague terms. `counted-measure`: a measure only after a number. */
const vagueLists = [
  'term',
  'boilerplate',
  'connector',
  'reference',
  'measure',
  'counted-measure',
  'consolidation-term',
] as const

export interface TableColumn {
  name: string
  type: 'text' | 'integer' | 'number' | 'day'
  required: boolean
  values: readonly string[] | null
  meaning: string
  /** The form of a text as a pattern, and in words for an error. */
  pattern?: RegExp
  form?: string
  least?: number
  most?: number
}

const text = (name: string, meaning: string, more: Partial<TableColumn> = {}): TableColumn => ({
  ...{ name, type: 'text', required: true, values: null, meaning },
  ...more,
})
const day = (name: string, meaning: string, required = true): TableColumn => ({
  ...{ name, type: 'day', required, values: null, meaning },
})
const optional = { required: false } as const
const letters = (count: number) => ({ pattern: new RegExp(`^[A-Z]{${count}}$`), form: `${count} capital letters` })
const tag = { pattern: /^[a-z][a-z0-9-]{0,39}$/, form: 'small letters, digits and hyphens' }

const dated: readonly TableColumn[] = [
  text('source', 'the publication that the row follows'),
  day('sourceDate', 'the day of that publication'),
  day('validFrom', 'the first day on which the row counts'),
  day('validUntil', 'the day on which it counts no more', false),
  text('note', 'a remark', optional),
]

/** The columns of each kind, and those that identify a row. */
export const cargoTables: Readonly<
  Record<CargoTableKind, { columns: readonly TableColumn[]; key: readonly string[] }>
> = {
  'strategic-goods': {
    columns: [
      text('hs', 'code of the Harmonized System', { pattern: /^(\d{2}|\d{4}|\d{6})$/, form: '2, 4 or 6 digits' }),
      {
        name: 'level',
        type: 'integer',
        required: true,
        values: null,
        meaning: 'digits of the code',
        least: 2,
        most: 6,
      },
      text('tag', 'the tag that the goods get', tag),
      text('effect', 'arms: listed arms, a hit of the rule arms-table; look: only a tag', { values: ['arms', 'look'] }),
      ...dated,
    ],
    key: ['hs', 'tag', 'validFrom'],
  },
  'text-terms': {
    columns: [
      text('term', 'words of a description, in any case', {
        pattern: /[\p{L}\p{N}]/u,
        form: 'a text with a letter or digit',
      }),
      text('language', 'language of the term', { pattern: /^[a-z]{2,3}$/, form: 'an ISO 639 code such as en' }),
      text('tag', 'the tag that the goods get', tag),
      // A word alone never opens a case.
      text('effect', 'look: only a tag', { values: ['look'] }),
      ...dated,
    ],
    key: ['term', 'tag', 'validFrom'],
  },
  'vague-terms': {
    columns: [
      text('list', 'what the text is', { values: vagueLists }),
      text('text', 'the words', { pattern: /[\p{L}\p{N}]/u, form: 'a text with a letter or digit' }),
    ],
    key: ['list', 'text'],
  },
  hs: {
    columns: [
      text('code', 'chapter, heading or subheading', { pattern: /^(\d{2}|\d{4}|\d{6})$/, form: '2, 4 or 6 digits' }),
      text('text', 'the words of the nomenclature', optional),
    ],
    key: ['code'],
  },
  places: {
    columns: [
      text('code', 'IATA code, UN/LOCODE, or the country for its middle', {
        pattern: /^([A-Z]{2}|[A-Z]{3}|[A-Z]{2}[A-Z2-9]{3})$/,
        form: '3 letters (IATA), 5 characters (UN/LOCODE) or 2 letters (country)',
      }),
      text('name', 'the name of the place'),
      text('country', 'ISO 3166-1 alpha-2', letters(2)),
      { ...degrees('latitude', 90), meaning: 'degrees north' },
      { ...degrees('longitude', 180), meaning: 'degrees east' },
    ],
    key: ['code'],
  },
  rates: {
    columns: [
      text('currency', 'ISO 4217', letters(3)),
      text('base', 'the currency of the node, the same in every row', letters(3)),
      {
        name: 'rate',
        type: 'number',
        required: true,
        values: null,
        meaning: 'units of base for one unit',
        least: 1e-9,
        most: 1e9,
      },
      day('validFrom', 'the first day of the rate'),
      day('validUntil', 'the day on which it counts no more'),
    ],
    key: ['currency', 'validFrom'],
  },
  deadlines: {
    columns: [
      text('deadline', 'the period', { values: cargoDeadlines }),
      {
        name: 'minutes',
        type: 'integer',
        required: true,
        values: null,
        meaning: 'its length',
        least: 0,
        most: 525_600,
      },
    ],
    key: ['deadline'],
  },
  'un-numbers': {
    columns: [
      text('un', 'UN number', { pattern: /^\d{4}$/, form: 'four digits' }),
      text('class', 'class or division', { pattern: /^[1-9](\.[1-6][A-S]?)?$/, form: 'a class such as 3 or 1.4S' }),
      text('subsidiary', 'further classes, with blanks between', {
        ...optional,
        pattern: /^[1-9](\.[1-6])?( [1-9](\.[1-6])?){0,3}$/,
        form: 'classes with a blank between',
      }),
      text('name', 'proper shipping name'),
    ],
    key: ['un'],
  },
  capacity: {
    columns: [
      text('setting', 'what the value is', {
        values: ['inspections', 'exploration-share', 'expected-rate', 'random-rate'],
      }),
      text('of', 'the lane of an expected rate; mode/nature/tier of a random rate, * for any', {
        ...optional,
        pattern: /^(red|yellow|blue|[a-z*-]{1,20}\/[a-z*-]{1,20}\/[a-z*-]{1,20})$/,
        form: 'red, yellow or blue, or three words such as air/import/*',
      }),
      text('weekdays', '1 (Monday) to 7; absent: every day', {
        ...optional,
        pattern: /^[1-7]{1,7}$/,
        form: 'digits 1 to 7',
      }),
      day('from', 'the first day', false),
      day('until', 'the day on which it counts no more', false),
      {
        name: 'value',
        type: 'number',
        required: true,
        values: null,
        meaning: 'a share from 0 to 1, or inspections a day',
        least: 0,
        most: 1e6,
      },
    ],
    key: ['setting', 'of', 'weekdays', 'from', 'until'],
  },
}

function degrees(name: string, most: number): TableColumn {
  return { name, type: 'number', required: true, values: null, meaning: '', least: -most, most }
}
