// This file has over 400 lines because the tests use uploads and cases of earlier tests on one node.

import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ffmpeg, makeVideo, pngOfZeros, temporaryFolder, wavePicture } from '../../../media/made-media.fixture.ts'
import { gatewaysOf } from '../../../pipeline/gateway/gateway.ts'
import { sweepRawFilesTask } from '../../../pipeline/read/remove-outdated.ts'
import { backupTo } from '../../../store/backup/index.ts'
import { type Answer, type ContentNode, flipped, type Person, randomPdq, startContentNode } from '../content.fixture.ts'
import type { FloodWatch } from '../floods/flood-watch.ts'
import { createContentGateway } from '../gateway.ts'
import type { ContentIndex } from '../index/content-index.ts'

const folder = temporaryFolder()
const member = { id: 'norland.example', name: 'Norland' }
let node: ContentNode
let analyst: Person
let supervisor: Person
let now = new Date('2026-11-24T12:00:00.000Z')
const violent = { scheme: 'behaviour', version: '2021-11', code: 'graphicViolenceAgainstDefenselessPeople' }
const other = { ...violent, code: 'recruitmentAndInstruction' }
const picture = await wavePicture(640, 400).jpeg({ quality: 92 }).toBuffer()
const copy = await sharp(picture).resize(500).jpeg({ quality: 70 }).toBuffer()

beforeAll(async () => {
  node = await startContentNode({ clock: () => now, environment: { ENTENTE_FETCH_HOSTS: '*' } })
  analyst = await node.person('analyst')
  supervisor = await node.person('supervisor')
  await node.bank('FINDS', { labels: [violent], validDays: 30, retainDays: 60 })
})
afterAll(async () => {
  await node.stop()
  folder.remove()
})

type Part = Uint8Array | string
async function send(
  parts: [string, Part][],
  { path = 'uploads', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Answer }> {
  const form = new FormData()
  for (const [name, value] of parts)
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([new Uint8Array(value)]), 'upload.bin')
  const answer = await fetch(`${node.url}/v1/content/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.platform.key}`, ...headers },
    body: form,
  })
  return { status: answer.status, body: await answer.json() }
}
const rowIds = new Map<string, string>()
async function upload(uploadId: string, file: Uint8Array, more: [string, string][] = []) {
  const answer = await send([['uploadId', uploadId], ...more, ['file', file]])
  rowIds.set(uploadId, answer.body.messageId)
  return answer
}
const rowOf = (id: string) => node.db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const originalOf = (id: string) =>
  node.db.selectFrom('upload_original').selectAll().where('upload_id', '=', id).executeTakeFirst()
const raw = () => (existsSync(join(node.dataRoot, 'raw')) ? readdirSync(join(node.dataRoot, 'raw')) : [])
/** Makes a picture that resembles no other. */
const noise = () =>
  sharp(randomBytes(64 * 48 * 3), { raw: { width: 64, height: 48, channels: 3 } })
    .png()
    .toBuffer()
const withLast = (bytes: Buffer, size: number) => Buffer.concat([bytes, randomBytes(size)])

const sha256 = (file: Uint8Array) => createHash('sha256').update(file).digest('hex')

