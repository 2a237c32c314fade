/**
 * The process that makes a view of a video: it reads a request on standard input and writes ffmpeg's output to standard
 * output.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { lookArguments } from '../video/ffmpeg-arguments.ts'
import { VideoLook } from './look-work.ts'

process.env.TMPDIR = process.cwd()
const look = VideoLook.parse(JSON.parse(readFileSync(0, 'utf8')))
const child = spawn(look.ffmpeg, lookArguments(look), { env: {}, stdio: ['ignore', 'inherit', 'ignore'] })
child.once('error', () => process.exit(1))
// A damaged end does not discard the beginning: the parent checks the output.
child.once('close', () => process.exit(0))
