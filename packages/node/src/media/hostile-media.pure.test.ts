import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync, gzipSync } from 'node:zlib'
import { MediaHashes } from '@entente/contracts'
import { pdq } from '@entente/matching/media'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MediaHasher } from './hash-media.ts'
import {
  ffmpeg,
  noHurry,
  pngChunk,
  pngOfZeros,
  processesRunning,
  wavePicture,
  wavePixels,
} from './made-media.fixture.ts'
import { ownTemporary } from './own-temporary.fixture.ts'

// 200 files made to harm a program that opens them: none may crash the node, block it for long, or make it send a
// request.

const hasher = new MediaHasher({ decoders: 2, limits: noHurry })
const temporary = ownTemporary()
const asked: string[] = []
let server: Server
let files: [name: string, bytes: Buffer, allowed: RegExp][] = []
const latin = (text: string) => Buffer.from(text, 'latin1')
const made = (length: number, seed: number) =>
  Buffer.from(Array.from({ length }, (_, i) => (i * i * seed + i * 7) & 255))
const anything = /./

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  files = await makeFiles(`http://127.0.0.1:${(server.address() as AddressInfo).port}/inside`)
})
afterAll(async () => {
  await hasher.close()
  expect(processesRunning('decoder-child')).toEqual([])
  expect(processesRunning('video-child')).toEqual([])
  expect(temporary.left()).toEqual([])
  temporary.restore()
  await new Promise((resolve) => server.close(resolve))
})

