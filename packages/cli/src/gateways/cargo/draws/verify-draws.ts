import { createHash } from 'node:crypto'
import {
  type DrawFault,
  type DrawnConsignmentList,
  drawFaultOf,
  type Problem,
  type PublicDraw,
} from '@entente/contracts'
import { createDraw } from '@entente/node/cargo-select'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { nodeClient } from '../../../command/node-client.ts'
import { printResult } from '../../../command/output.ts'

export interface VerifyDrawsOptions {
  keys?: string
  json?: boolean
}

/** A consignment as somebody knows it. `selected` is undefined if only its draw is asked for. */
interface Known {
  key: string
  stratum: string | null
  selected: 'random' | 'exploration' | null | undefined
}

/** One recomputed draw. `differs` says what is wrong; null if nothing is, or if there was nothing to compare with. */
interface Verified extends Known {
  random: number
  explore: number
  differs: string | null
}

/**
 * Recomputes the draws of a day from its revealed key. With `keys`, it needs no key of the node: the file has a line for each
 * consignment, with its key and, after tabs, its stratum and `random`, `exploration` or `-`. Returns the exit status: 1 if the key
 * does not fit its commitment or a draw differs. Fails with `draw-secret` before the key is revealed, and with `keys-malformed`.
 */
export async function verifyDraws(day: string, options: VerifyDrawsOptions): Promise<0 | 1> {
  const draw = await publicDraw(day)
  if (draw.key === null) {
    const why = draw.keyLost ? 'is lost, so this day cannot be checked' : 'is not revealed yet'
    throw new CommandFailure('draw-secret', `The key of ${day} ${why}. Its commitment is ${draw.commitment}.`)
  }
  const key = Buffer.from(draw.key, 'hex')
  const faults: string[] = []
  if (createHash('sha256').update(key).digest('hex') !== draw.commitment)
    faults.push('the key does not fit the commitment')
  const known = options.keys === undefined ? await drawnOf(day) : readKeys(readInputFile(options.keys).toString())
  if (options.keys === undefined) {
    if (draw.drawn !== known.length) faults.push(`${draw.drawn} were drawn, but ${known.length} are listed`)
    const selected = known.filter((one) => one.selected !== null).length
    if (draw.selected !== selected) faults.push(`${draw.selected} were selected, but ${selected} are listed`)
  }
  const verified = verify(draw, key, known)
  const wrong = verified.filter(({ differs }) => differs !== null)
  printResult(options.json, { draw, faults, draws: options.keys === undefined ? wrong : verified }, () => [
    `${day}: ${known.length} draws recomputed, ${wrong.length + faults.length} differ`,
    ...faults.map((fault) => `  ${fault}`),
    ...(options.keys === undefined ? wrong : verified).map(describe),
  ])
  return wrong.length + faults.length === 0 ? 0 : 1
}

const describe = ({ key, random, explore, selected, differs }: Verified): string =>
  `  ${key}: random ${random}, exploration ${explore}${selected === undefined ? '' : `, ${selected ?? 'not selected'}`}${differs === null ? '' : `: ${differs}`}`

const faultWords: Readonly<Record<DrawFault, string>> = {
  'random-missed': 'its draw selects it at random',
  'not-random': 'its draw does not select it at random',
  'not-exploration': 'its draw does not select it for exploration',
}

function verify(draw: PublicDraw, dayKey: Uint8Array, known: readonly Known[]): Verified[] {
  const { random, explore } = createDraw(dayKey)
  return known.map((one) => {
    const drawn = { random: random(one.key), explore: explore(one.key) }
    const { stratum, selected } = one
    const fault =
      stratum === null || selected === undefined ? null : drawFaultOf({ stratum, selected }, drawn, draw.rates)
    return { ...one, ...drawn, differs: fault === null ? null : faultWords[fault] }
  })
}

async function publicDraw(day: string): Promise<PublicDraw> {
  const url = (process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400').replace(/\/$/, '')
  const reply = await fetch(`${url}/public/v1/cargo/draws/${encodeURIComponent(day)}`).catch(() => null)
  if (reply === null) throw new CommandFailure('node-unreachable', `No node answers at ${url}.`)
  const body = (await reply.json().catch(() => null)) as PublicDraw | Problem | null
  if (reply.ok && body !== null) return body as PublicDraw
  const problem = body as Problem | null
  const detail =
    reply.status === 404 ? `There is no draw of ${day}.` : (problem?.detail ?? `The node answered ${reply.status}.`)
  throw new CommandFailure(problem?.code ?? `http-${reply.status}`, detail)
}

async function drawnOf(day: string): Promise<Known[]> {
  const client = nodeClient({ impersonal: true })
  const all: Known[] = []
  for (let next: string | null = ''; next !== null; ) {
    const more = next === '' ? '' : `?next=${encodeURIComponent(next)}`
    const page: DrawnConsignmentList = await client.call(
      'GET',
      `/v1/cargo/draws/${encodeURIComponent(day)}/consignments${more}`,
    )
    all.push(...page.items)
    next = page.next
  }
  return all
}

const results = { random: 'random', exploration: 'exploration', '-': null } as const

function readKeys(text: string): Known[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, place) => {
    if (line === '') return []
    const [key = '', stratum, selected] = line.split('\t')
    const isKnown = selected === undefined || Object.hasOwn(results, selected)
    if (key === '' || !isKnown)
      throw new CommandFailure(
        'keys-malformed',
        `Line ${place + 1} is not: key, stratum, and random, exploration or -, with tabs between.`,
      )
    const result = selected === undefined ? undefined : results[selected as keyof typeof results]
    return [{ key, stratum: stratum === undefined || stratum === '' ? null : stratum, selected: result }]
  })
}
