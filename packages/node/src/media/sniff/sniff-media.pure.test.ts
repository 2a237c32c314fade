import { describe, expect, test } from 'vitest'
import { wavePicture } from '../made-media.fixture.ts'
import { sniffMedia } from './sniff-media.ts'

const of = (text: string) => sniffMedia(Buffer.from(text, 'latin1'))

test('generated pictures are detected by their bytes', async () => {
  const picture = wavePicture(20, 20)
  for (const [format, mediaType] of [
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['tiff', 'image/tiff'],
    ['avif', 'image/avif'],
  ] as const) {
    const sniffed = sniffMedia(await picture.clone().toFormat(format).toBuffer())
    expect(sniffed).toMatchObject({ mediaType, kind: 'image', handling: 'image' })
  }
})

test.each([
  ['#EXTM3U\n#EXT-X-VERSION:3\n', 'application/vnd.apple.mpegurl'],
  ['\xef\xbb\xbf\n#EXTM3U\n', 'application/vnd.apple.mpegurl'],
  ['# a remark\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://a.example/\n', 'application/vnd.apple.mpegurl'],
  ['<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'application/dash+xml'],
  ['ffconcat version 1.0\nfile a.mp4\n', 'text/x-ffconcat'],
  ["# list\nfile '/etc/passwd'\nduration 3\nfile b.mp4\n", 'text/x-ffconcat'],
  ['v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\n', 'application/sdp'],
  ['[playlist]\nFile1=http://a.example/\n', 'audio/x-scpls'],
])('a list of other files is refused: %j', (text, mediaType) => {
  expect(of(text)).toEqual({ kind: 'other', mediaType, handling: 'playlist', animated: false })
})

test.each([
  ['%PDF-1.7\n', 'application/pdf', 'other'],
  ['PK\x03\x04\x14\0', 'application/zip', 'other'],
  ['\x1f\x8b\x08\0', 'application/gzip', 'other'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'image'],
  [
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x" [<!ENTITY a "b">]>\n<svg width="1">',
    'image/svg+xml',
    'image',
  ],
  ['RIFF\x10\0\0\0WAVEfmt ', 'audio/wav', 'other'],
  ['\0\0\0\x1cftypM4A \0\0\0\0', 'audio/mp4', 'other'],
  ['\0\0\0\x1cftypheic\0\0\0\0', 'image/heic', 'image'],
  ['\x7fELF\x02\x01\x01\0', 'application/octet-stream', 'other'],
])('only cryptographic hashes are made of %j', (text, mediaType, kind) => {
  expect(of(text)).toMatchObject({ mediaType, kind, handling: 'digest' })
})

describe('text', () => {
  test.each(['A festival in spring', 'file a report\nwith the police', 'مهرجان', '<html><body>', '\x1b[1mbold'])(
    '%j is text',
    (text) => {
      expect(sniffMedia(Buffer.from(text)).handling).toBe('text')
    },
  )
  test('bytes that are not UTF-8 but have no control characters are text', () => {
    expect(of('caf\xe9 au lait').handling).toBe('text')
  })
  test('a NUL excludes text, except in UTF-16 with its mark', () => {
    expect(of('a\0b').handling).toBe('digest')
    expect(of('\xff\xfea\0b\0').handling).toBe('text')
  })
})

test('comments that never end are skipped in linear time', () => {
  // In quadratic time, this many would take hours.
  expect(of(`${'<!---->'.repeat(800_000)}<!--`).handling).toBe('text')
})

test('containers of videos are detected', () => {
  expect(of('\0\0\0\x20ftypisom\0\0\x02\0')).toMatchObject({ mediaType: 'video/mp4', handling: 'video' })
  expect(of('\0\0\0\x14ftypqt  \0\0\0\0').mediaType).toBe('video/quicktime')
  expect(of(`\x1aE\xdf\xa3${'\0'.repeat(20)}webm`).mediaType).toBe('video/webm')
  expect(of('RIFF\x10\0\0\0AVI LIST').mediaType).toBe('video/x-msvideo')
  expect(of(`G${'\0'.repeat(187)}G${'\0'.repeat(187)}G`).mediaType).toBe('video/mp2t')
})
