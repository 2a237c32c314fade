import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type ContentNode, startContentNode } from '../content.fixture.ts'

let node: ContentNode
let picture: Buffer
beforeAll(async () => {
  node = await startContentNode()
  await node.bank('FINDS')
  const [width, height] = [320, 200]
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)]
    pixels[at] = (128 + 90 * Math.sin(x / 17 + (y * y) / 3000) + 30 * Math.cos(y / 9 + x / 31)) & 255
  }
  picture = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
})
afterAll(() => node.stop())

async function send(
  path: string,
  bytes: Uint8Array | null,
  options?: object,
): Promise<{ status: number; body: Answer }> {
  const form = new FormData()
  if (bytes !== null) form.set('file', new Blob([new Uint8Array(bytes)]), 'holiday.jpg')
  if (options !== undefined) form.set('options', JSON.stringify(options))
  const answer = await fetch(`${node.url}/v1/content/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.platform.key}` },
    body: form,
  })
  return { status: answer.status, body: await answer.json() }
}

test('a file matches by its hashes, and on request also as a mirrored picture', async () => {
  const { status, body } = await send('hash', picture, { dihedral: true })
  expect(status).toBe(200)
  const [hashes] = body.results
  expect(hashes).toMatchObject({ file: 'holiday.jpg', kind: 'image', mediaType: 'image/png', pdq: { usable: true } })
  const [itemId] = await node.add('FINDS', [{ type: 'pdq', value: hashes.pdq.hash, quality: hashes.pdq.quality }])
  expect((await send('match', picture)).body).toMatchObject({
    file: 'holiday.jpg',
    matches: [{ itemId, distance: 0, query: { transform: 'original' } }],
    total: 1,
  })
  const mirrored = await sharp(picture).flop().png().toBuffer()
  expect((await send('match', mirrored)).body.matches).toEqual([])
  const turned = (await send('match', mirrored, { dihedral: true })).body
  expect(turned.matches).toMatchObject([{ itemId, query: { type: 'pdq' } }])
  expect(turned.matches[0].query.transform).not.toBe('original')
  expect(turned.signals.map(({ type }: { type: string }) => type)).toEqual(['md5', 'sha1', 'sha256', 'pdq'])
})

test.each([
  ['an empty file', new Uint8Array(0), 422, 'media-empty'],
  ['a playlist', Buffer.from('#EXTM3U\n#EXT-X-VERSION:3\n/etc/passwd\n'), 422, 'media-playlist-refused'],
])('%s ends the request, with the hashes of its bytes', async (_, bytes, status, code) => {
  expect(await send('hash', bytes)).toMatchObject({
    status,
    body: { code, at: '/file', detail: expect.stringMatching(/"md5":"[0-9a-f]{32}"/) },
  })
})

test('a PDF gets its cryptographic hashes and a warning', async () => {
  const { status, body } = await send('hash', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'))
  expect(status).toBe(200)
  expect(body.results[0]).toMatchObject({ kind: 'other', pdq: null, findings: [{ code: 'MEDIA_UNSUPPORTED' }] })
})

test('a request without a file, with a forbidden address or unknown type is refused', async () => {
  expect(await send('hash', null)).toMatchObject({ status: 422, body: { code: 'body-invalid', at: '/file' } })
  expect(await send('hash', picture, { types: ['phash'] })).toMatchObject({
    ...{ status: 400, body: { code: 'signal-type-unknown' } },
  })
  expect(await node.ask('POST', '/v1/content/hash', { url: 'http://127.0.0.1/x' })).toMatchObject({
    ...{ status: 400, body: { code: 'url-forbidden' } },
  })
  expect(await node.ask('POST', '/v1/content/hash', {})).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
})
