import { createHash, randomUUID } from 'node:crypto'
import type { Attachment, AttachmentPage, BiometricReading, SignalDetail, WithdrawalState } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { readNodeKey } from '../../safeguards/keys/index.ts'
import { peerHeader, signRequest } from '../peers/requests/peer-token.ts'
import { personDraft, shareSignals } from '../peers/signals.fixture.ts'
import { seeded } from '../signals/random-signals.fixture.ts'
import { face, faceRecord, fingers, jpeg, jpeg2000, nist, transaction } from './biometric-files.fixture.ts'
import { readBiometricFile } from './formats/read-biometric-file.ts'

const codesOf = (bytes: Buffer) => readBiometricFile(bytes)?.findings.map(({ code }) => code)
const image = (fixed: Partial<BiometricReading['images'][number]>) => ({
  ...{ position: 0, recordType: null, compression: null, width: null, height: null, resolution: null, quality: null },
  ...fixed,
})

test("a file's images are described only by facts that the file states", () => {
  const read = readBiometricFile(nist())
  expect(read).toMatchObject({ format: 'ansi-nist', edition: '0502', findings: [] })
  const any = expect.any(Number)
  expect(read?.images).toEqual([
    image({
      position: any,
      modality: 'face',
      recordType: 10,
      compression: 'JPEGB',
      width: 480,
      height: 600,
      resolution: 300,
      quality: 83,
    }),
    image({
      position: any,
      modality: 'fingerprint',
      recordType: 14,
      compression: 'NONE',
      width: 4,
      height: 2,
      resolution: 500,
      quality: 64,
    }),
    image({
      position: any,
      modality: 'iris',
      recordType: 17,
      compression: 'JP2',
      width: 640,
      height: 480,
      quality: 88,
    }),
    image({
      position: any,
      modality: 'fingerprint',
      recordType: 4,
      compression: 'NONE',
      width: 3,
      height: 2,
      resolution: 500,
    }),
  ])
  expect(JSON.stringify(read)).not.toContain('NOBODY')
  expect(readBiometricFile(face(240, 320, 77))).toEqual({
    format: 'iso-19794-5',
    edition: '010',
    images: [image({ position: 14, modality: 'face', compression: 'JPEG', width: 240, height: 320, quality: 77 })],
    findings: [],
  })
  expect(readBiometricFile(fingers())).toMatchObject({
    format: 'iso-19794-4',
    images: [{ compression: 'WSQ', width: 300, height: 400, resolution: 500, quality: 80 }, { quality: null }],
    findings: [],
  })
  for (const [bytes, format] of [
    [jpeg(413, 531), 'jpeg'],
    [jpeg2000(413, 531), 'jpeg2000'],
  ] as const)
    expect(readBiometricFile(bytes)).toMatchObject({ format, images: [{ width: 413, height: 531 }], findings: [] })
  for (const other of ['', 'FAC', '%PDF-1.7', '1.002:', 'GIF89a', '{"a":1}'])
    expect(readBiometricFile(Buffer.from(other)), other).toBeNull()
})