async function hashOf(file: Uint8Array): Promise<Answer> {
  const { body } = await send([['file', file]], { path: 'hash' })
  return body.results[0]
}
/** Adds a file's bytes to a bank. */
async function known(file: Uint8Array, more: object = {}): Promise<Uint8Array> {
  await node.add('FINDS', [{ type: 'sha256', value: sha256(file) }], more)
  return file
}
async function decide(caseId: string, details: object): Promise<void> {
  for (let beat = 0; beat < 7; beat += 1) {
    await analyst.call('POST', `/v1/cases/${caseId}/view`, {})
    now = new Date(now.getTime() + 5000)
  }
  const { body: detail } = await analyst.call('GET', `/v1/cases/${caseId}`)
  const { status, body } = await analyst.call('POST', `/v1/cases/${caseId}/proposal`, {
    ...{
      outcome: 'no-action',
      act: 'keep',
      reasons: ['context-changes-meaning'],
      text: '',
      alternativesConsidered: [],
    },
    hits: detail.hits.map(({ id }: { id: string }) => id),
    details,
  })
  expect([status, body]).toMatchObject([201, { state: 'decided' }])
  await node.whenIdle()
}
/** Requests a picture or video of a case: its bytes, or the code of the refusal. */
async function view(person: 'analyst' | 'supervisor' | 'officer', caseId: string, rest: string): Promise<Answer> {
  const { cookie } = await node.signIn(person)
  const answer = await fetch(`${node.url}/v1/cases/${caseId}/media/${rest}`, {
    headers: { cookie, 'entente-purpose': 'content-safety' },
  })
  if (answer.status !== 200) return (await answer.json()).code
  return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('a copy of a known picture matches, and its file is kept for the case', async () => {
  const { pdq } = await hashOf(picture)
  await node.add('FINDS', [{ type: 'pdq', value: pdq.hash, quality: pdq.quality }])
  const first = await upload('copy', copy, [['accountRef', 'user-1']])
  expect(first).toMatchObject({ status: 202, body: { uploadId: 'copy', state: 'in-review', total: 1 } })
  expect(first.body.matches[0].distance).toBeLessThan(20)
  expect(await upload('copy', picture)).toEqual(first)
  const original = await originalOf(first.body.messageId)
  expect(original).toMatchObject({ bytes: String(copy.length), raw_file: null })
  // The original is kept no longer than the bank says.
  expect((original?.delete_at.getTime() ?? 0) - now.getTime()).toBe(60 * 86_400_000)
  expect(await rowOf(first.body.messageId)).toMatchObject({
    ...{ original: 'kept', labels: ['behaviour:graphicViolenceAgainstDefenselessPeople'] },
  })
  const plain = await upload('plain', await wavePicture(300, 200).flip().png().toBuffer())
  expect(plain).toMatchObject({ status: 202, body: { state: 'no-match' } })
  expect(await originalOf(plain.body.messageId)).toBeUndefined()
  expect(await rowOf(plain.body.messageId)).toMatchObject({ original: 'none' })
})

test('a case shows its file by the requested level; each view is logged and counted', async () => {
  const { body: answer } = await node.ask('GET', '/v1/content/uploads/copy')
  const { caseId } = answer
  const { body } = await analyst.call('GET', `/v1/cases/${caseId}/upload`)
  expect(body).toMatchObject({
    ...{ uploadId: 'copy', accountRef: 'user-1', sender: 'Fotovik', earlierCases: 0, decidableUnseen: false },
    media: { original: 'kept', kind: 'image', mediaType: 'image/jpeg', width: 500, levels: ['blurred', 'still'] },
    matches: [{ bank: 'FINDS', signal: { type: 'pdq' } }],
  })
  const blurred = await view('analyst', caseId, 'blurred')
  expect(await sharp(blurred.bytes).metadata()).toMatchObject({ format: 'png', width: 32, channels: 1 })
  expect((await analyst.call('GET', '/v1/me/exposure')).body).toMatchObject({ viewedToday: 0, breakDue: false })
  const still = await view('analyst', caseId, 'still')
  expect(still.type).toBe('image/png')
  expect(await sharp(still.bytes).metadata()).toMatchObject({ width: 480, channels: 1 })
  const colour = await view('analyst', caseId, 'still?colour=true')
  expect(await sharp(colour.bytes).metadata()).toMatchObject({ width: 480, channels: 3 })
  expect((await analyst.call('GET', '/v1/me/exposure')).body).toMatchObject({ viewedToday: 2, viewsSinceBreak: 2 })
  expect((await supervisor.call('GET', '/v1/me/exposure')).body).toMatchObject({ viewedToday: 0 })
  expect(await view('analyst', caseId, 'video')).toBe('nothing-to-show')
  expect(await view('officer', caseId, 'still')).toBe('refused')
  const entries = await node.db.selectFrom('audit.entry').select('details').where('type', '=', 'content.look').execute()
  const views = entries.map(({ details }) => JSON.parse(String(details))).filter(({ clauses }) => clauses === undefined)
  expect(views).toHaveLength(3)
  expect(views).toEqual(
    expect.arrayContaining([
      { level: 'blurred' },
      { level: 'still', colour: false, sound: false, whole: false },
      { level: 'still', colour: true, sound: false, whole: false },
    ]),
  )
})

test("a person's own limits apply to all views; a break returns their cases", async () => {
  const { caseId } = (await node.ask('GET', '/v1/content/uploads/copy')).body
  const own = (await analyst.call('GET', '/v1/me/viewing')).body
  expect(own).toEqual({ view: 'tiles', most: 'video', colour: true, sound: true, leftToOthers: [] })
  const strict = { ...own, most: 'still', colour: false }
  expect((await analyst.call('PUT', '/v1/me/viewing', strict)).body).toEqual(strict)
  expect(await view('analyst', caseId, 'still?colour=true')).toBe('viewing-limited')
  expect((await view('analyst', caseId, 'still?colour=true&beyond=true')).type).toBe('image/png')
  const { body: me } = await analyst.call('GET', '/v1/me')
  const looked = (minutesAgo: number, count: number) => {
    const at = new Date(now.getTime() - minutesAgo * 60_000)
    const rows = Array.from({ length: count }, () => ({ person_id: me.person, at, level: 'still' as const }))
    return node.db.insertInto('look').values(rows).execute()
  }
  await looked(24 * 60, 5)
  await looked(1, 16)
  const exposure = async () => (await analyst.call('GET', '/v1/me/exposure')).body
  expect(await exposure()).toMatchObject({
    viewedToday: 19,
    viewsSinceBreak: 19,
    minutesSinceBreak: 1,
    breakDue: false,
  })
  await looked(1, 1)
  expect(await exposure()).toMatchObject({ viewedToday: 20, breakDue: true, breakUntil: null })
  expect((await analyst.call('POST', `/v1/cases/${caseId}/assign`, { to: me.person })).status).toBe(200)
  const rest = (await analyst.call('POST', '/v1/me/break', { minutes: 15 })).body
  expect(rest).toMatchObject({ viewedToday: 20, viewsSinceBreak: 0, breakDue: false })
  expect(new Date(rest.breakUntil).getTime() - now.getTime()).toBe(15 * 60_000)
  expect(await view('analyst', caseId, 'still')).toBe('viewing-limited')
  expect((await analyst.call('GET', `/v1/cases/${caseId}`)).body.assignedTo).toBeNull()
  expect((await analyst.call('POST', '/v1/me/break', { minutes: 0 })).body.breakUntil).toBeNull()
  expect((await view('analyst', caseId, 'still')).type).toBe('image/png')
  await node.db
    .updateTable('looking')
    .set({ break_from: new Date(now.getTime() - 3 * 3_600_000), break_until: now })
    .execute()
  await looked(46, 1)
  expect(await exposure()).toMatchObject({ minutesSinceBreak: 46, breakDue: true })
})

test('the queue limits consecutive violent labels and leaves out labels that the person excluded', async () => {
  for (let n = 0; n < 4; n += 1) await upload(`violent-${n}`, await known(withLast(picture, 20 + n)))
  const unlike = await noise()
  const { pdq } = await hashOf(unlike)
  await node.add('FINDS', [{ type: 'pdq', value: flipped(pdq.hash, 25) }], { labels: [other] })
  await upload('words', unlike)
  const { body } = await analyst.call('GET', '/v1/content/queue')
  const isViolent = body.items.map(({ upload: { labels } }: Answer) =>
    labels.some(({ code }: Answer) => code === violent.code),
  )
  expect(isViolent).toEqual([true, true, true, false, true, true])
  expect(body).toMatchObject({ next: null, leftToOthers: 0, counts: { open: 6 } })
  expect(body.items[0].upload).toMatchObject({
    kind: 'image',
    picture: true,
    sources: 1,
    nearest: { exact: true },
  })
  const pages: Answer[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: Answer = (await analyst.call('GET', `/v1/content/queue?limit=2${next === '' ? '' : `&next=${next}`}`))
      .body
    pages.push(...page.items)
    next = page.next
  }
  expect(new Set(pages.map(({ id }) => id)).size).toBe(6)
  const own = (await analyst.call('GET', '/v1/me/viewing')).body
  await analyst.call('PUT', '/v1/me/viewing', {
    ...own,
    leftToOthers: ['behaviour:graphicViolenceAgainstDefenselessPeople'],
  })
  const left = (await analyst.call('GET', '/v1/content/queue')).body
  expect(left).toMatchObject({ items: [{ upload: { labels: [other] } }], leftToOthers: 5 })
  expect((await supervisor.call('GET', '/v1/content/queue')).body.items).toHaveLength(6)
  expect(
    (await supervisor.call('GET', '/v1/content/queue?label=behaviour:recruitmentAndInstruction')).body.items,
  ).toHaveLength(1)
  expect((await supervisor.call('GET', '/v1/content/queue?next=nonsense')).status).toBe(422)
})

test('an original is erased by a decision, with its last signal, or at its end', async () => {
  const on = async (uploadId: string) => (await rowOf(rowIds.get(uploadId) ?? '')).original
  const caseOf = async (uploadId: string) => (await node.ask('GET', `/v1/content/uploads/${uploadId}`)).body.caseId
  await analyst.call('PUT', '/v1/me/viewing', {
    ...(await analyst.call('GET', '/v1/me/viewing')).body,
    leftToOthers: [],
  })
  await decide(await caseOf('words'), { eraseOriginal: true })
  expect(await on('words')).toBe('gone')
  expect(await view('analyst', await caseOf('words'), 'still')).toBe('nothing-to-show')
  await decide(await caseOf('violent-0'), {})
  expect(await on('violent-0')).toBe('kept')

  const file = await noise()
  const [item] = await node.add('FINDS', [{ type: 'sha256', value: sha256(file) }])
  expect((await upload('withdrawn', file)).body.state).toBe('in-review')
  await (await node.person('officer')).call('DELETE', `/v1/content/items/${item}`)
  await node.whenIdle()
  expect(await on('withdrawn')).toBe('gone')

  const { runContentClocks } = await import('../clocks.ts')
  const over = rowIds.get('violent-1') ?? ''
  await node.db.updateTable('upload_original').set({ delete_at: now }).where('upload_id', '=', over).execute()
  await runContentClocks({ store: node.store, member })
  expect(await on('violent-1')).toBe('gone')
})

test('a file over 8 MB is stored sealed on disk and erased with its row', async () => {
  const large = await known(withLast(picture, 9 * 1024 * 1024))
  const { body } = await upload('large', large)
  expect(body.state).toBe('in-review')
  const original = await originalOf(body.messageId)
  expect(original).toMatchObject({ raw: null, bytes: String(large.length) })
  const name = original?.raw_file ?? ''
  expect(raw()).toEqual([name])
  expect((await view('analyst', body.caseId, 'still')).type).toBe('image/png')
  const connection = node.database.connection('entente_owner')
  const backup = { connection, dataRoot: node.dataRoot, recipients: 'clear' as const }
  const whole = await backupTo(join(folder.path, 'whole'), backup)
  // A file that remains when a node stops before its transaction ends.
  const orphan = join(node.dataRoot, 'raw', '00000000-0000-4000-8000-00000000dead')
  writeFileSync(orphan, readFileSync(join(node.dataRoot, 'raw', name)))
  for (const path of [orphan, join(node.dataRoot, 'raw', name)]) utimesSync(path, 1, 1)
  const content = createContentGateway({ index: {} as ContentIndex, flood: {} as FloodWatch, member })
  await sweepRawFilesTask({ store: node.store, member, dataRoot: node.dataRoot, gateways: gatewaysOf([content]) })()
  expect(raw()).toEqual([name])
  await decide(body.caseId, { eraseOriginal: true })
  await node.whenIdle()
  expect(raw()).toEqual([])
  expect((await backupTo(join(folder.path, 'less'), backup)).files).toBe(whole.files - 1)
})

test('a request with an idempotency key is done once, also as a form', async () => {
  const headers = { 'idempotency-key': 'retry-1' }
  const first = await send(
    [
      ['uploadId', 'once'],
      ['file', copy],
    ],
    { headers },
  )
  expect(first.status).toBe(202)
  expect(
    await send(
      [
        ['uploadId', 'once'],
        ['file', copy],
      ],
      { headers },
    ),
  ).toEqual(first)
  expect(
    await send(
      [
        ['uploadId', 'once'],
        ['file', picture],
      ],
      { headers },
    ),
  ).toMatchObject({
    ...{ status: 409, body: { code: 'idempotency-conflict' } },
  })
})

test.each([
  ['an empty file', () => new Uint8Array(0), 'media-empty'],
  ['a PNG that claims 60,000 x 60,000', () => pngOfZeros(60_000, 60_000), 'media-too-large'],
  ['a playlist', () => Buffer.from('#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n'), 'media-playlist-refused'],
])('%s is refused, nothing is stored, and its id can be used again', async (what, made, code) => {
  const id = what.replaceAll(/[^a-z]/g, '-')
  expect(await upload(id, made())).toMatchObject({
    ...{ status: 422, body: { code, at: '/file', detail: expect.stringMatching(/"md5":"[0-9a-f]{32}"/) } },
  })
  expect((await node.ask('GET', `/v1/content/uploads/${id}`)).status).toBe(404)
})

test('an undecodable file is accepted with the hashes of its bytes', async () => {
  const pdf = await upload('pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'))
  expect(pdf).toMatchObject({ status: 202, body: { state: 'not-compared' } })
  expect((await node.ask('GET', '/v1/content/uploads/pdf')).body.findings).toMatchObject([
    { code: 'MEDIA_UNSUPPORTED', at: '/file' },
  ])
  expect((await upload('cut', picture.subarray(0, picture.length * 0.6))).status).toBe(202)
  const bomb = await known(pngOfZeros(59_000, 59_000))
  expect(await upload('bomb', bomb)).toMatchObject({ status: 202, body: { state: 'in-review' } })
  const words =
    'The same words, written by hand into a file, and long enough to be compared with other words of their kind.'
  await node.add('FINDS', [{ type: 'text', value: words }])
  const text = await upload('text', Buffer.from(`${words.toUpperCase()}\n`))
  expect(text).toMatchObject({ status: 202, body: { state: 'in-review' } })
  expect((await analyst.call('GET', `/v1/cases/${text.body.caseId}/upload`)).body).toMatchObject({
    ...{ words: `${words.toUpperCase()}\n`, media: { kind: 'text', original: 'none', levels: [] } },
  })
})

