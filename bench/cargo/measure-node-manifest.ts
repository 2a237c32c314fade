import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { makeSender } from '../node/set-up-node.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { countingCommand, ownerPoolOf, waitUntilRead, workOf } from './count-work.ts'
import { makeManifest, makeWaybills } from './make-messages.ts'
import { makeReport } from './make-reports.ts'

const longestSeconds = 3_600
/** The pause between two requests that are made while the manifest is read. */
const pauseMs = 100
/** Each so many requests a message of several hundred kB is sent, which is read in parts too. */
const eachLarge = 100

/** Measures a node that reads one manifest of 200 MB: its memory above idle, and how fast it answers others meanwhile. */
export async function measureNodeManifest({
  seed,
  megabytes,
}: {
  seed: number
  megabytes: number
}): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder, countingCommand(folder))
  const faults: string[] = []
  const figures: Figure[] = []
  try {
    const key = await makeSender(node.url, folder, 'cargo')
    const pool = ownerPoolOf(folder)
    const poster = openPoster(node.url, key)
    const receive = async (bytes: Uint8Array) => {
      const sent = performance.now()
      const { status, body } = await poster.post('/v1/cargo/messages', bytes)
      if (status !== 202) faults.push(`answered ${status}: ${body.slice(0, 120)}`)
      return { id: (JSON.parse(body) as { id: string }).id, ms: performance.now() - sent }
    }
    const waybills = makeWaybills(seed, 20_000)
    for (const bytes of waybills.splice(0, 50)) await receive(bytes)
    await receive(Buffer.from(makeReport(900_000, 1_000)))
    await waitUntilRead(pool, longestSeconds)
    const idle = memoryOf(node.pid)
    let peak = idle
    const watching = setInterval(() => {
      peak = Math.max(peak, memoryOf(node.pid))
    }, 50)
    const before = await workOf(folder, node, pool)
    const started = performance.now()
    await stream(node.url, key, makeManifest(seed, megabytes * 1e6))
    const received = performance.now()
    const manifest = () =>
      pool.query<{ left: string; waits: string }>(
        `select count(*) filter (where bytes > 1000000 * $1::int) as left, count(*) filter (where bytes between 65536 and 8000000) as waits
         from message where read_at is not null`,
        [Math.floor(megabytes / 2)],
      )
    const receipts: number[] = []
    const answers: number[] = []
    const large: { id: string; at: number }[] = []
    for (let turn = 0; ; turn++) {
      if (Number((await manifest()).rows[0]?.left) === 0) break
      const asked = performance.now()
      await fetch(`${node.url}/health`).then((answer) => answer.text())
      answers.push(performance.now() - asked)
      const bytes = turn % eachLarge === 0 ? Buffer.from(makeReport(2_000_000 + turn * 300, 300)) : waybills.pop()
      if (bytes !== undefined) {
        const { id, ms } = await receive(bytes)
        receipts.push(ms)
        if (turn % eachLarge === 0) large.push({ id, at: Date.now() })
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    const seconds = (performance.now() - received) / 1000
    clearInterval(watching)
    const after = await workOf(folder, node, pool)
    const { rows } = await pool.query<{ at: Date; received_at: Date; id: string }>(
      'select r.at, m.received_at, m.id from reading r join message m on m.id = r.message_id where m.id = any($1::uuid[])',
      [large.map(({ id }) => id)],
    )
    const waits = rows.map(({ at, received_at }) => at.getTime() - received_at.getTime())
    const cpu = after.node - before.node + after.postgres - before.postgres
    figures.push(
      {
        ...{ name: `node above idle, manifest of ${megabytes} MB`, value: (peak - idle) / 1e6, unit: 'MB' },
        goal: { is: 'at most', value: 200 },
        note: `received in ${((received - started) / 1000).toFixed(1)} s, read and compared after further ${seconds.toFixed(0)} s, ${(cpu / 60).toFixed(1)} CPU minutes; idle ${(idle / 1e6).toFixed(0)} MB`,
      },
      {
        ...{ name: 'health answered meanwhile, p99', value: percentile(answers, 0.99), unit: 'ms' },
        goal: { is: 'at most', value: 50 },
        note: `${answers.length} requests, slowest ${Math.max(...answers).toFixed(0)} ms`,
      },
      {
        ...{ name: 'receipt meanwhile, p99', value: percentile(receipts, 0.99), unit: 'ms' },
        note: `${receipts.length} messages, slowest ${Math.max(...receipts).toFixed(0)} ms`,
      },
      {
        ...{ name: 'message of 250 kB read meanwhile, slowest', value: Math.max(0, ...waits) / 1000, unit: 's' },
        note: `${waits.length} of ${large.length} read before the manifest ended`,
      },
    )
    poster.close()
    await pool.end()
  } finally {
    if (!(await node.stop())) faults.push('the node did not stop and was killed')
    await folder.remove()
  }
  return { figures, faults }
}

/** The resident memory of a process, in bytes (proc_pid_status(5)). */
function memoryOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

/** Sends a body piece by piece, and resolves with its receipt. */
function stream(url: string, key: string, pieces: Iterable<Uint8Array>): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/xml' }
    const sending = request(`${url}/v1/cargo/messages`, { method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 202) resolve()
        else reject(new Error(`the manifest was answered ${answer.statusCode}`))
      })
    })
    sending.on('error', reject)
    const write = async () => {
      for (const piece of pieces)
        if (!sending.write(piece)) await new Promise((drained) => sending.once('drain', drained))
      sending.end()
    }
    write().catch(reject)
  })
}