test('each wrong length, count or image gives a finding with its own code', () => {
  const ten = { type: 10, bytes: faceRecord(jpeg(480, 600), 480, 600, '83') }
  const whole = transaction('0500', [ten])
  const at = whole.indexOf('10.001:')
  expect(codesOf(whole)).toEqual([])
  expect(codesOf(transaction('0400', [ten]))).toEqual(['NIST_VERSION'])
  expect(codesOf(transaction('0501', [ten], '1\x1f2\x1e10\x1f00'))).toEqual(['NIST_CONTENTS'])
  expect(codesOf(transaction('0501', [ten], '1\x1f2\x1e10\x1f00\x1e10\x1f01'))).toEqual(['NIST_COUNT'])
  expect(codesOf(transaction('0501', [ten], '1\x1f1\x1e14\x1f00'))).toEqual(['NIST_TYPE'])
  expect(codesOf(Buffer.concat([whole, ten.bytes]))).toEqual(['NIST_TRAILING'])
  expect(readBiometricFile(whole.subarray(0, -1))?.findings).toMatchObject([
    { code: 'NIST_LENGTH', severity: 'error', position: { byte: at }, literal: null },
  ])
  const wrong = (bytes: Buffer) => codesOf(transaction('0502', [{ type: 10, bytes }]))
  expect(wrong(faceRecord(jpeg(480, 601), 480, 600, '83'))).toEqual(['IMAGE_DIFFERS'])
  expect(wrong(faceRecord(jpeg2000(480, 600), 480, 600, '83'))).toEqual(['IMAGE_SIGNATURE'])
  const fac = face(240, 320, 77)
  const changed = (place: number, ...bytes: number[]) => {
    const copy = Buffer.from(fac)
    copy.set(bytes, place)
    return codesOf(copy)
  }
  expect(changed(5, 0x33)).toEqual(['FAC_VERSION'])
  expect(changed(11, 0)).toEqual(['FAC_LENGTH'])
  expect(changed(13, 2)).toEqual(['FAC_CUT_OFF'])
  expect(changed(17, 1)).toEqual(['FAC_BLOCK_LENGTH'])
  expect(changed(14 + 29, 7)).toEqual(['FAC_DATA_TYPE', 'IMAGE_SIGNATURE'])
  expect(changed(14 + 30, 0, 0)).toEqual(['IMAGE_SIZE', 'IMAGE_DIFFERS'])
  expect(changed(fac.length - 1, 0)).toEqual(['IMAGE_CUT_OFF'])
  const fir = fingers()
  fir.writeUInt8(3, 18)
  expect(codesOf(fir)).toEqual(['FIR_COUNT'])
  expect(codesOf(jpeg(0, 100))).toEqual(['IMAGE_SIZE'])
})

test('no input makes a reader throw, read beyond the file, or report too many findings', () => {
  const random = seeded(Number(process.env.ENTENTE_SEED ?? 41))
  const files = [nist(), face(240, 320, 77), fingers(), jpeg(413, 531), jpeg2000(413, 531)]
  let broken = 0
  for (let turn = 0; turn < 4000; turn += 1) {
    const bytes = Buffer.from(files[turn % files.length] as Buffer)
    const cut = random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
    for (let change = 0; change <= turn % 4; change += 1)
      if (cut.length > 0) cut[Math.floor(random() * cut.length)] = Math.floor(random() * 256)
    const read = readBiometricFile(cut)
    if (read === null || read.findings.length > 0) broken += 1
    expect(read?.findings.length ?? 0).toBeLessThanOrEqual(100)
    for (const { position } of read?.findings ?? []) expect(Number(position?.byte)).toBeLessThanOrEqual(cut.length)
  }
  expect(broken).toBeGreaterThan(1000)
})

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let agreement: string
let now = new Date()
let shared: string
let kept: string
const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
beforeAll(async () => {
  network = await startTestNetwork(2, { clock: () => now, environment: { ENTENTE_PEER_WAIT_SECONDS: '1' } })
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  agreement = randomUUID()
  const members = network.nodes.map(({ member }) => member)
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: agreement })
  const drafts = [personDraft('Okwuosa', 'Chinedu', [agreement]), personDraft('Tredgold', 'Una', [])]
  ;[shared, kept] = (await shareSignals(norland, drafts, now)) as [string, string]
  await network.whenIdle()
})
afterAll(() => network?.stop())

/** Sends raw bytes, because `call` would send JSON. */
async function raw(
  node: NetworkNode,
  method: string,
  path: string,
  bytes?: Buffer,
  { purpose = 'border-control', type = 'application/octet-stream' } = {},
) {
  const { cookie, csrf } = node.officer
  const answer = await fetch(node.url + path, {
    method,
    headers: {
      ...{ cookie, 'entente-csrf': csrf, 'entente-purpose': purpose, 'idempotency-key': randomUUID() },
      ...(bytes === undefined ? {} : { 'content-type': type }),
    },
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  })
  const body = Buffer.from(await answer.arrayBuffer())
  const json = (answer.headers.get('content-type') ?? '').includes('json')
  return { status: answer.status, bytes: body, body: json ? JSON.parse(body.toString()) : null }
}
const copyOf = (node: NetworkNode, path: string, purpose = 'border-control', reason = 'For an invented court.') =>
  raw(node, 'POST', `${path}/copy`, Buffer.from(JSON.stringify({ reason })), { purpose, type: 'application/json' })
