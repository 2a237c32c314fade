import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { MediaHashes } from '@entente/contracts'
import { pdq, pdqDihedral } from '@entente/matching/media'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { MediaHasher } from './hash-media.ts'
import {
  ffmpeg,
  makeVideo,
  noHurry,
  pngOfZeros,
  processesRunning,
  temporaryFolder,
  wavePicture,
  wavePixels,
} from './made-media.fixture.ts'

const folder = temporaryFolder()
const hasher = new MediaHasher({ decoders: 2, limits: noHurry })
afterAll(async () => {
  await hasher.close()
  folder.remove()
})

const zeros = '0'.repeat(64)
const picture = await wavePicture(300, 200).png().toBuffer()
const codes = ({ findings }: MediaHashes) => findings.map(({ severity, code }) => `${severity} ${code}`)

/** Hashes bytes under a misleading file name, and checks the form of every answer. */
async function hashOf(bytes: Uint8Array, options = {}): Promise<MediaHashes> {
  const hashed = MediaHashes.parse(await hasher.hash({ file: 'upload.bin', bytes }, options))
  expect(hashed.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(hashed.bytes).toBe(bytes.length)
  return hashed
}

test('a picture gets its type, the hashes of its bytes, and its PDQ hash', async () => {
  const hashed = await hashOf(picture, { dihedral: true })
  const { quality, original, ...turned } = pdqDihedral(wavePixels(300, 200), 300, 200)
  expect(hashed).toMatchObject({
    kind: 'image',
    mediaType: 'image/png',
    md5: createHash('md5').update(picture).digest('hex'),
    sha1: createHash('sha1').update(picture).digest('hex'),
    image: { width: 300, height: 200, frames: 1, orientation: null, channels: 3, bitDepth: 8, icc: false },
    pdq: { hash: original, quality, usable: true, mode: 'reference', dihedral: turned },
    video: null,
    text: null,
    findings: [],
  })
})

test('a path, bytes and a stream give the same hashes', async () => {
  const path = join(folder.path, 'picture')
  writeFileSync(path, picture)
  const [a, b, c] = await Promise.all([
    hasher.hash({ file: 'x', path }),
    hasher.hash({ file: 'x', bytes: picture }),
    hasher.hash({ file: 'x', stream: Readable.from([picture.subarray(0, 5), picture.subarray(5)]) }),
  ])
  expect(b).toEqual(a)
  expect(c).toEqual(a)
})

test('types that were not requested are null, and nothing is decoded for them', async () => {
  expect(await hasher.hash({ file: 'x', bytes: picture }, { types: ['md5'] })).toMatchObject({
    sha1: null,
    sha256: null,
    image: null,
    pdq: null,
    md5: createHash('md5').update(picture).digest('hex'),
  })
})

describe('bad input ends in a finding, with the remaining hashes', () => {
  test('an empty file has a finding', async () => {
    expect(codes(await hashOf(new Uint8Array()))).toEqual(['error MEDIA_EMPTY'])
  })
  test('a missing file has a finding', async () => {
    const hashed = MediaHashes.parse(await hasher.hash({ file: 'x', path: join(folder.path, 'none') }))
    expect(codes(hashed)).toEqual(['error FILE_UNREADABLE'])
    expect(hashed).toMatchObject({ bytes: null, kind: null, md5: null, sha256: null })
    expect(codes(await hasher.hash({ file: 'x', path: folder.path }))).toEqual(['error FILE_UNREADABLE'])
  })
  test('a truncated JPEG has a finding and its remaining hashes', async () => {
    const file = await wavePicture(600, 400).jpeg({ quality: 90 }).toBuffer()
    const hashed = await hashOf(file.subarray(0, file.length * 0.6))
    expect(codes(hashed)).toEqual(['warning MEDIA_DAMAGED'])
    expect(hashed.pdq?.hash).not.toBe(zeros)
  })
  test.each([
    [60_000, 60_000],
    [30_000, 30_000],
    [30_001, 1],
  ])('a PNG that claims %i x %i', async (width, height) => {
    const hashed = await hashOf(pngOfZeros(width, height))
    expect(codes(hashed)).toEqual(['error MEDIA_TOO_LARGE'])
    expect(hashed).toMatchObject({ pdq: null, image: { width, height } })
    expect(hashed.findings).toMatchObject([
      { key: 'content.findings.MEDIA_TOO_LARGE.pixels', values: { width, height } },
    ])
  })
  test('a small file of the largest allowed picture is hashed within its limits', async () => {
    const bomb = pngOfZeros(9900, 9900, 9900)
    expect(bomb.length).toBeLessThan(200_000)
    const hashed = await hashOf(bomb)
    expect(['warning PDQ_LOW_QUALITY', 'error MEDIA_DECODE_TIMEOUT']).toContain(codes(hashed)[0])
  })
  test('a PDF with a misleading name is recognised', async () => {
    const hashed = await hashOf(Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n'))
    expect(hashed).toMatchObject({ kind: 'other', mediaType: 'application/pdf', image: null, text: null })
    expect(codes(hashed)).toEqual(['warning MEDIA_UNSUPPORTED'])
    expect(hashed.findings).toMatchObject([
      {
        key: 'content.findings.MEDIA_UNSUPPORTED',
        values: { mediaType: 'application/pdf' },
        message: 'Files of the type application/pdf are not decoded. Only their cryptographic hashes are given.',
      },
    ])
  })
  test('a picture of 3 x 3 pixels has a finding', async () => {
    const hashed = await hashOf(await wavePicture(3, 3).png().toBuffer())
    expect(hashed.pdq).toMatchObject({ hash: zeros, quality: 0, usable: false })
    expect(codes(hashed)).toEqual(['warning PDQ_TOO_SMALL'])
  })
  test('a picture of one colour has a finding', async () => {
    const hashed = await hashOf(pngOfZeros(200, 150, 150))
    expect(hashed.pdq).toMatchObject({ quality: 0, usable: false })
    expect(codes(hashed)).toEqual(['warning PDQ_LOW_QUALITY'])
  })
  test('a bomb of zeros in an archive is not opened', async () => {
    expect(codes(await hashOf(gzipSync(Buffer.alloc(50e6))))).toEqual(['warning MEDIA_UNSUPPORTED'])
  })
  test('a playlist has a finding', async () => {
    const hashed = await hashOf(Buffer.from('#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n'))
    expect(codes(hashed)).toEqual(['error MEDIA_PLAYLIST_REFUSED'])
    expect(hashed).toMatchObject({ kind: 'other', video: null, text: null })
  })
  test('two files in one are read as the first', async () => {
    const zip = Buffer.from('PK\x03\x04\x14\0\0\0\0\0%PDF-1.4 <svg><image href="http://127.0.0.1/"/></svg>', 'latin1')
    const hashed = await hashOf(Buffer.concat([await wavePicture(90, 90).jpeg().toBuffer(), zip]))
    expect(hashed).toMatchObject({ kind: 'image', mediaType: 'image/jpeg', image: { width: 90, height: 90 } })
    expect(hashed.pdq?.usable).toBe(true)
  })
  test('bytes that begin as a picture and continue as noise', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i * 7) & 255))
    for (const magic of [
      '\xff\xd8\xff\xe0',
      '\x89PNG\r\n\x1a\n',
      'GIF89a',
      'RIFF\x88\x13\0\0WEBPVP8 ',
      'II*\0',
      '\0\0\0\x20ftypavif',
    ]) {
      const hashed = await hashOf(Buffer.concat([Buffer.from(magic, 'latin1'), noise]), { types: ['sha256', 'pdq'] })
      expect(codes(hashed)[0]).toMatch(/MEDIA_UNDECODABLE|MEDIA_TOO_LARGE|MEDIA_DAMAGED|PDQ_/)
    }
  })
  test('a file over its limit has a finding', async () => {
    const small = new MediaHasher({ limits: { ...noHurry, imageBytes: 1000 }, decoders: 1 })
    const hashed = await small.hash({ file: 'x', bytes: picture })
    await small.close()
    expect(codes(hashed)).toEqual(['error MEDIA_TOO_LARGE'])
    expect(hashed.sha256).toBe(createHash('sha256').update(picture).digest('hex'))
  })
  test('a stream without an end is cut off at the limit', async () => {
    const small = new MediaHasher({ limits: { ...noHurry, videoBytes: 3e6 }, decoders: 1 })
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 65_536
          yield Buffer.alloc(65_536, 1)
        }
      })(),
    )
    const hashed = MediaHashes.parse(await small.hash({ file: '-', stream: endless }))
    await small.close()
    expect(codes(hashed)).toEqual(['error MEDIA_TOO_LARGE'])
    expect(hashed).toMatchObject({ bytes: null, sha256: null })
    expect(sent).toBeLessThan(5e6)
    expect(endless.destroyed).toBe(true)
  })
})

