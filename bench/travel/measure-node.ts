import { findRunningPostgres } from '@entente/node'
import { makeSignalList } from '../data/make-signal-list.ts'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster, type Poster } from '../node/post.ts'
import { sendAtOnce, sendAtRate } from '../node/send-at-rate.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import { countJobs, openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { makeNodeMessages, type NodeMessages } from './make-node-messages.ts'

type Pool = ReturnType<typeof openOwnerPool>
interface NodeOrder {
  seed: number
  signals: number
  /** Duration of the measurement of each rate, in seconds. */
  seconds: number
}
const receiptsPerSecond = 200
const questionsPerSecond = 50
const longestDrain = 300

/**
 * Measures a whole node with its own PostgreSQL (fsync on): acknowledgements, interactive answers, and messages until no job is left. A wrong answer
 * is a fault.
 */
export async function measureNode(order: NodeOrder): Promise<{ figures: Figure[]; faults: string[] }> {
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder)
  try {
    const key = await makeSender(node.url, folder)
    const { list, watched } = makeSignalList(`node/${order.seed}`, order.signals)
    const { created, milliseconds } = await importSignals(node.url, folder, list)
    const known = await indexedSignals(node.url, created)
    const messages = makeNodeMessages(order.seed, watched, {
      reservations: 100 + 1500 + receiptsPerSecond * order.seconds,
      pushes: 60,
      questions: 50 + questionsPerSecond * order.seconds,
    })
    const imported: Figure = {
      name: 'signals imported',
      value: created / (milliseconds / 1000),
      unit: 'signals / s',
      note: `${created} signals, checked and imported in ${(milliseconds / 1000).toFixed(1)} s; ${known} in the match index`,
    }
    const measured = await measureTraffic(folder, openPoster(node.url, key), messages)
    return { figures: [imported, ...measured.figures], faults: measured.faults }
  } finally {
    if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    await folder.remove()
  }
}

async function measureTraffic(folder: NodeFolder, poster: Poster, messages: NodeMessages) {
  const running = findRunningPostgres(folder.dataRoot)
  if (running === null) throw new Error('the database server of the running node was not found')
  const pool = openOwnerPool(running)
  const wrong = new Map<string, number>()
  const post = async (path: string, bytes: Uint8Array, expected: number, headers?: Record<string, string>) => {
    const { status, body } = await poster.post(path, bytes, headers)
    const what = `${path} answered ${status}: ${body.slice(0, 120)}`
    if (status !== expected) wrong.set(what, (wrong.get(what) ?? 0) + 1)
    return body
  }
  const receive = async (bytes: Uint8Array) => {
    await post('/v1/travel/messages', bytes, 202)
  }
  try {
    const { reservations, pushes, questions } = messages
    // This warm-up compiles code and opens connections.
    await sendAtOnce(reservations.slice(0, 100), 8, receive)
    await waitUntilDone(pool, longestDrain)

    let timedOut = 0
    const ask = async (bytes: Uint8Array) => {
      const body = await post('/v1/travel/interactive', bytes, 200, { accept: 'application/json' })
      if (body.includes('"timedOut":true')) timedOut += 1
    }
    await sendAtOnce(questions.slice(0, 50), 4, ask)
    timedOut = 0
    const answers = await sendAtRate(questions.slice(50), questionsPerSecond, ask)
    await waitUntilDone(pool, longestDrain)
    const throughput = [
      await measureThroughput(
        'reservations, one a message',
        pool,
        reservations.slice(100, 1600).map((bytes) => ({ bytes, reservations: 1 })),
        receive,
      ),
      await measureThroughput('reservations, whole flights', pool, pushes, receive),
    ]
    const receipts = await sendAtRate(reservations.slice(1600), receiptsPerSecond, receive)
    const bare = await commitTimes(pool, reservations.slice(1600, 2200))
    const { rows } = await pool.query<{ cases: string; travellers: string }>(
      'select (select count(*) from case_file) as cases, (select count(*) from traveller) as travellers',
    )
    const figures: Figure[] = [
      {
        name: 'travellers with a case',
        value: (Number(rows[0]?.cases) / Number(rows[0]?.travellers)) * 100,
        unit: '%',
        note: `${rows[0]?.cases} cases of ${rows[0]?.travellers} travellers`,
      },
      ...throughput,
      ...times(`receipt at ${receiptsPerSecond} a second`, receipts, 0.99, 50, {
        name: 'bare insert and commit',
        times: bare,
      }),
      ...times(`interactive at ${questionsPerSecond} a second`, answers, 0.95, 250, null),
    ]
    const late: Figure = {
      name: 'interactive, deadline missed',
      value: timedOut,
      unit: 'answers',
      goal: { is: 'at most', value: 0 },
    }
    return { figures: [...figures, late], faults: [...wrong].map(([what, times]) => `${times} times: ${what}`) }
  } finally {
    poster.close()
    await pool.end()
  }
}

/** Measures the time from the first byte sent until no job is left, when each traveller is cleared or has a case. */
async function measureThroughput(
  name: string,
  pool: Pool,
  messages: readonly { bytes: Uint8Array; reservations: number }[],
  receive: (bytes: Uint8Array) => Promise<void>,
): Promise<Figure> {
  const started = performance.now()
  await sendAtOnce(messages, 8, ({ bytes }) => receive(bytes))
  const acknowledged = performance.now()
  const done = await waitUntilDone(pool, longestDrain)
  const seconds = (performance.now() - started) / 1000
  const left = done ? 0 : (await countJobs(pool)).due
  const count = messages.reduce((sum, { reservations }) => sum + reservations, 0)
  return {
    name,
    value: count / seconds,
    unit: 'reservations / s',
    goal: { is: 'at least', value: 300 },
    note:
      `${count} reservations in ${messages.length} messages, acknowledged after ${((acknowledged - started) / 1000).toFixed(1)} s, done after ${seconds.toFixed(1)} s` +
      (done ? '' : `; stopped with ${left} jobs left, so the true rate is lower`),
  }
}

function times(
  name: string,
  measured: readonly number[],
  share: number,
  goal: number,
  peer: { name: string; times: readonly number[] } | null,
): Figure[] {
  return [0.5, 0.95, 0.99].map((part) => ({
    name: `${name}, p${part * 100}`,
    value: percentile(measured, part),
    unit: 'ms',
    ...(peer === null ? {} : { beside: { name: peer.name, value: percentile(peer.times, part) } }),
    ...(part === share ? { goal: { is: 'at most' as const, value: goal } } : {}),
    ...(part === 0.99 ? { note: `${measured.length} sent, slowest ${Math.max(...measured).toFixed(0)} ms` } : {}),
  }))
}

/**
 * Measures how long the database alone needs to write the same bytes durably, one message after another. This is a lower bound for an
 * acknowledgement.
 */
async function commitTimes(pool: Pool, messages: readonly Uint8Array[]): Promise<number[]> {
  await pool.query('create table public.bench_bytes (raw bytea not null)')
  const measured: number[] = []
  for (const bytes of messages) {
    const started = performance.now()
    await pool.query('insert into public.bench_bytes (raw) values ($1)', [Buffer.from(bytes)])
    measured.push(performance.now() - started)
  }
  await pool.query('drop table public.bench_bytes')
  return measured
}

/** Waits at most a minute until the match index has the imported signals, and returns their number. */
async function indexedSignals(url: string, wanted: number): Promise<number> {
  let known = 0
  for (let turn = 0; turn < 600 && known < wanted; turn++) {
    const health = (await (await fetch(`${url}/health`)).json()) as { signals: number }
    known = health.signals
    if (known < wanted) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return known
}
