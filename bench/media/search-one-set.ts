// This program measures one set of the search bench. Its arguments are KIND ROWS; it prints SearchMeasured as JSON.
import { HammingIndex, type HammingMatches } from '@entente/matching'
import { percentile } from '../report/percentile.ts'
import type { SearchMeasured } from './measure-search.ts'
import { makeSearchData, plantedDistance, plantedRow, type SearchKind, warmUpQueries } from './search-data.ts'

const bytes = 32
const [kind, rows] = [process.argv[2] as SearchKind, Number(process.argv[3])]
const data = makeSearchData(kind, rows)
const warmUp = warmUpQueries()
const hashAt = (hashes: Uint8Array, place: number) => hashes.subarray(bytes * place, bytes * (place + 1))
const places = [...Array(512).keys()].filter((place) => rows < 10_000_000 || place % 256 < 64)
const faults: string[] = []

const ids = Uint32Array.from({ length: rows }, (_, row) => row)
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const started = performance.now()
const startedCpu = cpuSeconds()
let index = new HammingIndex()
index.addMany(ids, data.database)
await index.seal()
const buildSeconds = (performance.now() - started) / 1000
const buildCpu = cpuSeconds() - startedCpu
const { bytes: indexBytes } = index.stats()

type Search = (hash: Uint8Array) => HammingMatches
/** Measures the time of every query once, after 64 warm-up queries, and the CPU time of all queries, which other load on the machine affects less. */
function timed(search: Search): { milliseconds: number[]; cpu: number; answers: HammingMatches[] } {
  for (let place = 0; place < 64; place += 1) search(hashAt(warmUp, place))
  const milliseconds: number[] = []
  const cpuBefore = cpuSeconds()
  const answers = places.map((place) => {
    const query = hashAt(data.queries, place)
    const before = performance.now()
    const answer = search(query)
    milliseconds.push(performance.now() - before)
    return answer
  })
  return { milliseconds, cpu: cpuSeconds() - cpuBefore, answers }
}
const scan = timed((hash) => index.scan(hash))
const query = timed((hash) => index.query(hash))

const same = (a: HammingMatches | undefined, b: HammingMatches | undefined) => JSON.stringify(a) === JSON.stringify(b)
let matches = 0
for (const [at, place] of places.entries()) {
  const hash = hashAt(data.queries, place)
  // The timed queries return only the nearest hundred matches; here all matches are compared.
  const all = index.query(hash, { limit: rows })
  if (!same(scan.answers[at], query.answers[at]) || !same(all, index.scan(hash, { limit: rows })))
    faults.push(`MISMATCH ${kind} ${rows}: query ${place}`)
  matches += all.total
  if (place < 256) continue
  const distance = plantedDistance(place - 256)
  const found = all.matches.find(({ id }) => id === plantedRow(place - 256, rows))
  if (found?.distance !== (distance <= 31 ? distance : undefined))
    faults.push(`MISMATCH ${kind} ${rows}: the neighbour planted for query ${place}`)
}

const saving = performance.now()
const parts = index.save()
const saveSeconds = (performance.now() - saving) / 1000
// The first index is freed before the second index is loaded.
index = new HammingIndex()
const loading = performance.now()
index = HammingIndex.load(parts)
const loadSeconds = (performance.now() - loading) / 1000
const first = places[0] ?? 0
if (!same(index.query(hashAt(data.queries, first)), query.answers[0]))
  faults.push(`MISMATCH ${kind} ${rows}: after loading`)

const total = (milliseconds: readonly number[]) => milliseconds.reduce((sum, time) => sum + time, 0)
const measured: SearchMeasured = {
  scanRate: (1000 * places.length) / total(scan.milliseconds),
  indexRate: (1000 * places.length) / total(query.milliseconds),
  medianRatio: percentile(scan.milliseconds, 0.5) / percentile(query.milliseconds, 0.5),
  totalRatio: total(scan.milliseconds) / total(query.milliseconds),
  cpuRatio: scan.cpu / query.cpu,
  p99: percentile(query.milliseconds, 0.99),
  buildSeconds,
  buildCpu,
  saveSeconds,
  loadSeconds,
  besideHashes: indexBytes - bytes * rows,
  memory: indexBytes,
  matches,
  faults,
}
process.stdout.write(`${JSON.stringify(measured)}\n`)
