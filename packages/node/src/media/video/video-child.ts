/**
 * The process that decodes one video and hashes its frames: it reads a request on standard input and writes lines on
 * standard output.
 */
import { readFileSync } from 'node:fs'
import { frameInterval, pdq, TmkBuilder, tmkWrite } from '@entente/matching/media'
import { writeLine } from '../confine/standard-streams.ts'
import { frameArguments, tmkArguments } from './ffmpeg-arguments.ts'
import { probeVideo } from './probe-video.ts'
import { type FramesEnd, readFrames } from './read-frames.ts'
import { type VideoLine, VideoRequest } from './video-work.ts'

process.env.TMPDIR = process.cwd()
await hashVideo(VideoRequest.parse(JSON.parse(readFileSync(0, 'utf8'))))
process.exit(0)

async function hashVideo(request: VideoRequest): Promise<void> {
  const header = await probeVideo(request.ffprobe, request.file)
  if (typeof header === 'string') return report({ is: 'refused', why: header })
  const { width, height, duration } = header
  report({ is: 'probed', ...header })
  const tooLarge = width * height > request.pixels || Math.max(width, height) > request.side
  if (tooLarge || (duration ?? 0) > request.duration) return report({ is: 'refused', why: 'too-large' })
  const { frames, ended } = await hashFrames(request, header)
  if (frames === 0 && ended === 'faulty') return report({ is: 'refused', why: 'undecodable' })
  report({ is: 'hashed', ended })
  if (request.tmk && ended !== 'failed') await makeTmk(request)
}

async function hashFrames(
  request: VideoRequest,
  { width, height, framesPerSecond }: { width: number; height: number; framesPerSecond: number },
): Promise<FramesEnd> {
  if (!request.vpdq) return { frames: 0, ended: 'whole' }
  const every = frameInterval(framesPerSecond, request.secondsPerHash)
  let decoded = 0
  let reported = 0
  const end = await readFrames(
    request.ffmpeg,
    frameArguments(request.file, every, width, height),
    width * height * 3,
    (pixels, index) => {
      if (index >= request.frames) return false
      const frame = index * every
      const time = Number((frame / framesPerSecond).toFixed(3))
      report({ is: 'frame', frame, time, ...pdq(pixels, width, height, { mode: 'full-resolution' }) })
      if (decoded > reported) report({ is: 'count', frames: decoded })
      reported = decoded
      return true
    },
    (count) => {
      decoded = count
    },
  )
  report({ is: 'count', frames: decoded })
  return end
}

async function makeTmk({ ffmpeg, file, duration }: VideoRequest): Promise<void> {
  const builder = new TmkBuilder()
  const most = duration * 15
  const { frames } = await readFrames(ffmpeg, tmkArguments(file), 64 * 64 * 3, (pixels, index) => {
    if (index < most) builder.add(pixels)
    return index < most
  })
  report({ is: 'tmk', base64: Buffer.from(tmkWrite(builder.finish())).toString('base64'), frames })
}

function report(line: VideoLine): void {
  writeLine(line)
}
