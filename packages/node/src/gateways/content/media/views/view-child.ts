/**
 * The process that makes a view of a video: it reads a request on standard input and writes ffmpeg's output to standard
 * output.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { viewArguments } from '../video/ffmpeg-arguments.ts'
import { VideoView } from './view-work.ts'

process.env.TMPDIR = process.cwd()
const view = VideoView.parse(JSON.parse(readFileSync(0, 'utf8')))
const child = spawn(view.ffmpeg, viewArguments(view), { env: {}, stdio: ['ignore', 'inherit', 'ignore'] })
child.once('error', () => process.exit(1))
// A damaged end does not discard the beginning: the parent checks the output.
child.once('close', () => process.exit(0))
