import { findRunningPostgres } from '@entente/node'
import { makeNodeFolder, type NodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { sendAtRate } from '../node/send-at-rate.ts'
import { expectOk, makeSender, signInAs } from '../node/set-up-node.ts'
import { openOwnerPool, waitUntilDone } from '../node/wait-until-done.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'

type Pool = ReturnType<typeof openOwnerPool>
interface Swept {
  deleted: number
  proofs: string[]
  unfinished: boolean
}

const perSecond = 10
const longestWait = 300

/**
 * Measures the deletion of travellers whose clock ended, with its proofs, by a node with its own PostgreSQL (fsync on), while it receives
 * reservations. The travellers are copies of some that were received: each has a statement, a version and search tokens.
 */
export async function measureDeletion(travellers: number, seed: number, faults: string[]): Promise<Figure[]> {
  const folder = await makeNodeFolder()
  const node = await startNodeProcess(folder)
  try {
    const running = findRunningPostgres(folder.dataRoot)
    if (running === null) throw new Error('the database server of the running node was not found')
    const pool = openOwnerPool(running)
    try {
      return await measure({ url: node.url, folder, pool, travellers, seed, faults })
    } finally {
      await pool.end()
    }
  } finally {
    if (!(await node.stop())) process.stderr.write('the node did not stop and was killed\n')
    await folder.remove()
  }
}

interface Measured {
  url: string
  folder: NodeFolder
  pool: Pool
  travellers: number
  seed: number
  faults: string[]
}

async function measure({ url, folder, pool, travellers, seed, faults }: Measured): Promise<Figure[]> {
  const key = await makeSender(url, folder)
  const poster = openPoster(url, key)
  const { reservations } = makeNodeMessages(seed, [], { reservations: 2000, pushes: 0, questions: 0 })
  let sent = 0
  const send = async () => {
    const bytes = reservations[sent++ % reservations.length] as Uint8Array
    const { status } = await poster.post('/v1/travel/messages', bytes)
    if (status !== 202 && status !== 200) faults.push(`a message was answered with ${status}`)
  }
  for (let n = 0; n < 5; n += 1) await send()
  await waitUntilDone(pool, longestWait)
  process.stderr.write(`copying ${travellers.toLocaleString('en')} travellers\n`)
  await copyTravellers(pool, travellers)

  const administrator = await signInAs(url, folder, 'administrator')
  process.stderr.write('deleting\n')
  const waits = watchLocks(pool)
  let isOver = false
  const times: number[] = []
  const receiving = (async () => {
    while (!isOver) times.push(...(await sendAtRate(Array.from({ length: perSecond }), perSecond, send)))
  })()
  const began = performance.now()
  let deleted = 0
  let seconds = 0
  try {
    for (let isLeft = true; isLeft; ) {
      const swept = (await expectOk(administrator.call('POST', '/v1/retention/sweep'))) as Swept
      deleted += swept.deleted
      isLeft = swept.unfinished
    }
    seconds = (performance.now() - began) / 1000
  } finally {
    isOver = true
    await receiving
    poster.close()
  }
  const locks = await waits.stop()
  const { rows } = await pool.query<{ left: string; proven: string; open: string }>(
    `select (select count(*) from traveller where delete_at <= now()) as left, (select count(*) from erasure) as open,
       (select coalesce(sum((proof::json ->> 'records')::int), 0) from deletion_proof where kind = 'delete' and proof::json ->> 'of' = 'traveller') as proven`,
  )
  const [row] = rows
  if (
    row === undefined ||
    Number(row.left) > 0 ||
    Number(row.open) > 0 ||
    Number(row.proven) !== travellers ||
    deleted < travellers
  )
    faults.push(
      `of ${travellers} travellers, ${deleted} were deleted and ${row?.proven} proven; ${row?.left} are left, ${row?.open} erasures without proof`,
    )
  return [
    {
      ...{ name: 'expired travellers deleted and proven', value: seconds, unit: 's' },
      goal: { is: 'at most', value: (3600 * travellers) / 1_000_000 },
      note: `${travellers} travellers, while ${perSecond} reservations a second came`,
    },
    {
      ...{ name: 'waits for a lock, p99', value: locks.length === 0 ? 0 : percentile(locks, 0.99), unit: 'ms' },
      goal: { is: 'at most', value: 50 },
      note: `${locks.length} waits seen; looked for every 10 ms, so shorter ones are missed`,
    },
    {
      name: 'reservations acknowledged meanwhile, p99',
      value: percentile(times, 0.99),
      unit: 'ms',
      note: `${times.length} reservations`,
    },
  ]
}

/** Copies the travellers of the first messages with all of their rows. The copies were masked a year ago, and are due now. */
async function copyTravellers(pool: Pool, count: number): Promise<void> {
  const clocks =
    "'mask_at', now() - interval '1 year', 'masked_at', now() - interval '1 year', 'delete_at', now() - interval '1 minute', 'a', null"
  const copy = (
    table: string,
    of: string,
    changes: string,
  ) => `insert into ${table} select (jsonb_populate_record(null::${table},
    to_jsonb(t) || jsonb_build_object(${changes}))).* from ${table} t join copied c on c.old = t.${of}`
  const most = 20_000
  for (let from = 0; from < count; from += most) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `create temp table copied on commit drop as select t.ids[1 + n % cardinality(t.ids)] as old, gen_random_uuid() as new, n from generate_series(1, $1) n
           cross join (select array(select id from traveller where delete_at > now() and merged_into is null order by id limit 20) as ids) t`,
        [Math.min(most, count - from)],
      )
      await client.query(copy('traveller', 'id', `'id', c.new, ${clocks}`))
      await client.query(copy('traveller_version', 'traveller_id', `'traveller_id', c.new, 'a', null`))
      await client.query(copy('statement', 'traveller_id', `'id', gen_random_uuid(), 'traveller_id', c.new, ${clocks}`))
      await client.query(
        copy('selector_index', 'owner_id', `'owner_id', c.new, 'hash', '\\x' || md5(c.new || encode(t.hash, 'hex'))`),
      )
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
  await pool.query('analyze')
}

/** Notes how long each wait for a lock lasts, in milliseconds. */
function watchLocks(pool: Pool): { stop(): Promise<number[]> } {
  const longest = new Map<string, number>()
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await pool.query<{ wait: string; ms: number }>(
        `select pid || ' ' || waitstart as wait, extract(epoch from clock_timestamp() - waitstart)::float8 * 1000 as ms
           from pg_locks where not granted and waitstart is not null`,
      )
      for (const { wait, ms } of rows) longest.set(wait, ms)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  return {
    async stop() {
      isOver = true
      await watching
      return [...longest.values()]
    },
  }
}