test('an SVG with a link to a picture fetches nothing', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  const link = `http://127.0.0.1:${port}/picture.png`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><image href="${link}" width="90" height="90"/></svg>`
  const hashed = await hashOf(Buffer.from(svg))
  expect(codes(hashed)).toEqual(['warning MEDIA_UNSUPPORTED'])
  expect(hashed).toMatchObject({ mediaType: 'image/svg+xml', pdq: null, text: null })
  expect(asked).toEqual([])
  await new Promise((resolve) => server.close(resolve))
})

describe('texts', () => {
  test('texts are hashed by their words and web addresses', async () => {
    const text =
      'A festival in the old harbour opens on Saturday, see hxxps://www[.]example[.]org/a/../b?utm_source=x for more.'
    const hashed = await hashOf(Buffer.from(text))
    expect(hashed).toMatchObject({
      kind: 'text',
      mediaType: 'text/plain',
      tlsh: null,
      text: { encoding: 'utf-8', scripts: ['Latin'], urls: ['example.org/b'] },
    })
    expect(hashed.text?.simhash).toMatch(/^[0-9a-f]{32}$/)
    expect(codes(hashed)).toEqual(['info TLSH_TOO_SHORT'])
    const marked = await hashOf(
      Buffer.from(text.replace('festival', 'f\u0435stival').toUpperCase().replace('HXXPS', 'hxxps')),
    )
    expect(marked.text?.sha256).toBe(hashed.text?.sha256)
  })
  test('a uniform text has no digest', async () => {
    expect(codes(await hashOf(Buffer.from('na '.repeat(200))))).toEqual(['info TLSH_TOO_UNIFORM'])
  })
  test('texts may contain invalid bytes', async () => {
    const hashed = await hashOf(Buffer.from('a caf\xe9 by the sea, '.repeat(30), 'latin1'))
    expect(hashed.kind).toBe('text')
    expect(codes(hashed)).toContain('warning TEXT_BAD_ENCODING')
  })
  test('texts give the same hashes in UTF-16 and UTF-8', async () => {
    const text = 'The parade passes the station, the museum and the old town hall at noon. '.repeat(8)
    const [wide, plain] = [await hashOf(Buffer.from(`\ufeff${text}`, 'utf16le')), await hashOf(Buffer.from(text))]
    expect(wide.text).toEqual({ ...plain.text, encoding: 'utf-16le' })
    expect(wide.tlsh).toBe(plain.tlsh)
    expect(wide.tlsh).toMatch(/^T1[0-9A-F]{70}$/)
  })
})

test('a video without ffmpeg has its byte hashes and a finding', async () => {
  const without = new MediaHasher({ ffmpeg: null, limits: noHurry })
  const hashed = await without.hash({ file: 'x', bytes: Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0', 'latin1') })
  expect(codes(hashed)).toEqual(['warning VIDEO_DECODER_MISSING'])
  expect(hashed).toMatchObject({ kind: 'video', mediaType: 'video/mp4', vpdq: null })
  expect(hashed.md5).not.toBeNull()
})

test('an animated WebP has the hash of its first frame and one per second', async () => {
  const frames = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      wavePicture(120, 90)
        .modulate({ hue: at * 40 })
        .rotate(at * 45, { background: '#888888' })
        .resize(120, 90, { fit: 'fill' })
        .png()
        .toBuffer(),
    ),
  )
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true, delay: frames.map(() => 500), loop: 0 })
    .toBuffer()
  const hashed = await hashOf(webp)
  expect(codes(hashed)).toEqual([])
  expect(hashed).toMatchObject({
    ...{ kind: 'image', mediaType: 'image/webp', image: { frames: 8 } },
    video: { width: 120, height: 90, duration: 4, framesPerSecond: 2, frames: 8 },
  })
  expect(hashed.vpdq?.frames.map(({ frame, time }) => [frame, time])).toEqual([
    [0, 0],
    [2, 1],
    [4, 2],
    [6, 3],
  ])
  const third = await sharp(frames[4]).removeAlpha().raw().toBuffer()
  expect(hashed.vpdq?.frames[2]).toMatchObject(pdq(third, 120, 90, { mode: 'full-resolution' }))
  expect(hashed.pdq?.hash).not.toBe(hashed.vpdq?.frames[2]?.hash)
})

test('an animated WebP with too many frames gives the hashes of the allowed number', async () => {
  const small = new MediaHasher({ limits: { ...noHurry, pixels: 3 * 64 * 48 }, decoders: 1 })
  const frames = Array.from({ length: 5 }, (_, at) => ({
    create: { width: 64, height: 48, channels: 3 as const, background: { r: at * 50, g: 9, b: 9 } },
  }))
  const made = await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer()))
  const webp = await sharp(made, { join: { animated: true } })
    .webp({ delay: made.map(() => 1000) })
    .toBuffer()
  const hashed = await small.hash({ file: 'x', bytes: webp })
  await small.close()
  expect(codes(hashed)).toContain('warning VIDEO_FRAMES_CAPPED')
  expect(hashed).toMatchObject({ video: { frames: 3 }, vpdq: { frames: [{ frame: 0 }, { frame: 1 }, { frame: 2 }] } })
})

describe.skipIf(ffmpeg === null)('with ffmpeg', () => {
  test('a streamed video gets the hashes of the file, and its temporary copy is removed', async () => {
    const path = makeVideo(folder.path, 'clip.mp4', 'testsrc2=s=160x120:r=10:d=2', ['-pix_fmt', 'yuv420p'])
    const { createReadStream } = await import('node:fs')
    const [file, stream] = [
      await hasher.hash({ file: 'x', path }),
      await hasher.hash({ file: 'x', stream: createReadStream(path, { highWaterMark: 1000 }) }),
    ]
    expect(file.vpdq?.frames).toHaveLength(2)
    expect(stream).toEqual(file)
    const digested = await hasher.digest({ file: 'x', stream: createReadStream(path) })
    expect(existsSync(digested.path ?? '')).toBe(true)
    await digested.release()
    expect(existsSync(digested.path ?? '')).toBe(false)
  })
  test.skipIf(process.getuid?.() !== 0)('root hashes a video that only its owner may read', async () => {
    const path = makeVideo(folder.path, 'private.mp4', 'testsrc2=s=160x120:r=10:d=2', ['-pix_fmt', 'yuv420p'])
    chmodSync(path, 0o600)
    chownSync(path, 65_534, 65_534)
    const hashed = await hasher.hash({ file: 'x', path })
    expect(codes(hashed)).toEqual([])
    expect(hashed.vpdq?.frames).toHaveLength(2)
  })
  test('at most as many videos are hashed at once as there are decoders', async () => {
    const path = makeVideo(folder.path, 'many.mp4', 'testsrc2=s=64x48:r=10:d=1', ['-pix_fmt', 'yuv420p'])
    const many = Promise.all(Array.from({ length: 5 }, () => hasher.hash({ file: 'x', path })))
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, processesRunning('video-child').length)
    }, 20)
    for (const hashed of await many) expect(hashed.vpdq?.frames).toHaveLength(1)
    clearInterval(watch)
    expect([1, 2]).toContain(most)
  })
  test('a moving GIF has the hash of its first frame and those of a video', async () => {
    const path = makeVideo(folder.path, 'moving.gif', 'testsrc2=s=120x90:r=10:d=2', [])
    const hashed = MediaHashes.parse(await hasher.hash({ file: 'x', path }))
    expect(hashed).toMatchObject({ kind: 'image', image: { frames: 20 }, video: { frames: 20 } })
    expect(hashed.pdq?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hashed.vpdq?.frames).toHaveLength(2)
  })
  test('a GIF of one frame is a picture', async () => {
    const hashed = await hashOf(await wavePicture(80, 80).gif().toBuffer())
    expect(hashed).toMatchObject({ image: { frames: 1 }, video: null, vpdq: null, findings: [] })
  })
})
