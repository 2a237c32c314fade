import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pdq } from '@entente/matching/media'
import { findFfmpeg, MediaHasher } from '@entente/node/media'
import sharp from 'sharp'
import type { Figure, Findings } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { height, makePhoto, photoPixels, width } from './make-photo.ts'

const different = 24
const rounds = 5
const processors = availableParallelism()

/**
 * Measures a picture and a video from bytes to hashes in the confined decoder processes, and for comparison the decoder alone in this process. Both
 * are measured alternately, so that other load on the machine affects both. The result is the median ratio.
 */
export async function measureDecode(): Promise<Pick<Findings, 'figures' | 'faults'>> {
  sharp.concurrency(1)
  sharp.cache(false)
  const files = await Promise.all(Array.from({ length: different }, (_, seed) => makePhoto(seed + 1)))
  const faults: string[] = []
  const figures = [hashOnly(), ...(await measureImages(files, faults)), ...(await measureVideo(faults))]
  return { figures, faults }
}

function hashOnly(): Figure {
  const pixels = photoPixels(1).subarray(0, 512 * 512 * 3)
  const value = bestRate(1, () => pdq(pixels, 512, 512))
  return { name: 'PDQ of 512 x 512 pixels', value, unit: 'hashes / CPU s', goal: { is: 'at least', value: 625 } }
}

async function measureImages(files: readonly Buffer[], faults: string[]): Promise<Figure[]> {
  const hasher = new MediaHasher({ decoders: processors })
  const decodeAlone = (file: Buffer) =>
    sharp(file, { ignoreIcc: true }).removeAlpha().toColourspace('srgb').raw().toBuffer()
  const whole = (bytes: Buffer) => hasher.hash({ file: '', bytes })
  try {
    for (const [i, file] of files.entries()) {
      const [pixels, hashed] = [await decodeAlone(file), await whole(file)]
      if (hashed.pdq?.hash !== pdq(pixels, width, height).hash)
        faults.push(`picture ${i}: the hash differs from that of its pixels`)
    }
    const turns: { alone: Rates; whole: Rates }[] = []
    for (let round = 0; round < rounds; round += 1) {
      // Each decoder has two files queued, so that it never waits for the next one.
      turns.push({
        alone: await ratesOf(files, processors, decodeAlone),
        whole: await ratesOf(files, 2 * processors, whole),
      })
    }
    const share = (of: keyof Rates) => turns.map((turn) => turn.whole[of] / turn.alone[of]).sort((a, b) => a - b)
    const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >>> 1] ?? Number.NaN
    const bytes = files.reduce((sum, file) => sum + file.length, 0) / files.length
    const what = `JPEG ${width} x ${height}, ${(bytes / 1000).toFixed(0)} kB, ${processors} decoders; MD5, SHA-1 and SHA-256 included`
    const figure = (of: keyof Rates, unit: string): Figure => ({
      name: 'pictures, from bytes to hashes',
      value: middle(turns.map((turn) => turn.whole[of])),
      unit,
      beside: { name: 'sharp, decoding alone', value: middle(turns.map((turn) => turn.alone[of])) },
      note: unit === 'pictures/s' ? what : undefined,
    })
    return [
      figure('wall', 'pictures/s'),
      figure('cpu', 'pictures / CPU s'),
      {
        name: 'pictures, share of decoding alone by CPU time',
        value: middle(share('cpu')),
        unit: 'x',
        goal: { is: 'at least', value: 0.85 },
        note: `${digestMs(files).toFixed(1)} ms of each picture are its three cryptographic hashes; rounds: ${shown(share('cpu'))}; by the clock, which other work on the machine disturbs more: ${shown(share('wall'))}`,
      },
    ]
  } finally {
    await hasher.close()
  }
}

/** Measures the CPU milliseconds of the cryptographic hashes of one file. */
function digestMs(files: readonly Buffer[]): number {
  const digest = (file: Buffer) => ['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(file).digest('hex'))
  return 1000 / bestRate(files.length, () => files.forEach(digest))
}

/** Files per second, and per CPU second of this process and its decoders together. */
interface Rates {
  wall: number
  cpu: number
}
const shown = (values: number[]): string => values.map((value) => value.toFixed(2)).join(', ')

async function ratesOf(
  files: readonly Buffer[],
  lanes: number,
  work: (file: Buffer) => Promise<unknown>,
): Promise<Rates> {
  const [started, spent] = [performance.now(), cpuOfAll()]
  let [next, done] = [0, 0]
  const lane = async () => {
    while (performance.now() - started < 2000) {
      await work(files[next++ % files.length] as Buffer)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { wall: (1000 * done) / (performance.now() - started), cpu: done / (cpuOfAll() - spent) }
}

/** Returns the CPU seconds of this process and, if /proc exists, of its children. */
function cpuOfAll(): number {
  const { user, system } = process.cpuUsage()
  let ticks = 0
  for (const pid of existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
      if (Number(fields[1]) === process.pid) ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      // The process ended before it was read.
    }
  }
  return (user + system) / 1e6 + ticks / 100
}

async function measureVideo(faults: string[]): Promise<Figure[]> {
  const programs = findFfmpeg()
  if (programs === null) {
    process.stderr.write('ffmpeg is not installed: videos are left out\n')
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  const hasher = new MediaHasher()
  try {
    const file = join(folder, 'video.mp4')
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=720x480:r=30:d=20', '-c:v', 'libx264', '-pix_fmt', 'yuv420p']
    execFileSync(programs.ffmpeg, ['-v', 'error', ...source, file])
    const alone = timed(() => {
      execFileSync(programs.ffmpeg, ['-v', 'error', '-threads', '1', '-i', file, '-f', 'null', '-'])
    })
    const started = performance.now()
    const { video, vpdq } = await hasher.hash({ file: '', path: file }, { secondsPerHash: 0 })
    const seconds = (performance.now() - started) / 1000
    if (video?.frames !== 600 || vpdq?.frames.length !== 600) faults.push('the video does not have 600 frames')
    const beside = { name: 'ffmpeg, decoding alone', value: 600 / alone }
    return [{ name: 'video 720 x 480, every frame hashed', value: 600 / seconds, unit: 'frames/s', beside }]
  } finally {
    await hasher.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}
