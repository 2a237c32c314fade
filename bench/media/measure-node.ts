import { readFileSync } from 'node:fs'
import type { SignedIn } from '@entente/testkit'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster, type Poster } from '../node/post.ts'
import { processCpuSeconds } from '../node/process-cpu.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { expectOk, makeSender, signInAs } from '../node/set-up-node.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { lastChange, writeMadeSnapshot } from './made-snapshot.ts'
import { makePhoto } from './make-photo.ts'
import { generator } from './search-data.ts'
import { uploadForm } from './upload-form.ts'

const changes = 200
const bySignal = { count: 4000, senders: 16 }
const byFile = { count: 240, senders: 4 }
const batches = { count: 12, queries: 1000 }
const officerPurpose = { 'entente-purpose': 'content-safety' }
type Made = Pick<Findings, 'figures' | 'faults'>

/**
 * Measures a whole node with `hashes` hashes: the time until a new hash is found and until a disabled hash is not, uploads by hash and by file, and
 * queries of one hash while batches of a thousand are processed. This bench sends the requests and uses the same cores. A wrong answer is a fault.
 */
export async function measureNode(hashes: number): Promise<Made> {
  const folder = await makeNodeFolder()
  try {
    const first = await startNodeProcess(folder)
    const key = await makeSender(first.url, folder, 'content')
    const before = await signInAs(first.url, folder, 'officer')
    const bank = { name: 'BENCH', purposes: ['content-safety'], lawfulBasis: 'Invented Act, section 4' }
    await expectOk(before.call('POST', '/v1/content/banks', bank, officerPurpose))
    const change = await lastChange(folder.dataRoot, bank.name)
    if (!(await first.stop())) throw new Error('the node did not stop')
    const written = await writeMadeSnapshot(folder.dataRoot, hashes, change)

    const started = performance.now()
    const node = await startNodeProcess(folder)
    try {
      await untilLoaded(node.url)
      const loaded = (performance.now() - started) / 1000
      const officer = await signInAs(node.url, folder, 'officer')
      const poster = openPoster(node.url, key)
      try {
        const faults: string[] = []
        const status = (await expectOk(officer.call('GET', '/v1/content/index', undefined, officerPurpose))) as Status
        if (status.types.pdq?.items !== hashes)
          faults.push(`the node has ${status.types.pdq?.items} hashes, not ${hashes}`)
        const figures: Figure[] = [
          {
            name: `restart with ${hashes} hashes`,
            value: loaded,
            unit: 's to ready',
            goal: { is: 'at most', value: 20 },
            note: `process, database and snapshot; index ${((status.types.pdq?.bytes ?? 0) / 1e6).toFixed(0)} MB, node ${residentMB(node.pid)} MB resident; made and written by this bench in ${written.toFixed(1)} s. The hashes are in the memory of the node; its database has those added here`,
          },
        ]
        for (const part of [
          measureChanges(officer, poster),
          measureSignals(poster, node.pid),
          measureFiles(poster, node.pid),
          measureBatches(poster, node.pid),
        ]) {
          const made = await part()
          figures.push(...made.figures)
          faults.push(...made.faults)
        }
        return { figures, faults }
      } finally {
        poster.close()
      }
    } finally {
      if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    }
  } finally {
    await folder.remove()
  }
}

interface Status {
  types: Record<string, { items: number; bytes: number }>
}

/** Measures each change alone, from its request to the first answer that reflects it. */
const measureChanges = (officer: SignedIn, poster: Poster) => async (): Promise<Made> => {
  const faults: string[] = []
  const [added, stopped]: [number[], number[]] = [[], []]
  const next = generator(77)
  const found = async (value: string) => {
    const { matches } = await post<{ matches: unknown[] }>(
      poster,
      '/v1/content/match',
      { signals: [{ type: 'pdq', value }] },
      200,
    )
    return matches.length > 0
  }
  for (let turn = -20; turn < changes; turn += 1) {
    const value = randomHash(next)
    if (await found(value)) faults.push('a random hash was found')
    const sent = performance.now()
    const body = { items: [{ signals: [{ type: 'pdq', value }] }] }
    const answer = await expectOk(officer.call('POST', '/v1/content/banks/BENCH/items', body, officerPurpose))
    while (!(await found(value)))
      if (performance.now() - sent > 10_000) throw new Error('an added hash was not found within ten seconds')
    const [{ itemId } = { itemId: '' }] = (answer as { added: { itemId: string }[] }).added
    const shown = performance.now()
    const disableUntil = '2099-01-01T00:00:00.000Z'
    await expectOk(officer.call('PATCH', `/v1/content/items/${itemId}`, { disableUntil }, officerPurpose))
    while (await found(value))
      if (performance.now() - shown > 10_000) throw new Error('a disabled hash was found for more than ten seconds')
    // The first changes are a warm-up.
    if (turn < 0) continue
    added.push(shown - sent)
    stopped.push(performance.now() - shown)
  }
  return {
    figures: [...times('add, then match', added, 1000), ...times('disable, then no match', stopped, 1000)],
    faults,
  }
}

const measureSignals = (poster: Poster, pid: number) => async (): Promise<Made> => {
  const next = generator(78)
  const upload = (place: number) => ({ uploadId: `s${place}`, signals: [{ type: 'pdq', value: randomHash(next) }] })
  await sendAtOnce(
    Array.from({ length: 300 }, (_, place) => upload(-1 - place)),
    bySignal.senders,
    (body) => send(poster, body),
  )
  const uploads = Array.from({ length: bySignal.count }, (_, place) => upload(place))
  return {
    figures: await rate('uploads by hash', uploads, bySignal.senders, pid, (body) => send(poster, body)),
    faults: [],
  }
}

