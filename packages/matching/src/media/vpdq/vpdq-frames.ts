import type { Finding } from '@entente/contracts'
import { normaliseHash } from '../../digests/hash-bytes.ts'

/** One hashed frame of a video. `frame` is its number among the decoded frames, from 0. */
export interface VpdqFrame {
  frame: number
  /** Seconds from the start. */
  time: number
  quality: number
  /** PDQ of the frame, 64 lower-case hexadecimal digits. */
  hash: string
}
export interface VpdqReading {
  format: 'lines' | 'list' | 'object' | null
  frames: VpdqFrame[]
  findings: Finding[]
}

/** Returns the interval, in decoded frames, between hashed frames. 0 seconds per hash means every frame. */
export const frameInterval = (framesPerSecond: number, secondsPerHash: number): number =>
  Math.max(1, Math.trunc(secondsPerHash * framesPerSecond) || 1)

/**
 * Reads the hashes of a video's frames. The format is one of these: lines `frame,quality,pdq,seconds`; a JSON list of `"pdq,quality,seconds"`, in
 * which the place of an item is its frame number; a JSON list of objects as `entente hash` writes them, alone or as the property `frames`; a JSON
 * object from frame number to `{quality, hash, timestamp}`. An item that is not a frame is left out with a finding. Never throws.
 */
export function readVpdq(text: string): VpdqReading {
  const reading: VpdqReading = { format: null, frames: [], findings: [] }
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  if (/^[[{]/.test(trimmed)) readJson(trimmed, reading)
  else if (trimmed !== '') readLines(trimmed, reading)
  if (reading.frames.length === 0 && reading.findings.length === 0)
    find(reading, 'VPDQ_EMPTY', 'error', 'There are no frames.', null, null)
  return reading
}

function readLines(text: string, reading: VpdqReading): void {
  reading.format = 'lines'
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const [frame, quality, hash, time, ...rest] = line.split(',')
    add(reading, rest.length > 0 ? null : frameOf(frame, quality, hash, time), line, { line: i + 1 })
  }
}

function readJson(text: string, reading: VpdqReading): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    find(
      reading,
      'VPDQ_MALFORMED',
      'error',
      'This is neither JSON nor lines of frame, quality, hash, seconds.',
      text,
      null,
    )
    return
  }
  const { frames } = fields(value)
  const list = Array.isArray(frames) ? frames : value
  if (Array.isArray(list)) {
    reading.format = 'list'
    for (const [i, item] of list.entries()) add(reading, frameOfItem(item, i), JSON.stringify(item), { index: i })
    return
  }
  reading.format = 'object'
  for (const [frame, item] of Object.entries(value as object)) {
    const { quality, hash, timestamp } = fields(item)
    add(reading, frameOf(frame, quality, hash, timestamp), JSON.stringify(item), { frame })
  }
  reading.frames.sort((a, b) => a.frame - b.frame)
}

function frameOfItem(item: unknown, index: number): VpdqFrame | null {
  if (typeof item === 'string') {
    const [hash, quality, time, ...rest] = item.split(',')
    return rest.length > 0 ? null : frameOf(index, quality, hash, time)
  }
  const { frame, quality, hash, time } = fields(item)
  return frameOf(frame, quality, hash, time)
}

const fields = (item: unknown): Record<string, unknown> =>
  typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {}

/** Reads a number, as decimals or with an exponent (`1.23e+02`); NaN for another text. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*\d+(\.\d*)?(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : Number.NaN
}

function frameOf(frame: unknown, quality: unknown, hash: unknown, time: unknown): VpdqFrame | null {
  const read = { frame: numberOf(frame), time: numberOf(time), quality: numberOf(quality) }
  const normal = typeof hash === 'string' ? normaliseHash(hash, 32) : null
  const valid =
    Number.isSafeInteger(read.frame) &&
    read.frame >= 0 &&
    Number.isFinite(read.time) &&
    read.time >= 0 &&
    read.quality >= 0 &&
    read.quality <= 100
  return valid && normal !== null ? { ...read, hash: normal } : null
}

function add(reading: VpdqReading, frame: VpdqFrame | null, literal: string, position: Finding['position']): void {
  if (frame !== null) reading.frames.push(frame)
  else find(reading, 'VPDQ_BAD_FRAME', 'warning', 'This is no frame with quality, hash and seconds.', literal, position)
}

function find(
  reading: VpdqReading,
  code: string,
  severity: Finding['severity'],
  message: string,
  literal: string | null,
  position: Finding['position'],
): void {
  reading.findings.push({ code, severity, message, position, literal: literal?.slice(0, 120) ?? null, at: null })
}

/** Writes frames as lines `frame,quality,pdq,seconds` with three decimals, or as a JSON list of `"pdq,quality,seconds"`. */
export function writeVpdq(frames: readonly VpdqFrame[], format: 'lines' | 'list' = 'lines'): string {
  if (format === 'list')
    return JSON.stringify(frames.map(({ hash, quality, time }) => `${hash},${quality},${time.toFixed(3)}`))
  return frames.map(({ frame, quality, hash, time }) => `${frame},${quality},${hash},${time.toFixed(3)}\n`).join('')
}
