/**
 * The process that decodes images and reads texts: it reads a request on standard input and writes the answer as a
 * line, until the input ends.
 */
import { readInput, writeLine } from '../confine/standard-streams.ts'
import { shutLoaders } from '../image/decode-image.ts'
import { hashFrames } from '../image/hash-frames.ts'
import { hashImage } from '../image/hash-image.ts'
import { hashText } from '../text/hash-text.ts'
import { showImage } from '../views/show-image.ts'
import { type DecoderAnswer, DecoderRequest, ready } from './decoder-work.ts'

// libvips writes large images to files: they belong in the folder that is deleted after this process.
process.env.TMPDIR = process.cwd()
shutLoaders()
writeLine(ready)

for (let head = readInput(8); head !== null; head = readInput(8)) {
  const json = readInput(head.readUInt32LE(0))
  const file = readInput(head.readUInt32LE(4))
  if (json === null || file === null) break
  const request = DecoderRequest.parse(JSON.parse(json.toString()))
  writeLine(await answerTo(file, request))
  // Pixels are outside the heap. Without this call, V8 collects the whole heap every few files, at a third of the time
  // of decoding.
  globalThis.gc?.({ type: 'minor' })
}

function answerTo(file: Buffer, request: DecoderRequest): DecoderAnswer | Promise<DecoderAnswer> {
  if (request.kind === 'image') return hashImage(file, request)
  if (request.kind === 'frames') return hashFrames(file, request)
  return request.kind === 'text' ? hashText(file, request) : showImage(file, request)
}

// Threads of the decoder may still be running, and nothing waits for them.
process.exit(0)
