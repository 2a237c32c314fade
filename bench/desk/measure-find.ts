import { PartIndex, partWords, readPartQuery } from '@entente/matching'
import { createRandom, globalSetup, type Random, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { inventTravellers } from '../names/invent-identities.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'

const seed = '7'
const people = 1_000_000
const atOnce = 10_000
/** Searches of each script; the first five are not counted. */
const searches = 65
const mostMs = 300
/** People in the database of the node that answers searches. */
const stored = 20_000
/** A person may search 60 times at once. */
const requests = 55

const scripts = { Latin: 4, Arabic: 4, Cyrillic: 4, Han: 2 } as const
type Script = keyof typeof scripts

/**
 * Measures the search by part of a name: the index of a million invented people beside a plain scan of their names, and
 * the route on a node with some of them.
 */
export async function measureFind(): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const figures: Figure[] = []
  const faults: string[] = []
  const names = inventNames()
  const { index, seconds } = build(names)
  const words = names.reduce((sum, name) => sum + name.split(' ').length, 0)
  const note = `${people.toLocaleString('en')} people, ${words.toLocaleString('en')} words, in one thread without a pause`
  figures.push({ name: 'index: build', value: seconds, unit: 's', note })
  const each = index.bytes / people
  figures.push({ name: 'index: memory', value: each, unit: 'bytes a person', goal: { is: 'at most', value: 500 } })
  for (const script of Object.keys(scripts) as Script[]) measureScript(script, names, index, figures, faults)
  await measureRoute(names, figures, faults)
  return { figures, faults }
}

function inventNames(): string[] {
  const names: string[] = []
  for (let part = 0; names.length < people; part += 1)
    for (const { names: own } of inventTravellers(`${seed}/${part}`, atOnce)) names.push(String(own?.[0] ?? ''))
  return names
}

const idOf = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

function build(names: readonly string[]): { index: PartIndex; seconds: number } {
  const started = performance.now()
  const index = new PartIndex(7)
  for (const [place, name] of names.entries()) index.put(idOf(place), partWords(name), { rowClass: 0, until: null })
  return { index, seconds: (performance.now() - started) / 1000 }
}

/** Chooses parts of words in one script, each with a person who has it. */
function partsIn(random: Random, names: readonly string[], script: Script): { part: string; place: number }[] {
  const size = scripts[script]
  const word = new RegExp(`\\p{Script=${script}}{${size},}`, 'gu')
  const found: { part: string; place: number }[] = []
  for (let tries = 0; found.length < searches && tries < 20_000_000; tries += 1) {
    const place = random.between(0, names.length - 1)
    const words = names[place]?.match(word) ?? []
    if (words.length === 0) continue
    const letters = [...random.pick(words)]
    const from = random.between(0, letters.length - size)
    found.push({ part: letters.slice(from, from + size).join(''), place })
  }
  return found
}

function measureScript(
  script: Script,
  names: readonly string[],
  index: PartIndex,
  figures: Figure[],
  faults: string[],
): void {
  const low = names.map((name) => name.toLowerCase())
  const times: number[] = []
  const scans: number[] = []
  let most = 0
  const parts = partsIn(createRandom(`${seed}/${script}`), names, script)
  for (const [turn, { part, place }] of parts.entries()) {
    const started = performance.now()
    const found = index.find(readPartQuery(part), { mayRead: () => true, now: 0 })
    found.ids(400)
    const ended = performance.now()
    const asked = part.toLowerCase()
    const scanned = low.filter((name) => name.includes(asked)).length
    if (turn >= 5) {
      times.push(ended - started)
      scans.push(performance.now() - ended)
    }
    most = Math.max(most, found.count)
    if (!found.has(idOf(place))) faults.push(`${script}: a person is not found by ${size(script)} letters of the name`)
    if (found.count < scanned * 0.99) faults.push(`${script}: fewer people than a plain scan finds`)
  }
  if (times.length === 0) faults.push(`no name in ${script}`)
  figures.push({
    name: `find by ${size(script)} letters, ${script}, p95`,
    value: percentile(times, 0.95),
    unit: 'ms',
    beside: { name: 'a plain scan of all names, without other scripts', value: percentile(scans, 0.95) },
    goal: { is: 'at most', value: mostMs },
    note: `median ${percentile(times, 0.5).toFixed(1)} ms; ${times.length} searches; at most ${most.toLocaleString('en')} people fit`,
  })
}
const size = (script: Script): number => scripts[script]