async function makeFiles(inside: string): Promise<typeof files> {
  const wave = wavePicture(96, 64)
  const [png, jpeg, gif, webp, tiff, avif] = await Promise.all([
    wave.clone().png().toBuffer(),
    wave.clone().jpeg().toBuffer(),
    wave.clone().gif().toBuffer(),
    wave.clone().webp().toBuffer(),
    wave.clone().tiff().toBuffer(),
    wave.clone().avif({ effort: 0 }).toBuffer(),
  ])
  const pictures = { png, jpeg, gif, webp, tiff, avif }
  const local = 'file:///etc/passwd'
  const unsupported = /^warning MEDIA_UNSUPPORTED$/
  const refused = /^error MEDIA_PLAYLIST_REFUSED$/

  // Drawings that refer to other files or to more content.
  const drawings = [inside, local, 'gopher://127.0.0.1:25/x'].flatMap((link) =>
    [
      `<image href="${link}" width="9" height="9"/>`,
      `<image xlink:href="${link}"/>`,
      `<use href="${link}#a"/>`,
      `<style>@import url(${link});</style>`,
      `<style>rect{fill:url(${link}#p)}</style><rect width="9" height="9"/>`,
      `<foreignObject><img src="${link}"/></foreignObject>`,
      `<script href="${link}"/>`,
      `<feImage href="${link}"/>`,
    ].map((part) => latin(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${part}</svg>`)),
  )
  const entity = latin(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "${local}">]><svg>&x;</svg>`)
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  const bomb = latin(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]><svg><text>&l9;</text></svg>`)

  const playlists = [inside, local, 'gopher://127.0.0.1:25/x'].flatMap((link) => [
    latin(`#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${link}\n#EXT-X-ENDLIST\n`),
    latin(`#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${link}"\n#EXTINF:4,\nx.ts\n`),
    latin(`\ufeff#EXTM3U\n${link}\n`.replace('\ufeff', '\xef\xbb\xbf')),
    latin(`ffconcat version 1.0\nfile '${link}'\n`),
    latin(`<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${link}</BaseURL></MPD>`),
    latin(`v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\na=${link}\r\n`),
  ])

  // Archives and documents are not opened, however large their content is.
  const closed = {
    zip: latin('PK\x03\x04\x14\0\0\0\x08\0'),
    'zip of 4 GB': Buffer.concat([
      latin('PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\x10\0\0\0\xff\xff\xff\xff'),
      made(40, 3),
    ]),
    gzip: gzipSync(Buffer.alloc(20e6)),
    '7z': latin('7z\xbc\xaf\x27\x1c\0\x04'),
    rar: latin('Rar!\x1a\x07\x01\0'),
    xz: latin('\xfd7zXZ\0\0\x04'),
    bzip2: latin('BZh91AY&SY'),
    zstd: latin('(\xb5/\xfd\x04\x58'),
    pdf: latin(`%PDF-1.7\n1 0 obj<</Type/Action/S/URI/URI(${inside})>>endobj\n`),
    'pdf that runs': latin('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n'),
    photoshop: latin('8BPS\0\x01\0\0\0\0\0\0\0\x03\xff\xff\xff\xff\xff\xff\xff\xff\0\x08\0\x03'),
    icon: latin('\0\0\x01\0\xff\xff'),
    jxl: latin('\xff\x0a\xff\xff\xff\xff'),
    jp2: latin('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 '),
    heic: latin('\0\0\0\x20ftypheic\0\0\0\0mif1heic'),
    mp3: latin('ID3\x04\0\0\x7f\x7f\x7f\x7f'),
    flac: latin('fLaC\0\0\0\x22'),
    wav: latin('RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff'),
    program: latin('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0'),
    'program of another system': latin('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0'),
    'a class': latin('\xca\xfe\xba\xbe\0\0\0\x34'),
    'a database': latin('SQLite format 3\0\x10\0'),
    'a compressed disk': latin('hsqs\x01\0\0\0'),
    'a font': latin('wOF2\0\x01\0\0\xff\xff\xff\xff'),
    'an old document': latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    nothing: Buffer.alloc(5000),
  }

  // Headers that claim impossible sizes.
  const claims: [number, number][] = [
    ...([
      [65_535, 65_535],
      [0xffff_ffff, 1],
      [1, 0xffff_ffff],
      [0x7fff_ffff, 0x7fff_ffff],
    ] as [number, number][]),
    ...([
      [30_001, 1],
      [1, 30_001],
      [10_001, 10_000],
      [100_000, 100_000],
      [0, 0],
      [0, 5],
      [5, 0],
    ] as [number, number][]),
  ]
  const giants = {
    ...Object.fromEntries(claims.map(([width, height]) => [`png of ${width} x ${height}`, pngOfZeros(width, height)])),
    gif: Buffer.concat([
      latin('GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02'),
      made(50, 5),
    ]),
    webp: latin('RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff'),
    jpeg: patched(jpeg, jpeg.indexOf(latin('\xff\xc0')) + 5, [255, 255, 255, 255]),
    tiff: latin(
      'II*\0\x08\0\0\0\x02\0\0\x01\x04\0\x01\0\0\0\xff\xff\xff\x7f\x01\x01\x04\0\x01\0\0\0\xff\xff\xff\x7f\0\0\0\0',
    ),
  }

  // Two files in one: the first is decoded, and the rest is ignored.
  const tails = {
    zip: closed.zip,
    html: latin(`<html><script src="${inside}"></script></html>`),
    pdf: closed.pdf,
    playlist: playlists[0] as Buffer,
    svg: drawings[0] as Buffer,
    program: closed.program,
    php: latin('<?php system($_GET["c"]); ?>'),
    film: latin('\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41'),
    zeros: Buffer.alloc(300_000),
    itself: jpeg,
  }
  const polyglots = Object.entries(pictures).flatMap(([first, bytes]) =>
    Object.entries(tails).map(([second, tail]) => [`${first} then ${second}`, Buffer.concat([bytes, tail])] as const),
  )

  const texts = {
    'bytes that are no text': latin('caf\xe9 \xff\xfe\xfd '.repeat(40)),
    'half a character': Buffer.from('ends in the middle of é').subarray(0, -1),
    'utf-16 of an odd length': Buffer.concat([Buffer.from('\ufeffodd', 'utf16le'), latin('x')]),
    'one line of a megabyte': latin('a'.repeat(1e6)),
    'a megabyte of lines': latin('a\n'.repeat(5e5)),
    'one letter with a hundred thousand marks': Buffer.from(`e${'\u0301'.repeat(1e5)}`),
    'letters of no width': Buffer.from('\u200b\u200d\u2060\ufeff'.repeat(2e4)),
    'text that turns round': Buffer.from('\u202egnp.exe\u202c'.repeat(2000)),
    tags: Buffer.from('\u{e0041}'.repeat(2e4)),
    'addresses by the thousand': latin(
      `${inside}?n=`.repeat(1).concat(...Array.from({ length: 5000 }, (_, i) => `${i} http://x${i}.example/ `)),
    ),
    'an address of a megabyte': latin(`http://x.example/${'a/'.repeat(5e5)}`),
    'dots without end': latin('http://'.concat('a.'.repeat(1e5))),
    'signs of percent': latin(`http://x.example/${'%'.repeat(1e5)}`),
    brackets: latin('['.repeat(1e5)),
    'a page': latin(`<html><body onload="fetch('${inside}')"><img src="${inside}"></body></html>`),
    'spaces that tempt a pattern': latin(`${' '.repeat(1e5)}x`),
    'a table': latin("=cmd|' /C calc'!A0,1\n".repeat(500)),
    Hangul: Buffer.from('\u1100\u1161\u11a8'.repeat(2e4)),
    'text that grows when normalised': Buffer.from('\ufdfa'.repeat(2e4)),
  }

  // Two of each kind: the process is replaced after a damaged file.
  const harms = [
    (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 30), made(3000, 31)]),
    (bytes: Buffer) => patched(bytes, 60, [...made(40, 11)]),
    (bytes: Buffer) => patched(bytes, bytes.length >> 2, [255, 255, 255, 255, 127, 255, 255, 255]),
  ]
  const damaged = Object.entries(pictures).flatMap(([type, bytes], n) =>
    [0, 1].map(
      (more) => [`${type}, harm ${(n + more) % 4}`, (harms[(n + more) % 4] as (typeof harms)[0])(bytes)] as const,
    ),
  )

  // Files with harmful data other than pixels: invalid profiles, comments, embedded pictures.
  const segment = (marker: number, content: Buffer) =>
    Buffer.concat([Buffer.from([255, marker, (content.length + 2) >> 8, (content.length + 2) & 255]), content])
  const beside = [
    ...Array.from({ length: 16 }, (_, n): [string, Buffer] => {
      const heads = ['', 'Exif\0\0MM\0*\0\0\0\x08\xff\xff', 'ICC_PROFILE\0\x01\xff', 'http://ns.adobe.com/xap/1.0/\0']
      const content = Buffer.concat([
        latin(heads[n % 4] ?? ''),
        latin(`<x:xmpmeta>${inside}</x:xmpmeta>`),
        made(500, n),
      ])
      // Markers of no defined use: those that affect colours are left out.
      const marker =
        [0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe, 0xe1][n] ?? 0xfe
      return [
        `jpeg with segment ${n}`,
        Buffer.concat([jpeg.subarray(0, 2), segment(marker, content), jpeg.subarray(2)]),
      ]
    }),
    ...(['tEXt', 'zTXt', 'iTXt', 'iCCP', 'eXIf', 'prVt'] as const).map((type): [string, Buffer] => {
      const content = Buffer.concat([
        latin('Comment\0\0'),
        type === 'tEXt' ? latin(inside) : deflateSync(Buffer.alloc(5e6)),
      ])
      return [`png with ${type}`, Buffer.concat([png.subarray(0, 33), pngChunk(type, content), png.subarray(33)])]
    }),
  ]
  const films: Record<string, Buffer> = {
    'mp4 of nothing': latin('\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41\0\0\0\x08mdat'),
    'mp4 whose box is larger than the world': latin(
      '\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff',
    ),
    'mkv of noise': Buffer.concat([latin('\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1f'), made(4000, 3)]),
    'mp4 that names another': latin(
      `\0\0\0\x20ftypqt  \0\0\0\0qt  qt  qt  \0\0\0\x40moov\0\0\0\x38rmra\0\0\0\x30rmdardrf\0\0\0\0url ${inside}`,
    ),
  }
  const rows = (group: Iterable<readonly [string, Buffer]>, allowed: RegExp) =>
    [...group].map(([name, bytes]): (typeof files)[number] => [name, bytes, allowed])
  return [
    ...rows(
      [...drawings, entity, bomb].map((bytes, n) => [`drawing ${n}`, bytes]),
      unsupported,
    ),
    ...rows(
      playlists.map((bytes, n) => [`playlist ${n}`, bytes]),
      refused,
    ),
    ...rows(Object.entries(closed), unsupported),
    ...rows(Object.entries(giants), /^error MEDIA_(TOO_LARGE|UNDECODABLE)$|^warning MEDIA_DAMAGED$/),
    ...rows(polyglots, /^$/),
    ...rows(Object.entries(texts), /^$|^info TLSH|^warning TEXT_BAD_ENCODING$|^warning MEDIA_UNSUPPORTED$/),
    ...rows(damaged, anything),
    ...rows(beside, /^$/),
    ...rows(ffmpeg === null ? [] : Object.entries(films), /^error (MEDIA_UNDECODABLE|VIDEO_NO_STREAM)$/),
  ]
}

