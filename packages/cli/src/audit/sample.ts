import { join } from 'node:path'
import {
  type AuditEntry,
  bytesOfHex,
  checkOpening,
  checkSample,
  isDrawnBySeed,
  type ListedCase,
  parseCheckpoint,
  parseNote,
  readEntries,
} from '@entente/contracts'
import { canonicalJson, nodeLogCrypto } from '@entente/node/audit-log'
import { CommandFailure } from '../command/failure.ts'
import { readLines } from '../command/input-file.ts'
import { printResult } from '../command/output.ts'
import { logFolder, onEntries } from './verify.ts'

interface SampleOptions {
  fromExport: string
  json?: boolean
}

type Details = Record<string, unknown>
interface Found {
  index: number
  entry: AuditEntry
  details: Details
}
interface CheckedWeek {
  week: string
  /** Places of the commitment and of the draw in the log. Null: not in this log. */
  committed: number | null
  drawn: number | null
  listed: number
  /** The ids of the cases in the sample, as the seed gives them. */
  sample: string[]
  faults: string[]
}

/**
 * Draws the samples of an exported log anew, without a node, and compares them with its entries. Prints each week with its faults. Returns
 * the exit status: 0, 1 if a draw is wrong, and 2 for files that cannot be used.
 */
export async function checkSamples({ fromExport, json }: SampleOptions): Promise<0 | 1 | 2> {
  const weeks = await readWeeks(fromExport)
  printResult(json, { weeks }, () =>
    weeks.length === 0 ? ['the log has no draw of a sample'] : weeks.flatMap(describe),
  )
  return weeks.some(({ faults }) => faults.length > 0) ? 1 : 0
}

const types = new Set(['sample.commit', 'sample.list', 'sample.draw', 'decision.propose'])

async function readWeeks(folder: string): Promise<CheckedWeek[]> {
  const source = logFolder(folder)
  return onEntries(folder, async () => {
    const note = await source.checkpoint()
    if (note === null) throw new CommandFailure('unreadable', `${folder} has no checkpoint.`)
    const { size } = parseCheckpoint(parseNote(note, 'checkpoint').text, 'checkpoint')
    const entries = new Map<number, AuditEntry>()
    let index = 0
    for await (const text of readEntries(source, size)) {
      const entry = JSON.parse(text) as AuditEntry
      if (types.has(entry.type) && entry.decision === 'done') entries.set(index, entry)
      index += 1
    }
    return judgeWeeks(await openEntries(folder, entries))
  })
}

/** Opens entries with the lines of `openings.jsonl`, each checked against what its entry commits to. Fails with `openings-missing`. */
async function openEntries(folder: string, entries: ReadonlyMap<number, AuditEntry>): Promise<Found[]> {
  const found: Found[] = []
  const file = join(folder, 'openings.jsonl')
  for (const { text, line } of readLines(file)) {
    const where = `${file}:${line}`
    const { index, salt, details } = parseLine(text, where)
    const entry = entries.get(index)
    if (entry === undefined) continue
    await checkOpening(nodeLogCrypto, { where, index, salt, details: canonicalJson(details) }, entry.commit)
    found.push({ index, entry, details })
  }
  const opened = new Set(found.map(({ index }) => index))
  const closed = [...entries].find(([index, { type }]) => type.startsWith('sample.') && !opened.has(index))
  if (closed !== undefined)
    throw new CommandFailure('openings-missing', `${file} has no line for entry ${closed[0]}. Export with --openings.`)
  return found.sort((one, other) => one.index - other.index)
}

function parseLine(text: string, where: string): { index: number; salt: string; details: Details } {
  try {
    const { index, salt, details } = JSON.parse(text) as { index: number; salt: string; details: Details }
    return { index, salt: String(salt), details }
  } catch {
    throw new CommandFailure('opening-shape', `${where}: this line is no JSON.`)
  }
}

async function judgeWeeks(found: readonly Found[]): Promise<CheckedWeek[]> {
  const of = (type: string) => found.filter(({ entry }) => entry.type === type)
  const first = of('sample.commit')[0]?.index ?? 0
  const waiting = of('decision.propose').filter(({ index, details }) => index > first && details.outcome !== 'adverse')
  const weeks: CheckedWeek[] = []
  for (const draw of of('sample.draw')) {
    const week = String(draw.details.week)
    const before = waiting.filter(({ index }) => index < draw.index)
    waiting.splice(0, before.length)
    const parts = of('sample.list').filter(({ details }) => details.week === week)
    const committed = of('sample.commit').find(({ details }) => details.week === week)
    weeks.push(await judgeWeek(week, { draw, parts, committed, decided: before }))
  }
  return weeks
}

interface Evidence {
  draw: Found
  parts: readonly Found[]
  committed: Found | undefined
  /** Decisions that were made since the draw before, and that need no second person. */
  decided: readonly Found[]
}

async function judgeWeek(week: string, { draw, parts, committed, decided }: Evidence): Promise<CheckedWeek> {
  const { commitment, seed, listDigest } = draw.details
  const cases = parts.flatMap(({ details }) => casesOf(details))
  const key = typeof seed === 'string' ? bytesOfHex(seed) : null
  const sample: string[] = []
  for (const { id, minor } of cases)
    if (minor || (key !== null && (await isDrawnBySeed(nodeLogCrypto, key, id)))) sample.push(id)
  const found = await checkSample(nodeLogCrypto, {
    ...{ commitment: String(commitment), seed: key === null ? null : String(seed) },
    ...{ listDigest: String(listDigest), cases, sample },
  })
  const listed = new Set(cases.map(({ id }) => `case:${id}`))
  const faults = found.map(({ fault }) => words[fault])
  if (committed === undefined)
    faults.push('this log has no commitment of the week; after a restore, look in the log before')
  else if (committed.details.commitment !== commitment) faults.push('the week was committed to another seed')
  else if (committed.index > draw.index) faults.push('the commitment came after the draw')
  if (key === null) faults.push('the seed is lost: only cases of minors are in the sample')
  for (const { entry } of decided)
    if (entry.ref !== null && !listed.has(entry.ref)) faults.push(`${entry.ref} was decided and is not in the list`)
  return { week, committed: committed?.index ?? null, drawn: draw.index, listed: cases.length, sample, faults }
}

const words = {
  seed: 'the seed does not fit its commitment',
  list: 'the list of cases is not the one of the draw',
  'left-out': 'a case is left out',
  'not-drawn': 'a case was not drawn',
}

function casesOf({ cases, minors }: Details): ListedCase[] {
  const young = new Set(Array.isArray(minors) ? minors.map(String) : [])
  return (Array.isArray(cases) ? cases.map(String) : []).map((id) => ({ id, minor: young.has(id) }))
}

function describe({ week, committed, drawn, listed, sample, faults }: CheckedWeek): string[] {
  const verdict = faults.length === 0 ? 'right' : `WRONG: ${faults.length} faults`
  return [
    `${week}: ${sample.length} of ${listed} decided cases, committed in entry ${committed ?? '-'}, drawn in entry ${drawn}: ${verdict}`,
    ...faults.map((fault) => `  ${fault}`),
    ...sample.map((id) => `  case:${id}`),
  ]
}
