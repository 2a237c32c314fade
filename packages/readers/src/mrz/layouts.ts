import type { MrzCheckedField, MrzFormat } from './mrz-reading.ts'

/** A range of the machine readable zone. Line and columns count from 0; the end is exclusive. */
export interface Stretch {
  line: number
  start: number
  end: number
}
export interface CheckedStretch {
  field: MrzCheckedField
  over: Stretch[]
  digit: Stretch
  /** True if the field can have only digits and `<`. Then a letter is a misread digit. */
  numeric: boolean
}
export interface Layout {
  format: MrzFormat
  lines: number
  width: number
  name: Stretch
  sex: Stretch
  birthDate: Stretch
  expiryDate: Stretch | null
  nationality: Stretch | null
  optional: Stretch | null
  checks: CheckedStretch[]
}

const at = (line: number, start: number, end: number): Stretch => ({ line, start, end })
const one = (line: number, column: number): Stretch => at(line, column, column + 1)
const checked = (field: MrzCheckedField, numeric: boolean, digit: Stretch, ...over: Stretch[]): CheckedStretch => ({
  field,
  over,
  digit,
  numeric,
})
const number = (line: number, start: number) =>
  checked('documentNumber', false, one(line, start + 9), at(line, start, start + 9))
const birth = (line: number, start: number) =>
  checked('birthDate', true, one(line, start + 6), at(line, start, start + 6))
const expiry = (line: number, start: number) =>
  checked('expiryDate', true, one(line, start + 6), at(line, start, start + 6))

const passportLike = (format: MrzFormat, width: 36 | 44, checks: CheckedStretch[], optional: Stretch): Layout => ({
  format,
  lines: 2,
  width,
  name: at(0, 5, width),
  sex: one(1, 20),
  birthDate: at(1, 13, 19),
  expiryDate: at(1, 21, 27),
  nationality: at(1, 10, 13),
  optional,
  checks: [number(1, 0), birth(1, 13), expiry(1, 21), ...checks],
})
const composite = (digit: Stretch, ...over: Stretch[]) => checked('composite', false, digit, ...over)

/** The positions of the fields (ICAO 9303-4 for TD3, 9303-5 for TD1, 9303-6 for TD2, 9303-7 for visas, which have no composite digit). */
export const layouts: Record<MrzFormat, Layout> = {
  TD3: passportLike(
    'TD3',
    44,
    [
      checked('personalNumber', false, one(1, 42), at(1, 28, 42)),
      composite(one(1, 43), at(1, 0, 10), at(1, 13, 20), at(1, 21, 43)),
    ],
    at(1, 28, 42),
  ),
  TD2: passportLike('TD2', 36, [composite(one(1, 35), at(1, 0, 10), at(1, 13, 20), at(1, 21, 35))], at(1, 28, 35)),
  'MRV-A': passportLike('MRV-A', 44, [], at(1, 28, 44)),
  'MRV-B': passportLike('MRV-B', 36, [], at(1, 28, 36)),
  TD1: {
    format: 'TD1',
    lines: 3,
    width: 30,
    name: at(2, 0, 30),
    sex: one(1, 7),
    birthDate: at(1, 0, 6),
    expiryDate: at(1, 8, 14),
    nationality: at(1, 15, 18),
    optional: at(0, 15, 30),
    checks: [
      number(0, 5),
      birth(1, 0),
      expiry(1, 8),
      composite(one(1, 29), at(0, 5, 30), at(1, 0, 7), at(1, 8, 15), at(1, 18, 29)),
    ],
  },
  FRENCH_NATIONAL_ID: {
    format: 'FRENCH_NATIONAL_ID',
    lines: 2,
    width: 36,
    name: at(0, 5, 30),
    sex: one(1, 34),
    birthDate: at(1, 27, 33),
    expiryDate: null,
    nationality: null,
    optional: null,
    checks: [
      checked('documentNumber', false, one(1, 12), at(1, 0, 12)),
      birth(1, 27),
      composite(one(1, 35), at(0, 0, 36), at(1, 0, 35)),
    ],
  },
}

export const textAt = (lines: readonly string[], stretch: Stretch): string =>
  (lines[stretch.line] ?? '').slice(stretch.start, stretch.end)
