import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface FramesEnd {
  /** Frames that were passed to `take`. */
  frames: number
  /**
   * `faulty`: the decoder reported an error. `failed`: it was killed or crashed. `capped`: `take` wanted no more
   * frames.
   */
  ended: 'whole' | 'faulty' | 'capped' | 'failed'
}

/**
 * Runs ffmpeg and passes on one frame after another as its pipe delivers them: one at most is in memory, and its buffer
 * is used again. `take` returns whether it wants more. `counted` is called with the number of decoded frames from the
 * second output, if there is one.
 */
export async function readFrames(
  ffmpeg: string,
  args: string[],
  frameBytes: number,
  take: (frame: Uint8Array, index: number) => boolean,
  counted?: (decoded: number) => void,
): Promise<FramesEnd> {
  const child = spawn(ffmpeg, args, {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', counted === undefined ? 'ignore' : 'pipe'],
  })
  const exit = new Promise<{ code: number | null; lost: boolean }>((resolve) => {
    child.once('error', () => resolve({ code: null, lost: true }))
    child.once('close', (code) => resolve({ code, lost: code === null }))
  })
  let complained = false
  child.stderr?.on('data', () => {
    complained = true
  })
  if (counted !== undefined) countQuads(child, counted)
  const { frames, enough } = await cutFrames(child.stdout as Readable, frameBytes, take)
  if (enough) child.kill('SIGKILL')
  const { code, lost } = await exit
  if (enough) return { frames, ended: 'capped' }
  // A crash is a signal or, where ffmpeg converts it, a status of 128 or more.
  if (lost || (code !== null && code >= 128)) return { frames, ended: 'failed' }
  return { frames, ended: complained || code !== 0 ? 'faulty' : 'whole' }
}

function countQuads(child: ChildProcess, counted: (decoded: number) => void): void {
  let bytes = 0
  const output = child.stdio[3] as Readable
  output.on('error', () => {})
  output.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    counted(Math.floor(bytes / 4))
  })
}

async function cutFrames(
  output: Readable,
  frameBytes: number,
  take: (frame: Uint8Array, index: number) => boolean,
): Promise<{ frames: number; enough: boolean }> {
  const frame = new Uint8Array(frameBytes)
  let filled = 0
  let frames = 0
  for await (const chunk of output as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + frameBytes - filled)
      frame.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < frameBytes) continue
      filled = 0
      if (!take(frame, frames)) return { frames, enough: true }
      frames += 1
    }
  }
  return { frames, enough: false }
}
