import { readFileSync } from 'node:fs'
import type { Measured } from '../beside/bench-beside.ts'
import { loadPackage } from '../beside/load-package.ts'
import { measurePasses } from '../beside/measure-passes.ts'

/** Messages of one kind in base64, and the number of their records. */
export type ReaderData = { name: string; item: string; records: number; messages: string[] }[]
interface Readers {
  readTravel(bytes: Uint8Array): { outcome: string; messages: { people?: unknown[]; reservations?: unknown[] }[] }
}

// This program's arguments are the root of a tree, and a file of ReaderData.
const [root = '', file = ''] = process.argv.slice(2)
const { readTravel } = await loadPackage<Readers>(root, '@entente/readers')
const sets = JSON.parse(readFileSync(file, 'utf8')) as ReaderData
const measured = sets.map(({ name, item, records, messages }): Measured => {
  const bytes = messages.map((text) => new Uint8Array(Buffer.from(text, 'base64')))
  const readings = bytes.map(readTravel)
  const found = readings
    .flatMap((reading) => reading.messages)
    .reduce((sum, { people, reservations }) => sum + (people ?? reservations ?? []).length, 0)
  const read = readings.filter(({ outcome }) => outcome === 'read').length
  const passes = measurePasses(records, () => {
    for (const message of bytes) readTravel(message)
  })
  return { name, item, ...passes, outcome: `${read} of ${bytes.length} messages read, ${found} records` }
})
process.stdout.write(JSON.stringify(measured))