/** Measures the route on a node: the index, the access decision, opening 50 people, and the log entry. */
async function measureRoute(names: readonly string[], figures: Figure[], faults: string[]): Promise<void> {
  const endServer = await globalSetup()()
  const node = await startTestNode()
  try {
    const analyst = await node.signIn('analyst')
    const started = performance.now()
    await copyPeople(node, names.slice(0, stored))
    const copied = performance.now()
    const search = (text: string) => analyst.call('POST', '/v1/find', { text, part: true, type: 'person' })
    let answer = await search('copied')
    while (!isWhole(answer.body)) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      answer = await (await node.signIn('supervisor')).call('POST', '/v1/find', {
        text: 'copied',
        part: true,
        type: 'person',
      })
    }
    const seconds = (performance.now() - copied) / 1000
    figures.push({
      name: `the node reads ${stored.toLocaleString('en')} changed people`,
      value: seconds,
      unit: 's',
      note: `after ${((copied - started) / 1000).toFixed(0)} s of storing them`,
    })
    const random = createRandom(`${seed}/route`)
    const times: number[] = []
    for (const { part } of partsIn(random, names.slice(0, stored), 'Latin').slice(0, requests)) {
      const from = performance.now()
      const { status } = await search(part)
      times.push(performance.now() - from)
      if (status !== 200) faults.push(`POST /v1/find: ${status}`)
    }
    figures.push({
      name: `POST /v1/find by 4 letters, ${stored.toLocaleString('en')} people, p95`,
      value: percentile(times.slice(5), 0.95),
      unit: 'ms',
      goal: { is: 'at most', value: mostMs },
      note: `median ${percentile(times.slice(5), 0.5).toFixed(0)} ms; up to 50 people opened and logged`,
    })
  } finally {
    await node.stop()
    await endServer()
  }
}

const isWhole = (body: unknown): boolean => {
  const { complete, groups } = body as { complete: boolean; groups: { more: boolean }[] }
  return complete && groups[0]?.more === true
}

/** Sends one passenger list, and copies its person under other names. */
async function copyPeople(node: TestNode, names: readonly string[]): Promise<void> {
  const list = `UNB+UNOA:4+NORDVIK+NORLAND+261124:0630+1'UNH+1+PAXLST:D:05B:UN:IATA+A1'BGM+745'TDT+20+7N0482'LOC+125+TUN'DTM+189:2611241435:201'LOC+87+OSL'DTM+232:2611241855:201'NAD+FL+++COPIEDPERSON:UNA'DOC+P:110:111+QX5550142'UNT+9+1'UNZ+1+1'`
  await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/EDIFACT' },
    body: list,
  })
  await node.whenIdle()
  const client = new pg.Client(node.database.connection('entente_app'))
  await client.connect()
  const copied = (column: string) => `convert_to(replace(convert_from(${column}, 'UTF8'), 'UNA', name), 'UTF8')`
  for (let from = 0; from < names.length; from += 500)
    await client.query(
      `insert into traveller (id, flight_id, version, state, role, regime, purposes, team, received_at, mask_at, delete_at, a, b)
        select gen_random_uuid(), flight_id, version, state, role, regime, purposes, team, received_at, mask_at, delete_at,
          ${copied('a')}, ${copied('b')}
        from (select * from traveller order by received_at, id limit 1) as one, unnest($1::text[]) as name`,
      [names.slice(from, from + 500)],
    )
  await client.end()
}
