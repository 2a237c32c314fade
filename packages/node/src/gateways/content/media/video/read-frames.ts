import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface FramesEnd {
  /** Pictures that were handed over. */
  frames: number
  /** `faulty`: the decoder said that something was wrong. `failed`: it was killed or crashed. `capped`: whoever took the frames had enough. */
  ended: 'whole' | 'faulty' | 'capped' | 'failed'
}

/**
 * Runs ffmpeg and hands over one picture after another as its pipe brings them: never more than one is held. The buffer is used again for
 * the next. `take` says whether it wants more. `counted` hears of every four bytes of the second output, if there is one.
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
  // Crashes that a shell would show as a signal, and those that ffmpeg turns into a status above 128.
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
