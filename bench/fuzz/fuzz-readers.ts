import { type Random, seededRandom } from '@entente/readers'
import { cpuSeconds } from '../report/measure-cpu.ts'

/** A reader to fuzz, with the messages that are damaged for it. */
export interface FuzzedReader<R extends { outcome: string } = { outcome: string }> {
  name: string
  seeds: readonly Uint8Array[]
  /** Returns a damaged copy of a message. */
  damage(message: Uint8Array, random: Random): Uint8Array
  read(bytes: Uint8Array): R
  /** Returns what is wrong with a reading, whatever the message was; null if nothing is. */
  faultOf(bytes: Uint8Array, reading: R): string | null
}

export interface FuzzResult {
  count: number
  bytes: number
  /** CPU seconds for reading the messages, without damaging them. */
  seconds: number
  outcomes: Record<string, number>
  slowest: { index: number; milliseconds: number; bytes: number }
  /** The kinds of faults, each with the number of the first message that has it. */
  faults: Map<string, { first: number; count: number }>
}

/** Makes the damaged message number `index` of a seed. The bytes are always the same. */
export function damagedMessage({ seeds, damage }: FuzzedReader, seed: number, index: number): Uint8Array {
  const random = seededRandom(Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  return damage(seeds[random(seeds.length)] as Uint8Array, random)
}

/** Reads damaged messages one after another and collects faults: exceptions, and readings that are not sound. */
export function fuzzReader(
  reader: FuzzedReader,
  given: { seed: number; count: number; progress?: (done: number) => void },
): FuzzResult {
  const result: FuzzResult = {
    count: given.count,
    bytes: 0,
    seconds: 0,
    outcomes: {},
    slowest: { index: -1, milliseconds: 0, bytes: 0 },
    faults: new Map(),
  }
  // This is a warm-up: every message is slow until the code is compiled.
  for (let index = 0; index < Math.min(2000, given.count); index++)
    readQuietly(reader, damagedMessage(reader, given.seed, index))
  for (let index = 0; index < given.count; index++) {
    const bytes = damagedMessage(reader, given.seed, index)
    result.bytes += bytes.length
    const seconds = readOnce(reader, bytes, index, result)
    result.seconds += seconds
    if (seconds * 1000 > result.slowest.milliseconds) keepSlowest(reader, bytes, index, seconds, result)
    if (index % 1000 === 999) given.progress?.(index + 1)
  }
  return result
}

function readOnce(reader: FuzzedReader, bytes: Uint8Array, index: number, result: FuzzResult): number {
  let reading: { outcome: string } | null = null
  let fault: string | null = null
  const seconds = cpuSeconds(() => {
    try {
      reading = reader.read(bytes)
    } catch (error) {
      fault = `reading threw ${placeOf(error)}`
    }
  })
  fault ??= judge(reader, bytes, reading, result)
  if (fault !== null) {
    const known = result.faults.get(fault)
    if (known === undefined) result.faults.set(fault, { first: index, count: 1 })
    else known.count += 1
  }
  return seconds
}

function judge(
  reader: FuzzedReader,
  bytes: Uint8Array,
  reading: { outcome: string } | null,
  { outcomes }: FuzzResult,
): string | null {
  if (reading === null) return null
  const { outcome } = reading
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  try {
    return reader.faultOf(bytes, reading)
  } catch (error) {
    return `judging threw ${placeOf(error)}`
  }
}

/** Formats an error with its place in the code. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const frame = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] ?? ''
  return `${error} at ${frame.replace(/file:\S*\/packages\//, '')}`
}

/** Reads the message again, because garbage collection or compilation may have made the first time too long. */
function keepSlowest(
  reader: FuzzedReader,
  bytes: Uint8Array,
  index: number,
  seconds: number,
  result: FuzzResult,
): void {
  let best = seconds
  for (let turn = 0; turn < 4 && best * 1000 > result.slowest.milliseconds; turn++) {
    best = Math.min(
      best,
      cpuSeconds(() => readQuietly(reader, bytes)),
    )
  }
  if (best * 1000 > result.slowest.milliseconds) {
    result.slowest = { index, milliseconds: best * 1000, bytes: bytes.length }
  }
}

function readQuietly(reader: FuzzedReader, bytes: Uint8Array): void {
  try {
    reader.read(bytes)
  } catch {
    // This call only measures; the faults were counted before.
  }
}
