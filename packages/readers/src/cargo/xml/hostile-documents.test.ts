import { expect, test } from 'vitest'
import { inventedXfwb } from '../cargo-xml/invented-cargo-xml.fixture.ts'
import { readText } from '../invented-readings.fixture.ts'

/** Reads a waybill with this text in the name of a party. */
const readNamed = (name: string) => readText(inventedXfwb().replace('Émile Traders SARL', name))
const nameOf = (reading: ReturnType<typeof readText>) => reading.messages[0]?.consignments[0]?.parties[1]?.name

test('a value that sections and comments cut is one value, and its white space parts words', () => {
  expect(nameOf(readNamed('ACORN<![CDATA[ ]]>FOODS<!-- note --> LTD'))).toBe('ACORN FOODS LTD')
})

test.each(['<![CDATA[y]]>', '<!-- y -->'])('a value has at most a million characters, also with %s in it', (cut) => {
  const reading = readNamed(`${'x'.repeat(400_000)}${cut}`.repeat(3))
  expect(reading.findings).toMatchObject([{ code: 'XML_UNSAFE', message: 'a value longer than 1000000 characters' }])
  expect(reading.quarantined).toMatchObject([{ reason: 'XML_UNSAFE' }])
})

test('the values and attributes of one consignment have at most 8 million characters', () => {
  const long = 'x'.repeat(900_000)
  for (const note of [`<A>${long}</A>`, `<A b="${long}"/>`]) {
    const reading = readText(inventedXfwb(note.repeat(10)))
    expect(reading.findings).toMatchObject([{ code: 'XML_UNSAFE', message: 'more than 8000000 characters in one' }])
    expect(reading.quarantined).toMatchObject([{ reason: 'XML_UNSAFE' }])
  }
})
