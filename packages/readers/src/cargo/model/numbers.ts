export interface NumberReading {
  value: number | null
  problem: 'DECIMAL_COMMA' | 'NUMBER_MALFORMED' | 'NUMBER_OUT_OF_RANGE' | null
}

/** No count of pieces and no mass in kg of one message reaches this. */
const LARGEST = 1e9

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/
const withComma = /^[+-]?\d*,\d+$/

/**
 * Reads a number that may not be negative, unless `signed`. One decimal comma is accepted and reported. Grouped digits are
 * not a number: `1.234,5` can mean two figures.
 */
export function readNumber(text: string, signed = false): NumberReading {
  const trimmed = text.trim()
  let problem: NumberReading['problem'] = null
  let value: number
  if (plain.test(trimmed)) value = Number(trimmed)
  else if (withComma.test(trimmed)) {
    value = Number(trimmed.replace(',', '.'))
    problem = 'DECIMAL_COMMA'
  } else return { value: null, problem: 'NUMBER_MALFORMED' }
  if ((value < 0 && !signed) || Math.abs(value) > LARGEST) return { value: null, problem: 'NUMBER_OUT_OF_RANGE' }
  return { value, problem }
}

/** Reads a count: a whole number that is not negative. `4.0` is 4. */
export function readCount(text: string): NumberReading {
  const reading = readNumber(text)
  if (reading.value !== null && !Number.isInteger(reading.value)) return { value: null, problem: 'NUMBER_MALFORMED' }
  return reading
}

/** Rounds to three decimals, half away from zero. */
export function round3(value: number): number {
  const thousand = value * 1000
  if (Number.isInteger(thousand)) return value
  // 1.0005 * 1000 is 1000.4999999999999, so the product is read with the digits that a double holds.
  const near = Number(Math.abs(thousand).toPrecision(15))
  return (Math.sign(value) * Math.round(near)) / 1000
}
