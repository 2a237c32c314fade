/**
 * The process that makes a view of a video: it reads a request on standard input and writes ffmpeg's output to standard
 * output.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { guarded, picked } from '../video/ffmpeg-arguments.ts'
import { tallest, VideoView } from './view-work.ts'

process.env.TMPDIR = process.cwd()
const view = VideoView.parse(JSON.parse(readFileSync(0, 'utf8')))
const child = spawn(view.ffmpeg, viewArguments(view), { env: {}, stdio: ['ignore', 'inherit', 'ignore'] })
child.once('error', () => process.exit(1))
// A damaged end does not discard the beginning: the parent checks the output.
child.once('close', () => process.exit(0))

/**
 * Makes a view for a person, rotated as intended: one frame as a pixmap, or a stretch as a fragmented MP4. It is
 * encoded again, so that nothing of the file itself remains.
 */
function viewArguments({ file, colour, width, from, seconds, sound }: VideoView): string[] {
  const start = [...guarded, '-nostdin', '-threads', '1', '-ss', String(from)]
  const size = `scale=w='min(${width},iw)':h='min(${width * tallest},ih)':force_original_aspect_ratio=decrease`
  if (seconds === null) {
    const [format, codec] = colour ? ['rgb24', 'ppm'] : ['gray', 'pgm']
    const frame = ['-frames:v', '1', '-vf', `${size},format=${format}`, '-c:v', codec, '-f', 'image2pipe', 'pipe:1']
    return [...start, '-i', `file:${file}`, ...picked, ...frame]
  }
  const grey = colour ? '' : 'format=gray,'
  const video = ['-vf', `${size}:force_divisible_by=2,${grey}format=yuv420p`, '-c:v', 'libx264', '-preset', 'ultrafast']
  const audio = sound ? ['-map', '0:a:0?', '-c:a', 'aac', '-ac', '1', '-b:a', '64k'] : ['-an']
  const wanted = ['-map', '0:v:0', '-sn', '-dn', ...audio, ...video, '-crf', '28', '-map_metadata', '-1']
  const written = ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4', 'pipe:1']
  return [...start, '-t', String(seconds), '-i', `file:${file}`, ...wanted, ...written]
}
