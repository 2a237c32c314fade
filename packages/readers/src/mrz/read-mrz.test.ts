import fc from 'fast-check'
import { parse } from 'mrz'
import { expect, test } from 'vitest'
import { checkDigit } from './check-digit.ts'
import { readMrz } from './read-mrz.ts'

const fill = (text: string, width: number) => text.padEnd(width, '<').slice(0, width)
const digit = (text: string) => String(checkDigit(text))

function passport(
  number = 'XK40B7715',
  birth = '840229',
  expiry = '310615',
  name = 'OKAFOR<<ADAEZE<IFY',
  personal = '',
) {
  const first = fill(`P<NGA${name}`, 44)
  const left = `${fill(number, 9)}${digit(fill(number, 9))}`
  const dates = `${birth}${digit(birth)}F${expiry}${digit(expiry)}`
  const tail = personal ? `${fill(personal, 14)}${digit(fill(personal, 14))}` : '<'.repeat(15)
  const composite = digit(left + dates.slice(0, 7) + dates.slice(8) + tail)
  return [first, `${left}NGA${dates}${tail}${composite}`]
}
function identityCard(number = 'D23145890', optional = '') {
  const first = `ID${fill('UTO', 3)}${fill(number, 9)}${digit(fill(number, 9))}${fill(optional, 15)}`
  const dates = `740812${digit('740812')}M320408${digit('320408')}`
  const second = `${dates}FRA${'<'.repeat(11)}`
  return [
    first,
    second + digit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18)),
    fill('LARUE<<PAUL', 30),
  ]
}

test('all fields of a passport are read, and every check digit passes', () => {
  const reading = readMrz(passport('XK40B7715', '840229', '310615', 'OKAFOR<<ADAEZE<IFY', 'ZE18<4'), {
    referenceDate: '2026-03-01',
  })
  expect(reading).toMatchObject({
    format: 'TD3',
    outcome: 'read',
    valid: true,
    documentCode: 'P',
    issuingState: 'NGA',
    documentNumber: 'XK40B7715',
    nationality: 'NGA',
    surname: 'OKAFOR',
    given: 'ADAEZE IFY',
    nameMayBeTruncated: false,
    sex: 'F',
    optional: 'ZE18 4',
    corrections: [],
    findings: [],
  })
  expect(reading.birthDate?.value).toBe('1984-02-29')
  expect(reading.expiryDate?.value).toBe('2031-06-15')
  expect(reading.checks.map((c) => c.field)).toEqual([
    'documentNumber',
    'birthDate',
    'expiryDate',
    'personalNumber',
    'composite',
  ])
})

test('the check digit agrees with an independent implementation', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{9}$/), (number) => {
      expect(parse(passport(number)).details.find((d) => d.field === 'compositeCheckDigit')?.valid).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('an identity card with three lines is read, also if they are one string', () => {
  const lines = identityCard()
  for (const given of [lines, [lines.join('')], [lines.join('\n')]]) {
    const reading = readMrz(given, { referenceDate: '2026-03-01' })
    expect(reading).toMatchObject({
      format: 'TD1',
      valid: true,
      documentNumber: 'D23145890',
      surname: 'LARUE',
      given: 'PAUL',
      sex: 'M',
    })
    expect(reading.birthDate?.value).toBe('1974-08-12')
  }
})

test('a card number of more than nine characters continues in the optional data', () => {
  const number = 'D23145890'
  const tail = '734'
  const optional = fill(tail + digit(`${number}<${tail}`), 15)
  const lines = identityCard()
  const first = `${lines[0]?.slice(0, 14)}<${optional}`
  const second = (lines[1] as string).slice(0, 29)
  const composite = digit(first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18))
  expect(readMrz([first, second + composite, lines[2] as string])).toMatchObject({
    documentNumber: 'D23145890734',
    valid: true,
  })
})

test('a two-line card (TD2) is read', () => {
  const first = fill('I<UTOSTERN<<AVIVA', 36)
  const left = `${fill('D2314589', 9)}${digit(fill('D2314589', 9))}`
  const dates = `740812${digit('740812')}F320408${digit('320408')}`
  const second = `${left}UTO${dates}${'<'.repeat(7)}`
  const composite = digit(left + dates.slice(0, 7) + dates.slice(8) + '<'.repeat(7))
  expect(readMrz([first, second + composite])).toMatchObject({
    format: 'TD2',
    valid: true,
    documentNumber: 'D2314589',
    surname: 'STERN',
    given: 'AVIVA',
  })
})

test('visas of both sizes are read, without a composite digit', () => {
  for (const [width, format] of [
    [44, 'MRV-A'],
    [36, 'MRV-B'],
  ] as const) {
    const number = `${fill('V7733120', 9)}${digit(fill('V7733120', 9))}`
    const dates = `740812${digit('740812')}M320408${digit('320408')}`
    const reading = readMrz([fill('V<UTODEMIR<<AYSE', width), fill(`${number}TUR${dates}8N1`, width)])
    expect(reading).toMatchObject({
      format,
      valid: true,
      documentCode: 'V',
      documentNumber: 'V7733120',
      surname: 'DEMIR',
      given: 'AYSE',
      nationality: 'TUR',
      optional: '8N1',
    })
    expect(reading.checks.map((c) => c.field)).toEqual(['documentNumber', 'birthDate', 'expiryDate'])
  }
})