function patched(bytes: Buffer, at: number, values: number[]): Buffer {
  const copy = Buffer.from(bytes)
  copy.set(values.slice(0, Math.max(0, copy.length - at)), at)
  return copy
}

test('two hundred hostile files are hashed without crashes and without requests', async () => {
  const begun = performance.now()
  const wrong: string[] = []
  const judge = async ([name, bytes, allowed]: (typeof files)[number]) => {
    const hashed = MediaHashes.parse(await hasher.hash({ file: name, bytes }))
    if (hashed.sha256 !== createHash('sha256').update(bytes).digest('hex')) wrong.push(`${name}: hash`)
    const [first] = hashed.findings
    const finding = first === undefined ? '' : `${first.severity} ${first.code}`
    if (!allowed.test(finding) && allowed !== anything) wrong.push(`${name}: ${finding}`)
    if (/DECODER_FAILED|TIMEOUT/.test(finding)) wrong.push(`${name}: ${finding}`)
  }
  const films = files.filter(([name]) => /^(mp4|mkv|avi|flv) /.test(name))
  const rest = files.filter((file) => !films.includes(file))
  await Promise.all([
    ...rest.map(judge),
    (async () => {
      for (const film of films) await judge(film)
    })(),
  ])
  process.stderr.write(`${files.length} hostile files in ${Math.round(performance.now() - begun)} ms\n`)
  expect(wrong).toEqual([])
  expect(files.length).toBeGreaterThanOrEqual(ffmpeg === null ? 194 : 200)
  expect(asked).toEqual([])
  // The next file is hashed as usual.
  const after = await hasher.hash({ file: 'x', bytes: await wavePicture(300, 200).png().toBuffer() })
  expect(after.pdq).toMatchObject(pdq(wavePixels(300, 200), 300, 200))
})
