import { readFileSync } from 'node:fs'
import { readTravel, readTravelMessages } from '@entente/readers'

// A process of its own, so that its peak is the reader's alone: reads the file of its argument and says on one line what it took. The small
// message before it brings the code in; what stands in memory then is the idle process. `stream`: message after message, none is held.
const [small, large, how] = process.argv.slice(2)
const read = how === 'stream' ? readStreamed : readWhole
read(readFileSync(small ?? ''))
globalThis.gc?.()
const idle = process.memoryUsage.rss()
const empty = process.memoryUsage().heapUsed
const bytes = readFileSync(large ?? '')
const before = process.cpuUsage()
const { outcome, records, held } = read(bytes)
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
    messages: held.length,
    seconds: (user + system) / 1e6,
  }),
)

interface Read {
  outcome: string
  records: number
  /** What is to stand in memory until it was measured. */
  held: readonly unknown[]
}

function readWhole(bytes: Uint8Array): Read {
  const { outcome, messages } = readTravel(bytes)
  let records = 0
  for (const message of messages) {
    records += message.type === 'PAXLST' ? message.people.length : message.reservations.length
  }
  return { outcome, records, held: messages }
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
  return { outcome, records, held: [] }
}