test('a confused character is corrected and reported if only one replacement passes', () => {
  const [first, second] = passport('XK4071155') as [string, string]
  const misread = `XK4O71155${second.slice(9)}`
  const reading = readMrz([first, misread])
  expect(reading.documentNumber).toBe('XK4071155')
  expect(reading.valid).toBe(true)
  expect(reading.corrections).toEqual([{ field: 'documentNumber', line: 2, column: 4, original: 'O', corrected: '0' }])
  expect(reading.findings.map((f) => f.code)).toContain('MRZ_CORRECTED')
})

test('if several replacements are possible, nothing is changed and the failure is reported', () => {
  // Columns 1 and 4 have the same weight, so each O of OKAOTTTTT could be a printed zero.
  const [first, second] = passport('0KAOTTTTT') as [string, string]
  const reading = readMrz([first, `O${second.slice(1)}`])
  expect(reading.corrections).toEqual([])
  expect(reading.documentNumber).toBe('OKAOTTTTT')
  expect(reading.valid).toBe(false)
  expect(reading.findings.map((f) => f.code)).toContain('MRZ_CHECK_DIGIT')
})

test('a letter in a date is corrected as a misread digit', () => {
  const [first, second] = passport() as [string, string]
  const reading = readMrz([first, `${second.slice(0, 13)}B40229${second.slice(19)}`], {
    referenceDate: '2026-03-01',
  })
  expect(reading.birthDate?.value).toBe('1984-02-29')
  expect(reading.corrections).toMatchObject([
    { field: 'birthDate', original: 'B', corrected: '8', line: 2, column: 14 },
  ])
})

test('a single confusion in the number is corrected or reported, never silently accepted', () => {
  const swap: Record<string, string> = {
    O: '0',
    I: '1',
    S: '5',
    B: '8',
    Z: '2',
    0: 'O',
    1: 'I',
    5: 'S',
    8: 'B',
    2: 'Z',
  }
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{9}$/), fc.nat(8), (number, place) => {
      const other = swap[number[place] as string]
      fc.pre(other !== undefined)
      const [first, second] = passport(number) as [string, string]
      const reading = readMrz([first, second.slice(0, place) + other + second.slice(place + 1)])
      if (reading.valid) expect(reading.documentNumber).toBe(number)
      else expect(reading.findings.some((f) => f.code === 'MRZ_CHECK_DIGIT')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['74<<<<', '1974'],
  ['7408<<', '1974-08'],
  ['740800', '1974-08'],
  ['740000', '1974'],
])('an unknown part of a date is unknown, not an error: %s', (literal, value) => {
  const reading = readMrz(passport('XK40B7715', literal), { referenceDate: '2026-03-01' })
  expect(reading.birthDate).toMatchObject({ literal, value })
  expect(reading.findings).toEqual([])
})

test('an impossible date is null, with a finding', () => {
  const reading = readMrz(passport('XK40B7715', '991332'))
  expect(reading.birthDate).toBeNull()
  expect(reading.findings).toMatchObject([{ code: 'DATE_INVALID', literal: '991332' }, { code: 'CENTURY_AMBIGUOUS' }])
})

test('the century of a date depends on the journey, never on today', () => {
  const date = (birth: string, referenceDate: string) =>
    readMrz(passport('XK40B7715', birth), { referenceDate }).birthDate?.value
  expect(date('150712', '2011-05-01')).toBe('1915-07-12')
  expect(date('150712', '2016-05-01')).toBe('2015-07-12')
  expect(readMrz(passport('XK40B7715', '830101', '490318'), { referenceDate: '2019-01-01' }).expiryDate?.value).toBe(
    '2049-03-18',
  )
  expect(readMrz(passport()).birthDate).toMatchObject({ value: null, yearOfCentury: 84, month: 2, day: 29 })
})

test('a name that fills its field is marked as possibly truncated', () => {
  const reading = readMrz(passport('XK40B7715', '840229', '310615', 'PAPANIKOLAOU<THEOFANOPOULOU<<ALEXANDRAMARIA'))
  expect(reading.nameMayBeTruncated).toBe(true)
  expect(reading.surname).toBe('PAPANIKOLAOU THEOFANOPOULOU')
  expect(reading.given).toBe('ALEXANDRAM')
})

test('a name line without its trailing fillers is padded, with a finding', () => {
  const [first, second] = passport() as [string, string]
  const reading = readMrz([first.replace(/<+$/, ''), second])
  expect(reading).toMatchObject({ format: 'TD3', valid: true, surname: 'OKAFOR' })
  expect(reading.findings[0]?.code).toBe('MRZ_LINE_PADDED')
})

test('text that is no machine readable zone is quarantined and throws no error', () => {
  expect(readMrz([])).toMatchObject({
    format: null,
    outcome: 'quarantined',
    findings: [{ code: 'MRZ_FORMAT_UNKNOWN' }],
  })
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ maxLength: 100 }),
          fc.stringMatching(/^[A-Z0-9<]{44}$/),
          fc.stringMatching(/^[A-Z0-9<]{30}$/),
        ),
        { maxLength: 4 },
      ),
      (lines) => {
        expect(['read', 'quarantined']).toContain(readMrz(lines).outcome)
      },
    ),
    { numRuns: 500 },
  )
})
