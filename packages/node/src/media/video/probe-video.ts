import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { probeArguments } from './ffmpeg-arguments.ts'

const run = promisify(execFile)
const Text = z.string().optional()
const Probed = z.object({
  streams: z
    .array(
      z.object({
        width: z.number().optional(),
        height: z.number().optional(),
        avg_frame_rate: Text,
        r_frame_rate: Text,
        duration: Text,
      }),
    )
    .default([]),
  format: z.object({ duration: Text }).default({}),
})

export interface VideoHeader {
  width: number
  height: number
  duration: number | null
  framesPerSecond: number
  assumedRate: boolean
}
const assumedFramesPerSecond = 25

/**
 * Reads the header of a file's first video stream. `no-stream`: it has none. `undecodable`: it cannot be read.
 * `failed`: the program crashed.
 */
export async function probeVideo(
  ffprobe: string,
  file: string,
): Promise<VideoHeader | 'no-stream' | 'undecodable' | 'failed'> {
  let output: string
  try {
    output = (await run(ffprobe, probeArguments(file), { env: {}, maxBuffer: 1e6 })).stdout
  } catch (error) {
    const { code } = error as { code?: number | string | null }
    return typeof code === 'number' && code < 128 ? 'undecodable' : 'failed'
  }
  const { streams, format } = Probed.parse(JSON.parse(output))
  const stream = streams[0]
  if (stream === undefined) return 'no-stream'
  const { width = 0, height = 0 } = stream
  if (width < 1 || height < 1) return 'undecodable'
  const rate = ratio(stream.avg_frame_rate) ?? ratio(stream.r_frame_rate)
  const duration = seconds(stream.duration) ?? seconds(format.duration)
  return { width, height, duration, framesPerSecond: rate ?? assumedFramesPerSecond, assumedRate: rate === null }
}

/** Reads a rate such as `30000/1001`; null for `0/0` and invalid text. */
function ratio(text: string | undefined): number | null {
  const [above = 0, below = 0] = (text ?? '').split('/').map(Number)
  return above > 0 && below > 0 ? above / below : null
}

function seconds(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN)
  return Number.isFinite(value) && value >= 0 ? value : null
}
