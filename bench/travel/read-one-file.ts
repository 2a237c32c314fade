import { readFileSync } from 'node:fs'
import { readTravel, readTravelMessages } from '@entente/readers'

// This is a separate program, so that its peak memory is that of the reader alone. It first reads a small message to load the code; the memory after
// that counts as idle. Then it reads the large file and prints its measurements as JSON. `stream` reads message by message without keeping them.
const [small, large, how] = process.argv.slice(2)
const read = how === 'stream' ? readStreamed : readWhole
read(readFileSync(small ?? ''))
globalThis.gc?.()
const idle = process.memoryUsage.rss()
const empty = process.memoryUsage().heapUsed
const bytes = readFileSync(large ?? '')
const before = process.cpuUsage()
const { outcome, records, kept: inMemory } = read(bytes)
const { user, system } = process.cpuUsage(before)
// maxRSS is in kilobytes.
const peak = process.resourceUsage().maxRSS * 1024
globalThis.gc?.()
const kept = process.memoryUsage().heapUsed
console.log(
  JSON.stringify({
    idle,
    peak,
    kept: kept - empty,
    bytes: bytes.length,
    records,
    outcome,
    messages: inMemory.length,
    seconds: (user + system) / 1e6,
  }),
)

interface Read {
  outcome: string
  records: number
  /** Keeps the reading in memory until it has been measured. */
  kept: readonly unknown[]
}

function readWhole(bytes: Uint8Array): Read {
  const { outcome, messages } = readTravel(bytes)
  let records = 0
  for (const message of messages) {
    records += message.type === 'PAXLST' ? message.people.length : message.reservations.length
  }
  return { outcome, records, kept: messages }
}

function readStreamed(bytes: Uint8Array): Read {
  let records = 0
  const { outcome } = readTravelMessages(
    bytes,
    (message) => {
      if (message.type === 'PAXLST') records += message.people.length
    },
    {
      onReservation: () => {
        records += 1
      },
    },
  )
  return { outcome, records, kept: [] }
}
