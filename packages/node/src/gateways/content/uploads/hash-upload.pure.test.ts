import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { extentOf, find, MediaHasher } from '../../../media/index.ts'
import { noHurry, slowPicture, wavePicture } from '../../../media/made-media.fixture.ts'
import { hashUpload } from './hash-upload.ts'
import { unmatchedState } from './upload-row.ts'

const picture = await wavePicture(640, 400).jpeg({ quality: 92 }).toBuffer()

test('a file that reaches a limit of its decoder is not refused and keeps its byte hashes', async () => {
  const hasher = new MediaHasher({ decoders: 1, limits: { ...noHurry, imageSeconds: 0.02 } })
  const hashed = await hashUpload(
    { hasher, fetching: null },
    { uploadId: 'x' },
    {
      ...{ name: 'x', sha256: Buffer.alloc(32), content: { bytes: slowPicture() } },
    },
    'a sender',
  )
  await hasher.close()
  expect(hashed).toMatchObject({
    refusal: null,
    findings: [{ code: 'MEDIA_DECODE_TIMEOUT', at: '/file' }],
  })
  expect(unmatchedState({ extent: extentOf(hashed.findings), signals: hashed.queries })).toBe('not-compared')
  expect(hashed.queries.map(({ signal }) => signal.type)).toEqual(['md5', 'sha1', 'sha256'])
})

test('a fetched file is hashed, and deleted on release', async () => {
  const site = createServer((_request, response) => response.end(picture))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', () => resolve()))
  const { port } = site.address() as AddressInfo
  const fetching = { hosts: null, maxBytes: 1e6, ports: [port], permits: () => true }
  const hasher = new MediaHasher({ decoders: 1, limits: noHurry })
  const hashed = await hashUpload(
    { hasher, fetching },
    { uploadId: 'x', url: `http://127.0.0.1:${port}/x` },
    null,
    'a sender',
  )
  expect(hashed).toMatchObject({ refusal: null, media: { kind: 'image', bytes: picture.length } })
  expect(Buffer.from((await hashed.original?.()) ?? [])).toEqual(picture)
  await hashed.release()
  await expect(hashed.original?.()).rejects.toThrow('ENOENT')
  await hasher.close()
  await new Promise((resolve) => site.close(resolve))
})

test.each([
  [[], 'no-match'],
  [[find('TLSH_TOO_SHORT')], 'no-match'],
  [[find('MEDIA_UNSUPPORTED', { mediaType: 'application/pdf' })], 'not-compared'],
  [[find('MEDIA_DAMAGED')], 'not-compared'],
  [[find('MEDIA_FIRST_PAGE', { pages: 2 })], 'not-compared'],
  [[find('PDQ_LOW_QUALITY')], 'not-compared'],
  [[find('MEDIA_DECODE_TIMEOUT')], 'not-compared'],
  [[find('VIDEO_DECODER_MISSING')], 'not-compared'],
  [[find('VIDEO_FRAMES_CAPPED')], 'not-compared'],
  [[find('MEDIA_DECODE_TIMEOUT'), find('MEDIA_DECODER_FAILED')], 'quarantined'],
] as const)('without a match, an upload with the findings %j is %s', (findings, state) => {
  expect(unmatchedState({ extent: extentOf(findings), signals: ['a hash'] })).toBe(state)
  expect(unmatchedState({ extent: extentOf(findings), signals: [] })).toBe('quarantined')
})
