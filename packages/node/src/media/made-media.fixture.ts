import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import type { MediaLimits } from './confine/limits.ts'
import { findFfmpeg } from './video/find-ffmpeg.ts'

/** Time limits that no ordinary file reaches on a busy machine: for tests that are not about these limits. */
export const noHurry = {
  startSeconds: 300,
  imageSeconds: 300,
  videoExtraSeconds: 300,
  videoLeastSeconds: 300,
} satisfies Partial<MediaLimits>

/** 95 million pixels in under 100 kB: decoding takes a second on a fast machine. */
export const slowPicture = () => pngOfZeros(9700, 9800, 9800)

/** Makes the pixels of a picture with detail everywhere, the same each time: waves of several lengths, by a formula. */
export function wavePixels(width: number, height: number, channels = 3): Buffer {
  const pixels = Buffer.alloc(width * height * channels)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < channels; c += 1, at += 1) {
        const [u, v] = [x / width, y / height]
        pixels[at] = 127 + 60 * Math.sin(23 * u + 9 * v * v + c) + 60 * Math.cos(31 * v + 7 * u * v)
      }
    }
  }
  return pixels
}

export const wavePicture = (width: number, height: number, channels: 1 | 3 | 4 = 3): Sharp =>
  sharp(wavePixels(width, height, channels), { raw: { width, height, channels } })

/** Makes a chunk of a PNG with its checksum. */
export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, sum])
}

/** `zlib.crc32` was added in Node 20.15; the types may not have it yet. */
const crc = (bytes: Buffer): number => (crc32 as (data: Buffer) => number)(bytes)

/**
 * Makes a PNG that states a size and contains `rows` rows of zeros: a small file of a large picture, or one that only
 * claims its size.
 */
export function pngOfZeros(width: number, height: number, rows = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

export const ffmpeg = findFfmpeg()
if (ffmpeg === null) process.stderr.write('ffmpeg is not installed: tests of videos are skipped\n')

/** Makes a video; `args` are put between ffmpeg's input and the output's name. */
export function makeVideo(folder: string, name: string, source: string, args: string[]): string {
  const path = join(folder, name)
  execFileSync(ffmpeg?.ffmpeg ?? 'ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...args, path])
  return path
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'entente-test-media-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Lists child processes of this one that run a module of that name, from /proc. */
export function processesRunning(module: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]
        return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(module)
      } catch {
        return false
      }
    })
}
