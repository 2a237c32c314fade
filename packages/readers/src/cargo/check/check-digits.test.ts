import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isUnitLoadDevice,
  readAirWaybillNumber,
  readContainerNumber,
  shipCheckDigitValid,
  shipNumberDigits,
} from './check-digits.ts'

describe('air waybill numbers', () => {
  test('the last digit is the remainder of the serial number by 7', () => {
    expect(readAirWaybillNumber('999-12345675')).toEqual({ id: '999-12345675', checkDigitValid: true })
    expect(readAirWaybillNumber('99912345675')).toEqual({ id: '999-12345675', checkDigitValid: true })
    expect(readAirWaybillNumber('999-12345674')).toEqual({ id: '999-12345674', checkDigitValid: false })
  })

  test('of the ten last digits at most one is right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (serial) => {
        const digits = String(serial).padStart(7, '0')
        const right = [...'0123456789'].filter(
          (digit) => readAirWaybillNumber(`125-${digits}${digit}`)?.checkDigitValid,
        )
        expect(right).toEqual([String(serial % 7)])
      }),
    )
  })

  test('another form is no air waybill number', () => {
    for (const text of ['', '999-1234567', '999-123456789', '99-12345675', '999 12345675', 'A99-12345675'])
      expect(readAirWaybillNumber(text)).toBeNull()
  })
})

describe('container numbers', () => {
  test.each(['CSQU3054383', 'TSTU7418520', 'MSKU7351771'])('%s has the right form', (id) => {
    expect(readContainerNumber(id)).toMatchObject({ id, malformed: false })
  })

  test('the check digit is weighed with powers of two', () => {
    expect(readContainerNumber('CSQU3054383').checkDigitValid).toBe(true)
    expect(readContainerNumber('TSTU7418520').checkDigitValid).toBe(true)
    expect(readContainerNumber('CSQU3054384').checkDigitValid).toBe(false)
  })

  test('a remainder of 10 counts as 0', () => {
    const found = Array.from({ length: 1000 }, (_, at) => `ABCU${String(at).padStart(6, '0')}`).filter(
      (start) => weighed(start) % 11 === 10,
    )
    expect(found.length).toBeGreaterThan(50)
    for (const start of found) expect(readContainerNumber(`${start}0`).checkDigitValid, start).toBe(true)
  })

  test('blanks, hyphens and small letters are no fault', () => {
    expect(readContainerNumber('TSTU 741852-0')).toEqual({ id: 'TSTU7418520', malformed: false, checkDigitValid: true })
    expect(readContainerNumber('csqu3054383').checkDigitValid).toBe(true)
  })

  test('another form keeps its text and has no right check digit', () => {
    for (const text of ['Box 123', 'EQ123456', 'CSQU305438', 'CSQX3054383', ''])
      expect(readContainerNumber(text)).toEqual({ id: text, malformed: true, checkDigitValid: false })
  })

  test('every letter has its value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{3}[UJZR]\d{6}$/), (start) => {
        const digit = (weighed(start) % 11) % 10
        expect(readContainerNumber(`${start}${digit}`).checkDigitValid).toBe(true)
        expect(readContainerNumber(`${start}${(digit + 1) % 10}`).checkDigitValid).toBe(false)
      }),
    )
  })

  test('one changed digit is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const id = 'CSQU3054383'
        const digit = (Number(id[at]) + by) % 10
        const changed = id.slice(0, at) + String(digit) + id.slice(at + 1)
        // ISO 6346 takes the remainders 10 and 0 as one digit, so a few changes pass.
        expect(readContainerNumber(changed).checkDigitValid).toBe((weighed(changed) % 11) % 10 === 3)
      }),
    )
  })
})

/** The sum of ISO 6346, annex A, written as the table of the standard. */
function weighed(id: string): number {
  const values = [
    10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 38,
  ]
  return [...id.slice(0, 10)].reduce(
    (sum, letter, at) =>
      sum + (/\d/.test(letter) ? Number(letter) : (values[letter.charCodeAt(0) - 65] ?? 0)) * 2 ** at,
    0,
  )
}

test('a unit load device has type, number and owner', () => {
  for (const id of ['AKE20417ZZ', 'PMC51103ZZ', 'P1P1234A2']) expect(isUnitLoadDevice(id), id).toBe(true)
  for (const id of ['AKE20417', 'AKE204ZZ', '1KE20417ZZ', 'ake20417zz', ''])
    expect(isUnitLoadDevice(id), id).toBe(false)
})

test('the last digit of a ship number is the last digit of the weighed sum', () => {
  expect(shipCheckDigitValid('1234567')).toBe(true)
  expect(shipCheckDigitValid('1234568')).toBe(false)
  expect(shipNumberDigits('IMO 1234567')).toBe('1234567')
  expect(shipNumberDigits('imo1234567')).toBe('1234567')
  for (const text of ['123456', '12345678', 'ABC1234567', '']) expect(shipNumberDigits(text)).toBeNull()
})
