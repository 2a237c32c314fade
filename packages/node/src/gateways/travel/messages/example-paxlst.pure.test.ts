import { readTravel } from '@entente/readers'
import { expect, test } from 'vitest'
import { examplePaxlst } from './example-paxlst.ts'

test('the example passenger list is read without a finding', () => {
  const reading = readTravel(Buffer.from(examplePaxlst, 'latin1'))
  expect(reading).toMatchObject({ format: 'PAXLST', outcome: 'read', quarantined: [], findings: [] })
  expect(reading.messages).toMatchObject([{ people: [{ surname: 'DOE', given: 'JANE' }] }])
})
