import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConfined } from '../confine/confined-process.ts'
import { limitWork } from '../confine/limit-work.ts'
import type { MediaLimits } from '../confine/limits.ts'
import { temporaryPrefixes } from '../confine/temporary-folders.ts'
import { encodePng } from './encode-png.ts'
import { stillWidth, tallest, type VideoView } from './view-work.ts'

/** Largest size in bytes of a frame, and of a stretch at this width, which no correct encoder exceeds. */
const largestFrame = stillWidth * stillWidth * tallest * 3 + 100
const largestStretch = 150e6
/** Seconds of CPU time. */
const frameSeconds = 30
const stretchSeconds = 180
/** A person waits for the view. */
const niceness = 0

/**
 * Makes a frame of a video as a PNG, or a stretch as an MP4, in a process that may crash. Null if nothing could be
 * made. The bytes are in a temporary file meanwhile.
 */
export async function showVideo(
  bytes: Uint8Array,
  view: Omit<VideoView, 'file'>,
  limits: MediaLimits,
): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), temporaryPrefixes.view))
  try {
    const file = join(folder, 'file')
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx' })
    const made = await run({ ...view, file }, limits)
    if (made === null) return null
    if (view.seconds === null) return frameOf(made)
    return made.subarray(4, 8).toString('latin1') === 'ftyp' ? made : null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(view: VideoView, limits: MediaLimits): Promise<Buffer | null> {
  const started = await startConfined(import.meta.url, 'view-child', limits, niceness).catch(() => null)
  if (started === null) return null
  const { child, kill, ended } = started
  const seconds = view.seconds === null ? frameSeconds : stretchSeconds
  const endLimit = limitWork(child.pid ?? 0, seconds, kill)
  child.stdin?.end(JSON.stringify(view))
  const made = collect(child, view.seconds === null ? largestFrame : largestStretch, kill)
  await ended
  endLimit()
  const bytes = made()
  return bytes.length === 0 ? null : bytes
}

function collect(child: ChildProcess, most: number, tooMuch: () => void): () => Buffer {
  const chunks: Buffer[] = []
  let length = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > most) {
      chunks.length = 0
      tooMuch()
    } else chunks.push(chunk)
  })
  return () => (length > most ? Buffer.alloc(0) : Buffer.concat(chunks))
}

/** Converts a portable pixmap to a PNG; its header states its size, and any other output is refused. */
async function frameOf(made: Buffer): Promise<Buffer | null> {
  const head = /^P([56])\n(\d{1,4}) (\d{1,4})\n255\n/.exec(made.subarray(0, 40).toString('latin1'))
  if (head === null) return null
  const [channels, width, height] = [head[1] === '5' ? 1 : 3, Number(head[2]), Number(head[3])] as const
  const pixels = made.subarray(head[0].length)
  if (width < 1 || width > stillWidth || pixels.length !== width * height * channels) return null
  return encodePng(pixels, width, height, channels)
}