/** Releases the current version as the second officer, so that its files are shared. */
const release = async (id: string) => {
  const { version } = (await norland.officer.call('GET', `/v1/signals/${id}`)).body as SignalDetail
  await norland.secondOfficer.call('POST', `/v1/signals/${id}/release`, { version })
}
const listOf = async (node: NetworkNode, id: string) =>
  ((await raw(node, 'GET', `/v1/signals/${id}/attachments`)).body as AttachmentPage).items
const rowsOf = async (node: NetworkNode) =>
  (await node.db.selectFrom('signal_attachment').select('id').execute()).map(({ id }) => id).sort()
const alarmsOf = async (node: NetworkNode) =>
  (await node.db.selectFrom('alarm').select('code').where('ref', '=', `sig:${shared}`).execute()).map(
    ({ code }) => code,
  )

let first: Attachment
test('an officer attaches a file to an own signal; an invalid file is refused', async () => {
  const path = `/v1/signals/${shared}/attachments`
  const added = await raw(norland, 'POST', path, nist())
  expect(added).toMatchObject({ status: 201, body: { format: 'ansi-nist', sha256: hex(nist()), bytes: nist().length } })
  first = added.body as Attachment
  expect(await raw(norland, 'POST', path, nist())).toMatchObject({ status: 409, body: { code: 'attachment-exists' } })
  const refused = await raw(norland, 'POST', path, Buffer.from('%PDF-1.7 invented'))
  expect(refused).toMatchObject({ status: 422, body: { code: 'attachment-format' } })
  expect(await raw(norland, 'POST', path, face(240, 320, 77).subarray(0, -3))).toMatchObject({
    status: 422,
    body: { code: 'attachment-invalid', errors: [{ code: 'FAC_LENGTH', at: '/byte/8' }, { code: 'FAC_BLOCK_LENGTH' }] },
  })
  const large = await raw(norland, 'POST', path, Buffer.concat([jpeg(9, 9), Buffer.alloc(5 * 1024 * 1024)]))
  expect(large.status).toBe(413)
  expect(await listOf(norland, shared)).toEqual([first])
  // A new version notifies the members that have the signal. Refused files made no new version.
  const detail = (await norland.officer.call('GET', `/v1/signals/${shared}`)).body as SignalDetail
  expect(detail).toMatchObject({ version: 2, release: { state: 'waiting' } })
})

test('a member with the signal gets its file and reads it for a purpose', async () => {
  await raw(norland, 'POST', `/v1/signals/${kept}/attachments`, jpeg(413, 531, 9))
  await network.whenIdle()
  expect(await listOf(sudmark, shared)).toEqual([])
  await release(shared)
  await network.whenIdle()
  expect(await listOf(sudmark, shared)).toEqual([first])
  const path = `/v1/signals/${shared}/attachments/${first.id}`
  const logged = async () =>
    (await sudmark.db.selectFrom('audit.entry').select('id').where('ref', '=', `sig:${shared}`).execute()).length
  const before = await logged()
  expect((await copyOf(sudmark, path)).bytes.equals(nist())).toBe(true)
  expect(await logged()).toBe(before + 1)
  // A response stored for repeated requests would still exist after the file is erased.
  expect(await sudmark.db.selectFrom('idempotency').select('key').where('body', 'is not', null).execute()).toEqual([])
  expect((await copyOf(sudmark, path, 'customs-security')).status).toBe(403)
  expect(await copyOf(sudmark, path, 'border-control', 'because')).toMatchObject({ status: 422 })
  // Only the signal's owner adds or removes attachments.
  const foreign = await raw(sudmark, 'POST', `/v1/signals/${shared}/attachments`, jpeg(9, 9))
  expect(foreign).toMatchObject({ status: 403, body: { code: 'not-owner' } })
  expect((await raw(sudmark, 'DELETE', path)).status).toBe(403)
  expect(await rowsOf(sudmark)).toEqual([first.id])
})