test('an internal address is never fetched but matches a bank that has it', async () => {
  for (const url of ['http://127.0.0.1/x', 'http://[::ffff:10.0.0.1]/'])
    expect(await node.ask('POST', '/v1/content/uploads', { uploadId: 'inside', url })).toMatchObject({
      ...{ status: 400, body: { code: 'url-forbidden', at: '/url' } },
    })
  expect((await node.ask('GET', '/v1/content/uploads/inside')).status).toBe(404)
  // An address in a bank matches although nothing can be fetched from it.
  await node.add('FINDS', [{ type: 'url', value: 'http://127.0.0.1/known' }])
  const known = { uploadId: 'known address', url: 'http://127.0.0.1/known' }
  expect((await node.ask('POST', '/v1/content/uploads', known)).body.state).toBe('in-review')
})

test('a very large file is read as a stream, and no temporary file remains', async () => {
  const size = 60e6 + 7
  const long = await upload('long', Buffer.alloc(size))
  expect(long).toMatchObject({ status: 202, body: { state: 'not-compared' } })
  const sizes = () =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith('entente-spool-'))
      .map((name) => statSync(join(tmpdir(), name, '0'), { throwIfNoEntry: false })?.size)
  await expect.poll(sizes).not.toContain(size)
})

test('several files in one request are answered one by one', async () => {
  const parts = (uploads: object[], files: Uint8Array[]): [string, Part][] => [
    ['options', JSON.stringify({ uploads })],
    ...files.map((file): [string, Part] => ['file', file]),
  ]
  const path = 'uploads/batch'
  const { status, body } = await send(
    parts([{ uploadId: 'b1' }, { uploadId: 'b2', nonsense: 1 }, { uploadId: 'b3' }], [copy, copy, new Uint8Array(0)]),
    { path },
  )
  expect(status).toBe(200)
  expect(body.results).toMatchObject([
    { index: 0, upload: { uploadId: 'b1', state: 'in-review' }, error: null },
    { index: 1, upload: null, error: { code: 'body-invalid', at: '/uploads/1' } },
    { index: 2, upload: null, error: { code: 'media-empty', at: '/uploads/2/file' } },
  ])
  expect(await send(parts([{ uploadId: 'b4' }], [copy, copy]), { path })).toMatchObject({ status: 422 })
  const hashes = { uploads: [{ uploadId: 'b5', signals: [{ type: 'pdq', value: randomPdq() }] }] }
  expect((await node.ask('POST', `/v1/content/${path}`, hashes)).body.results).toMatchObject([
    { upload: { state: 'no-match' } },
  ])
  expect(
    await send([
      ['uploadId', 'two'],
      ['file', copy],
      ['file', copy],
    ]),
  ).toMatchObject({ status: 422 })
})

test.skipIf(ffmpeg === null)('a video is shown muted, by its matching stretch', async () => {
  const h264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p']
  const clip = makeVideo(folder.path, 'clip.mp4', 'testsrc2=s=240x180:r=10:d=6', h264)
  const { vpdq } = await hashOf(readFileSync(clip))
  const { writeVpdq } = await import('@entente/matching/media')
  await node.add('FINDS', [{ type: 'vpdq', value: writeVpdq(vpdq.frames) }])
  const { body } = await upload('film', readFileSync(clip))
  expect(body).toMatchObject({ state: 'in-review', matches: [{ signal: { type: 'vpdq' } }] })
  const { media } = (await analyst.call('GET', `/v1/cases/${body.caseId}/upload`)).body
  expect(media).toMatchObject({ kind: 'video', duration: 6, levels: ['blurred', 'still', 'video'] })
  expect(media.stretches).toHaveLength(1)
  expect(await sharp((await view('supervisor', body.caseId, 'blurred')).bytes).metadata()).toMatchObject({ width: 32 })
  const shown = await view('supervisor', body.caseId, 'video')
  expect([shown.type, shown.bytes.subarray(4, 8).toString()]).toEqual(['video/mp4', 'ftyp'])
})
