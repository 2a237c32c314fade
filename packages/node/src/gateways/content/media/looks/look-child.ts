/** The process that makes of a video what is looked at: a request on standard input, what ffmpeg makes of it on standard output. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { lookArguments } from '../video/ffmpeg-arguments.ts'
import { VideoLook } from './look-work.ts'

process.env.TMPDIR = process.cwd()
const look = VideoLook.parse(JSON.parse(readFileSync(0, 'utf8')))
const child = spawn(look.ffmpeg, lookArguments(look), { env: {}, stdio: ['ignore', 'inherit', 'ignore'] })
child.once('error', () => process.exit(1))
// A damaged end is no reason to keep the beginning back: the parent looks at what came.
child.once('close', () => process.exit(0))
