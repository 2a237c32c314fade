/** The process that decodes images and reads texts: a question on standard input, the answer as a line, and so on until there are no more. */
import { readSync, writeSync } from 'node:fs'
import { shutLoaders } from '../image/decode-image.ts'
import { hashImage } from '../image/hash-image.ts'
import { hashText } from '../text/hash-text.ts'
import { DecoderRequest } from './decoder-work.ts'

// libvips keeps what is too large for memory in files: they belong in the folder that is deleted after this process.
process.env.TMPDIR = process.cwd()
shutLoaders()

for (let head = read(8); head !== null; head = read(8)) {
  const json = read(head.readUInt32LE(0))
  const file = read(head.readUInt32LE(4))
  if (json === null || file === null) break
  const request = DecoderRequest.parse(JSON.parse(json.toString()))
  const answer = request.kind === 'image' ? await hashImage(file, request) : hashText(file, request)
  write(`${JSON.stringify(answer)}\n`)
}
// Threads of the decoder may still hold something: nothing of it is wanted.
process.exit(0)

/** So many bytes of standard input; null where it ends before. */
function read(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const got = readSync(0, bytes, at, length - at, null)
    if (got === 0) return null
    at += got
  }
  return bytes
}

function write(text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
}
