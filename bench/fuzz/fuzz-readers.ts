import type { TravelReading } from '@entente/contracts'
import { mutateMessage, readTravel, seededRandom, sensitiveRanges } from '@entente/readers'
import { cpuSeconds } from '../report/measure-cpu.ts'

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
export function damagedMessage(seeds: readonly Uint8Array[], seed: number, index: number): Uint8Array {
  const random = seededRandom(Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  return mutateMessage(seeds[random(seeds.length)] as Uint8Array, random)
}

/** Reads damaged messages one after another and collects faults: exceptions, and outcomes that are neither a reading nor a quarantine. */
export function fuzzReaders(
  seeds: readonly Uint8Array[],
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
    readQuietly(damagedMessage(seeds, given.seed, index))
  for (let index = 0; index < given.count; index++) {
    const bytes = damagedMessage(seeds, given.seed, index)
    result.bytes += bytes.length
    const seconds = readOnce(bytes, index, result)
    result.seconds += seconds
    if (seconds * 1000 > result.slowest.milliseconds) keepSlowest(bytes, index, seconds, result)
    if (index % 1000 === 999) given.progress?.(index + 1)
  }
  return result
}

function readOnce(bytes: Uint8Array, index: number, result: FuzzResult): number {
  let fault: string | null = null
  const seconds = cpuSeconds(() => {
    try {
      const reading = readTravel(bytes)
      result.outcomes[reading.outcome] = (result.outcomes[reading.outcome] ?? 0) + 1
      fault = checkReading(bytes, reading)
    } catch (error) {
      fault = `readTravel threw ${placeOf(error)}`
    }
  })
  fault ??= checkSensitive(bytes)
  if (fault !== null) {
    const known = result.faults.get(fault)
    if (known === undefined) result.faults.set(fault, { first: index, count: 1 })
    else known.count += 1
  }
  return seconds
}

/** Formats an error with its place in the code. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const frame = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] ?? ''
  return `${error} at ${frame.replace(/file:\S*\/packages\//, '')}`
}

/** Checks that the ranges to overwrite as sensitive lie inside the message. */
function checkSensitive(bytes: Uint8Array): string | null {
  try {
    const outside = sensitiveRanges(bytes).find(({ from, to }) => from < 0 || to <= from || to > bytes.length)
    return outside === undefined
      ? null
      : `the sensitive range ${outside.from} to ${outside.to} is not within ${bytes.length} bytes`
  } catch (error) {
    return `sensitiveRanges threw ${placeOf(error)}`
  }
}

/** Reads the message again, because garbage collection or compilation may have made the first time too long. */
function keepSlowest(bytes: Uint8Array, index: number, seconds: number, result: FuzzResult): void {
  let best = seconds
  for (let turn = 0; turn < 4 && best * 1000 > result.slowest.milliseconds; turn++) {
    best = Math.min(
      best,
      cpuSeconds(() => readQuietly(bytes)),
    )
  }
  if (best * 1000 > result.slowest.milliseconds) {
    result.slowest = { index, milliseconds: best * 1000, bytes: bytes.length }
  }
}

function readQuietly(bytes: Uint8Array): void {
  try {
    readTravel(bytes)
  } catch {
    // This call only measures; the faults were counted before.
  }
}

const hasRecords = (message: TravelReading['messages'][number]): boolean =>
  message.type === 'PAXLST' ? message.people.length > 0 : message.reservations.length > 0

const outcomes = ['read', 'partly-read', 'quarantined']

/** Returns the fault in a reading, or null. The outcome must be a reading or a quarantine, and must name the bytes that were left out. */
function checkReading(bytes: Uint8Array, reading: TravelReading): string | null {
  const { outcome, quarantined, findings, messages } = reading
  if (!outcomes.includes(outcome)) return `the outcome is ${outcome}`
  const hasError = findings.some(({ severity }) => severity === 'error')
  if (outcome === 'quarantined' && messages.some(hasRecords)) return 'quarantined as a whole, but with records'
  if (outcome === 'read' && quarantined.length > 0) return 'read, but with a quarantined range'
  if (outcome !== 'read' && !hasError) return `${outcome} without a finding that is an error`
  // An empty message has no bytes to name.
  if (outcome !== 'read' && bytes.length > 0 && quarantined.length === 0)
    return `${outcome}, but no range is quarantined`
  const outside = quarantined.find(({ from, to }) => from < 0 || to <= from || to > bytes.length)
  if (outside !== undefined)
    return `the quarantined range ${outside.from} to ${outside.to} is not within ${bytes.length} bytes`
  const long = findings.find(({ literal }) => literal !== null && literal.length > 120)
  return long === undefined ? null : `the literal of a ${long.code} is ${long.literal?.length} characters long`
}