const send = async (poster: Poster, body: object): Promise<void> => {
  await post(poster, '/v1/content/uploads', body, 202)
}

const measureFiles = (poster: Poster, pid: number) => async (): Promise<Made> => {
  const photos = await Promise.all(Array.from({ length: 24 }, (_, seed) => makePhoto(seed + 1)))
  const upload = async (place: number) => {
    const { body, type } = uploadForm({ uploadId: `f${place}` }, photos[Math.abs(place) % photos.length] as Buffer)
    const { status, body: text } = await poster.post('/v1/content/uploads', body, { 'content-type': type })
    if (status !== 202) throw new Error(`the node answered ${status}: ${text.slice(0, 300)}`)
  }
  await sendAtOnce(
    Array.from({ length: 24 }, (_, place) => -1 - place),
    byFile.senders,
    upload,
  )
  const places = Array.from({ length: byFile.count }, (_, place) => place)
  return { figures: await rate('uploads by file, JPEG 1600 x 1004', places, byFile.senders, pid, upload), faults: [] }
}

/** Measures queries of a single hash while two other clients send batches of a thousand. */
const measureBatches = (poster: Poster, pid: number) => async (): Promise<Made> => {
  const next = generator(79)
  const single = async () => {
    const begun = performance.now()
    await post(poster, '/v1/content/match', { signals: [{ type: 'pdq', value: randomHash(next) }] }, 200)
    return performance.now() - begun
  }
  const alone = await inARow(300, single)
  let busy = true
  const spent = processCpuSeconds(pid)
  const started = performance.now()
  const bodies = Array.from({ length: batches.count }, () => ({
    queries: Array.from({ length: batches.queries }, () => ({ signals: [{ type: 'pdq', value: randomHash(next) }] })),
  }))
  const asking = sendAtOnce(bodies, 2, async (body) => {
    await post(poster, '/v1/content/match/batch', body, 200)
  }).finally(() => {
    busy = false
  })
  const beside: number[] = []
  while (busy) beside.push(await single())
  await asking
  const seconds = (performance.now() - started) / 1000
  return {
    figures: [
      {
        name: 'queries in batches of a thousand, two clients',
        value: (batches.count * batches.queries) / seconds,
        unit: 'hashes / s',
        note: `beside queries of one hash; ${perCpuSecond(batches.count * batches.queries, pid, spent)} of the node’s CPU time`,
      },
      ...times('a query of one hash, beside those', beside, null, { name: 'alone', times: alone }),
    ],
    faults: [],
  }
}

async function inARow(count: number, work: () => Promise<number>): Promise<number[]> {
  const all: number[] = []
  for (let turn = 0; turn < count; turn += 1) all.push(await work())
  return all
}

async function rate<T>(
  name: string,
  items: readonly T[],
  senders: number,
  pid: number,
  work: (item: T) => Promise<void>,
): Promise<Figure[]> {
  const measured: number[] = []
  const spent = processCpuSeconds(pid)
  const started = performance.now()
  await sendAtOnce(items, senders, async (item) => {
    const begun = performance.now()
    await work(item)
    measured.push(performance.now() - begun)
  })
  const seconds = (performance.now() - started) / 1000
  return [
    {
      name,
      value: items.length / seconds,
      unit: 'uploads / s',
      note: `${items.length} of ${senders} senders, each durable and matched when answered; ${perCpuSecond(items.length, pid, spent)} of the node’s CPU time, without its database and decoders`,
    },
    ...times(name, measured, null),
  ]
}

function times(
  name: string,
  measured: readonly number[],
  goal: number | null,
  peer: { name: string; times: readonly number[] } | null = null,
): Figure[] {
  return [0.5, 0.95, 0.99].map((part) => ({
    name: `${name}, p${part * 100}`,
    value: percentile(measured, part),
    unit: 'ms',
    ...(peer === null ? {} : { beside: { name: peer.name, value: percentile(peer.times, part) } }),
    ...(goal !== null && part === 0.99 ? { goal: { is: 'at most' as const, value: goal } } : {}),
    ...(part === 0.99 ? { note: `${measured.length} times, slowest ${Math.max(...measured).toFixed(0)} ms` } : {}),
  }))
}

async function post<T>(poster: Poster, path: string, body: object, expected: number): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const { status, body: text } = await poster.post(path, Buffer.from(JSON.stringify(body)), headers)
  if (status !== expected) throw new Error(`${path} answered ${status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}

const randomHash = (next: () => number): string => {
  const bytes = Buffer.alloc(32)
  for (let word = 0; word < 8; word += 1) bytes.writeUInt32LE(next() >>> 0, 4 * word)
  return bytes.toString('hex')
}

async function untilLoaded(url: string): Promise<void> {
  for (let turn = 0; turn < 6000; turn += 1) {
    if ((await (await fetch(`${url}/status`)).text()) === 'I-AM-ALIVE') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the index was not loaded within five minutes')
}

const perCpuSecond = (count: number, pid: number, since: number): string =>
  `${(count / (processCpuSeconds(pid) - since)).toFixed(0)} a second`

/** Formats the memory of a process in MB; `?` if there is no /proc. */
function residentMB(pid: number): string {
  try {
    return (
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1000
    ).toFixed(0)
  } catch {
    return '?'
  }
}
