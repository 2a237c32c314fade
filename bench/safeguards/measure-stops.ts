import type { KillSwitch, KillSwitchList } from '@entente/contracts'
import { followStops, openPool } from '@entente/node'
import { endOfListTask, globalSetup, type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { listTerms } from '../node/set-up-node.ts'
import type { Figure } from '../report/figure.ts'

/** The requests and the readers of the node are two of the workers. */
const workers = 8
const reason = 'A stop that is measured.'
const scope = { type: 'surface', id: 'blind-check' }

/**
 * Measures how long it takes until each of 8 workers has a stop in force, and how long the rollback of a list with that many hits takes, from
 * its request to the last case.
 */
export async function measureStops(stops: number, hits: number, faults: string[]): Promise<Figure[]> {
  const endServer = await globalSetup()()
  const node = await startTestNode({ readerThread: true, schedules: true })
  const log = { warn: () => {} }
  const pools = Array.from({ length: workers - 2 }, () =>
    openPool(node.database.connection('entente_app'), { max: 1, log: () => {} }),
  )
  const others = await Promise.all(pools.map((pool) => followStops({ pool, kind: 'readers', log })))
  try {
    const [officer, supervisor] = [await node.signIn('officer'), await node.signIn('supervisor')]
    return [await measureKill(stops, officer, supervisor, faults), await measureRollback(node, officer, hits, faults)]
  } finally {
    for (const one of others) await one.stop()
    for (const pool of pools) await pool.end()
    await node.stop()
    await endServer()
  }
}

async function measureKill(count: number, officer: SignedIn, supervisor: SignedIn, faults: string[]): Promise<Figure> {
  let longest = 0
  for (let n = 0; n < count; n += 1) {
    const { id } = (await officer.call('POST', '/v1/kill', { scope, reason })).body as KillSwitch
    let stop: KillSwitch | undefined
    for (const until = performance.now() + 30_000; performance.now() < until; ) {
      stop = ((await officer.call('GET', '/v1/kill')).body as KillSwitchList).items.find((one) => one.id === id)
      if (stop !== undefined && stop.effectiveMs !== null && stop.confirmedWorkers >= workers) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    if (stop === undefined || stop.effectiveMs === null || stop.confirmedWorkers < workers)
      faults.push(`a stop was confirmed by ${stop?.confirmedWorkers ?? 0} of ${workers} workers`)
    longest = Math.max(longest, stop?.effectiveMs ?? Number.POSITIVE_INFINITY)
    for (const who of [officer, supervisor]) await who.call('POST', `/v1/kill/${id}/off`, {})
  }
  return {
    ...{ name: 'stop in force in every worker', value: longest / 1000, unit: 's', goal: { is: 'at most', value: 5 } },
    note: `the longest of ${count} stops, ${workers} workers`,
  }
}

/** Entries and travellers of one name each: a letter for each digit. A traveller meets several entries. */
const nameOf = (n: number): string =>
  [...String(n).padStart(6, '0')].map((digit) => 'BAKEDOFUNI'[Number(digit)]).join('')
/** The most travellers of one message. */
const aboard = 200

async function measureRollback(node: TestNode, officer: SignedIn, hits: number, faults: string[]): Promise<Figure> {
  const format = 'csv'
  const { id } = (await officer.call('POST', '/v1/lists', { title: 'Measured', format, terms: listTerms })).body as {
    id: string
  }
  const all = Array.from({ length: hits }, (_, n) => n)
  const rows = all.map((n) => `${n},Maro ${nameOf(n)},,1981-05-17,,`)
  const bytes = Buffer.from(['id,name,alias,date_of_birth,nationality,passport', ...rows].join('\n'))
  const preview = await endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/preview`, bytes))
  const { previewId } = preview.body as { previewId: string }
  await endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/import`, { previewId }))
  await node.whenIdle()
  for (let from = 0; from < hits; from += aboard) {
    const answer = await fetch(`${node.url}/v1/travel/messages`, {
      ...{ method: 'POST', body: passengerList(from / aboard, all.slice(from, from + aboard)) },
      headers: { authorization: `Bearer ${node.sender.key}` },
    })
    if (answer.status !== 202) faults.push(`a passenger list was answered with ${answer.status}`)
  }
  await node.whenIdle()
  const before = await countHits(node)
  const began = performance.now()
  await endOfListTask(
    officer,
    officer.call('POST', `/v1/lists/${id}/rollback`, { to: 0, reason: 'A rollback that is measured.' }),
  )
  await node.whenIdle()
  const seconds = (performance.now() - began) / 1000
  const left = await countHits(node)
  if (left > 0) faults.push(`${left} hits remained after the rollback`)
  return {
    ...{ name: `rollback of ${before} hits`, value: seconds, unit: 's' },
    goal: { is: 'at most', value: 300 },
    note: `${hits} entries and as many travellers, whose names resemble each other; the goal is for 100,000 hits`,
  }
}

async function countHits(node: TestNode): Promise<number> {
  const live = node.db.selectFrom('hit').select((e) => e.fn.countAll<string>().as('count'))
  return Number((await live.where('withdrawn_at', 'is', null).executeTakeFirstOrThrow()).count)
}

/** Writes a PAXLST of one flight with these people. */
function passengerList(flight: number, people: readonly number[]): string {
  const number = `7N${String(1000 + flight)}`
  const segments = [
    'UNH+1+PAXLST:D:05B:UN:IATA+ACCESS1',
    'BGM+745',
    `TDT+20+${number}`,
    "LOC+125+TUN'DTM+189:3011241435:201",
    "LOC+87+OSL'DTM+232:3011241855:201",
    ...people.flatMap((n) => [`NAD+FL+++${nameOf(n)}:MARO`, 'DTM+329:19810517', `DOC+P:110:111+P${n}`]),
  ].flatMap((segment) => segment.split("'"))
  const body = [...segments, `UNT+${segments.length + 1}+1`].join("'")
  return `UNB+UNOA:4+NORDVIK+NORLAND+261124:0630+${number}'${body}'UNZ+1+${number}'`
}
