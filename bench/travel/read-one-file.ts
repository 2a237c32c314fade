import { readFileSync } from 'node:fs'
import { readTravel } from '@entente/readers'

// A process of its own, so that its peak is the reader's alone: reads the file of its argument and says on one line what it took. The small
// message before it brings the code in; what stands in memory then is the idle process.
const [small, large] = process.argv.slice(2)
readTravel(readFileSync(small ?? ''))
globalThis.gc?.()
const idle = process.memoryUsage.rss()
const empty = process.memoryUsage().heapUsed
const bytes = readFileSync(large ?? '')
const before = process.cpuUsage()
const reading = readTravel(bytes)
const { user, system } = process.cpuUsage(before)
// maxRSS is in kilobytes.
const peak = process.resourceUsage().maxRSS * 1024
globalThis.gc?.()
const kept = process.memoryUsage().heapUsed
const records = reading.messages.reduce(
  (sum, message) => sum + (message.type === 'PAXLST' ? message.people.length : message.reservations.length),
  0,
)
console.log(
  JSON.stringify({
    idle,
    peak,
    kept: kept - empty,
    bytes: bytes.length,
    records,
    outcome: reading.outcome,
    seconds: (user + system) / 1e6,
  }),
)
