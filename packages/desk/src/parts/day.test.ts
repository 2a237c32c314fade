import { expect, test } from 'vitest'
import { isDay } from './day.ts'

test.each(['2027-03-31', '2028-02-29', '1961-05-17'])('%s is a day', (text) => expect(isDay(text)).toBe(true))
test.each([
  '',
  '2027-02-29',
  '2027-13-01',
  '2027-00-10',
  '31.03.2027',
  '03/31/2027',
  '2027-3-31',
  '2027-03-31T00:00',
  '+02027-03-31',
])('%s is none', (text) => expect(isDay(text)).toBe(false))