async function askAs(member: string, path: string, body?: unknown) {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
  const facts = { method: body === undefined ? 'GET' : 'POST', path, url: norland.url + path, body: bytes }
  const token = await signRequest(readNodeKey(sudmark.dataRoot), { ...facts, from: member, to: norland.member, now })
  const headers = { [peerHeader]: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const sent = body === undefined ? {} : { body: new Uint8Array(bytes) }
  return fetch(facts.url, { method: facts.method, headers, ...sent })
}

test('attachments of a signal to which a member has no access answer 404', async () => {
  const [own] = await listOf(norland, kept)
  for (const path of [
    `/peer/v1/signals/${kept}/attachments`,
    `/peer/v1/attachments/${own?.id}`,
    '/peer/v1/attachments/x',
  ])
    expect((await askAs(sudmark.member, path)).status, path).toBe(404)
  const asked = await askAs(sudmark.member, '/peer/v1/attachments/asked', { ids: [kept, shared, randomUUID()] })
  expect(await asked.json()).toEqual({ ids: [shared] })
  expect((await fetch(`${norland.url}/peer/v1/attachments/${first.id}`)).status).toBe(401)
  expect((await askAs(sudmark.member, `/peer/v1/attachments/${first.id}`)).status).toBe(200)
})

test("a file that differs from its owner's signed list is refused with an alarm", async () => {
  // Change the owner's file, so that it matches neither the signed list nor its earlier hash.
  const path = `/v1/signals/${shared}/attachments`
  const second = (await raw(norland, 'POST', path, face(240, 320, 77))).body as Attachment
  await release(shared)
  await network.whenIdle()
  expect(await rowsOf(sudmark)).toEqual([first.id, second.id].sort())
  const row = await norland.db
    .selectFrom('signal_attachment')
    .selectAll()
    .where('id', '=', second.id)
    .executeTakeFirstOrThrow()
  const replace = async (change: { raw?: Buffer; sha256?: Buffer; id?: string }) => {
    await norland.db
      .deleteFrom('signal_attachment')
      .where('signal_id', '=', shared)
      .where('id', '<>', first.id)
      .execute()
    const next = { ...row, ...change, reading: JSON.stringify(row.reading) }
    await norland.db.insertInto('signal_attachment').values(next).execute()
    // Adding and removing another attachment makes a new version.
    const made = (await raw(norland, 'POST', path, jpeg(100, 100, Math.floor(now.getTime() / 1000) & 0xffff)))
      .body as Attachment
    await release(shared)
    await raw(norland, 'DELETE', `${path}/${made.id}`)
    await network.whenIdle()
  }
  await replace({ sha256: createHash('sha256').update('another').digest() })
  expect(await alarmsOf(sudmark)).toEqual(['attachment-changed'])
  now = new Date(now.getTime() + 2000)
  const id = randomUUID()
  const clocks = { regime: 'signal', mask_at: null, delete_at: new Date('2040-01-01') }
  await replace({ id, raw: norland.vault.codec.seal(id, 'raw', face(240, 320, 78), clocks) })
  await norland.vault.codec.beforeCommit()
  expect((await alarmsOf(sudmark)).sort()).toEqual(['attachment-changed', 'attachment-hash-differs'])
  expect(await rowsOf(sudmark)).toEqual([first.id])
  await raw(norland, 'DELETE', `${path}/${id}`)
})

test('files are erased with their signal at every member, and the receipt counts them', async () => {
  await network.whenIdle()
  const count = async () =>
    (await sudmark.db.selectFrom('signal_version').select('version').where('signal_id', '=', shared).execute()).length
  const versions = await count()
  await norland.officer.call('POST', `/v1/signals/${shared}/withdraw`, { reason: 'basis-ended', text: '' })
  await network.whenIdle()
  expect(await rowsOf(sudmark)).toEqual([])
  expect((await rowsOf(norland)).length).toBe(1)
  const receipts = () =>
    norland.db
      .selectFrom('signal_receipt')
      .select('body')
      .where('signal_id', '=', shared)
      .where('step', '=', 'erased')
      .execute()
  // The receipt is sent once no case is compared with the signal any more.
  await expect.poll(async () => (await receipts()).length).toBeGreaterThan(0)
  const [erased] = await receipts()
  expect(erased?.body).toMatchObject({ counts: { copies: versions + 1 + 1 } })
  const state = (await norland.officer.call('GET', `/v1/signals/${shared}/receipts`)).body as WithdrawalState
  expect(state).toMatchObject({ complete: true })
  expect((await raw(norland, 'POST', `/v1/signals/${shared}/attachments`, jpeg(9, 9))).status).toBe(409)
})
