import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRunningPostgres } from '@entente/node'
import { indexedSignals } from '../beside/measured-node.ts'
import { makeSignalList } from '../data/make-signal-list.ts'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { processCpuSeconds, treeCpuSeconds } from '../node/process-cpu.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import { openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'
import { makeNodeMessages, type NodeMessages } from '../travel/make-node-messages.ts'
import type { GeneratorReport, Reply, Stream } from './generator.ts'
import { importAgain } from './import-again.ts'
import { sendStreams } from './send-streams.ts'
import { type NodeTimes, writtenEachMs } from './watch-requests.ts'

type Pool = ReturnType<typeof openOwnerPool>
export interface LoadOrder {
  seed: number
  signals: number
  imported: number
  seconds: number
  questionsPerSecond: number
  receiptsPerSecond: number
}
/**
 * CPU seconds of one phase. `thread` is the main thread of the node, and part of `node`; `threadWaited` are the seconds for which it was ready and
 * other work had the processors.
 */
export interface CpuSpent {
  seconds: number
  thread: number
  threadWaited: number
  node: number
  postgres: number
  generator: number
}
export interface MeasuredLoad {
  /** The answers to the same rate of questions without other work. */
  alone: Reply[]
  questions: Reply[]
  receipts: Reply[]
  lists: { previews: number; imports: number; refused: number }
  /** When the node read and answered each request, by number. Empty if the node was not watched. */
  nodeTimes: ReadonlyMap<string, NodeTimes>
  oldestSeconds: number
  drainedSeconds: number | null
  cpu: { alone: CpuSpent; load: CpuSpent }
  faults: string[]
}
const longestDrain = 900
const warmUp = { reservations: 200, questions: 60 }

/** Measures a node with its own PostgreSQL (fsync on): first with questions alone, then with questions, receipts and imports. */
export async function measureLoad(order: LoadOrder): Promise<MeasuredLoad> {
  const { seed, seconds, questionsPerSecond, receiptsPerSecond } = order
  const { list, watched } = makeSignalList(`node/${seed}`, order.signals)
  const each = questionsPerSecond * seconds
  const messages = makeNodeMessages(seed, watched, {
    reservations: warmUp.reservations + receiptsPerSecond * seconds,
    pushes: 0,
    questions: warmUp.questions + 2 * each,
  })
  const folder = await makeNodeFolder()
  const times = join(folder.path, 'request-times')
  folder.environment.NODE_OPTIONS = `--import=${new URL('./watch-requests.js', import.meta.url)}`
  folder.environment.ENTENTE_BENCH_REQUESTS = times
  const node = await startNodeProcess(folder)
  try {
    const running = findRunningPostgres(folder.dataRoot)
    if (running === null) throw new Error('the database server of the running node was not found')
    const pool = openOwnerPool(running)
    try {
      const key = await makeSender(node.url, folder)
      const { created } = await importSignals(node.url, folder, list)
      while (((await indexedSignals(node.url)) ?? 0) < created) await pause(100)
      await warm(node.url, key, messages)
      await waitUntilDone(pool, longestDrain)

      const common = { key, perSecond: questionsPerSecond, path: '/v1/travel/interactive', from: '127.0.0.2' }
      const asked = messages.questions.slice(warmUp.questions)
      const question = (from: number): Stream => ({ ...common, messages: asked.slice(from, from + each) })
      const receipt: Stream = {
        ...{ key, perSecond: receiptsPerSecond, path: '/v1/travel/messages', from: '127.0.0.3' },
        messages: messages.reservations.slice(warmUp.reservations),
      }
      const send = (streams: Stream[]) => measureCpu(node.pid, () => sendStreams({ url: node.url, streams }))
      process.stderr.write('questions alone\n')
      const alone = await send([question(0)])
      await waitUntilDone(pool, longestDrain)

      process.stderr.write('questions, receipts and imports\n')
      const lists = await importAgain(node.url, folder, { seed, signals: order.imported })
      const oldest = watchOldest(pool)
      const load = await send([question(each), receipt])
      const drainedFrom = performance.now()
      const counts = await lists.stop()
      const isDone = await waitUntilDone(pool, longestDrain)
      const [questions = [], receipts = []] = load.replies
      return {
        ...{ alone: alone.replies[0] ?? [], questions, receipts, lists: counts, nodeTimes: await readTimes(times) },
        oldestSeconds: await oldest.stop(),
        drainedSeconds: isDone ? (performance.now() - drainedFrom) / 1000 : null,
        cpu: { alone: alone.cpu, load: load.cpu },
        faults: await findLosses(pool, questions, receipts),
      }
    } finally {
      await pool.end()
    }
  } finally {
    if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    await folder.remove()
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Reads the times that the node noted, by number of the request. */
async function readTimes(file: string): Promise<Map<string, NodeTimes>> {
  await pause(2 * writtenEachMs)
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const times = lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as NodeTimes]))
  return new Map(times.map((one) => [one.number, one]))
}

/** Compiles code and opens connections. */
async function warm(url: string, key: string, { reservations, questions }: NodeMessages): Promise<void> {
  const poster = openPoster(url, key)
  const post = (path: string) => async (bytes: Uint8Array) => void (await poster.post(path, bytes))
  await sendAtOnce(reservations.slice(0, warmUp.reservations), 8, post('/v1/travel/messages'))
  await sendAtOnce(questions.slice(0, warmUp.questions), 4, post('/v1/travel/interactive'))
  poster.close()
}

async function measureCpu(
  pid: number,
  work: () => Promise<GeneratorReport>,
): Promise<{ replies: Reply[][]; cpu: CpuSpent }> {
  const read = () => [
    ...[performance.now() / 1000, threadCpuSeconds(pid), threadWaitedSeconds(pid)],
    ...[processCpuSeconds(pid), treeCpuSeconds(pid)],
  ]
  const before = read()
  const { replies, cpuSeconds } = await work()
  const [seconds = 0, thread = 0, threadWaited = 0, node = 0, tree = 0] = read().map(
    (value, place) => value - (before[place] as number),
  )
  return { replies, cpu: { seconds, thread, threadWaited, node, postgres: tree - node, generator: cpuSeconds } }
}

/** Returns for how long the main thread was ready and had no processor, in seconds (the second field of schedstat). */
function threadWaitedSeconds(pid: number): number {
  const file = `/proc/${pid}/task/${pid}/schedstat`
  return existsSync(file) ? Number(readFileSync(file, 'latin1').split(' ')[1]) / 1e9 : Number.NaN
}

/** Returns the CPU seconds of the main thread, whose id is that of the process. */
function threadCpuSeconds(pid: number): number {
  if (!readdirSync(`/proc/${pid}/task`).includes(String(pid))) return Number.NaN
  const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Reads once a second how long the oldest unread message has waited. `stop` returns the longest time in seconds. */
function watchOldest(pool: Pool): { stop(): Promise<number> } {
  let longest = 0
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      const { rows } = await pool.query<{ age: string | null }>(
        'select extract(epoch from now() - min(read_at)) as age from message where read_at <= now()',
      )
      longest = Math.max(longest, Number(rows[0]?.age ?? 0))
      await pause(1000)
    }
  })()
  watching.catch(() => {})
  return {
    async stop() {
      stopped = true
      await watching
      return longest
    },
  }
}

/** Returns a sentence for each kind of accepted work that is lost or not read. */
async function findLosses(pool: Pool, questions: readonly Reply[], receipts: readonly Reply[]): Promise<string[]> {
  const faults: string[] = []
  const count = async (text: string, ids: readonly string[]) =>
    Number((await pool.query<{ n: string }>(text, [ids])).rows[0]?.n ?? 0)
  const acknowledged = receipts.flatMap(({ status, id }) => (status === 202 && id !== null ? [id] : []))
  const answered = questions.flatMap(({ status, id }) => (status === 200 && id !== null ? [id] : []))
  const isRead = "m.read_version > 0 and m.status not in ('received', 'quarantined')"
  const read = await count(
    `select count(*) as n from message m where ${isRead} and m.id = any($1::uuid[])`,
    acknowledged,
  )
  if (read < new Set(acknowledged).size)
    faults.push(
      `${new Set(acknowledged).size - read} of ${acknowledged.length} acknowledged messages are lost or not read`,
    )
  const stored = await count(
    `select count(*) as n from carrier_answer a join message m on m.id = a.message_id where ${isRead} and a.id = any($1::uuid[])`,
    answered,
  )
  if (stored < new Set(answered).size)
    faults.push(
      `${new Set(answered).size - stored} of ${answered.length} answers are lost, or their requests are not read`,
    )
  return faults
}
