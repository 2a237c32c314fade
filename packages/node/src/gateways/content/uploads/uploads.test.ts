// This file has over 400 lines because one node with its banks, decoders and platform serves every test of uploads.

import { createHmac } from 'node:crypto'
import { createSender, createSenderKey } from '@entente/node'
import { type CallbackServer, startCallbackServer } from '@entente/testkit'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noHurry } from '../../../media/made-media.fixture.ts'
import { sweepRetentionJob } from '../../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { noStops } from '../../../safeguards/stops-in-force/stop-set.ts'
import { enqueueJobs } from '../../../store/define-job.ts'
import { type Answer, type ContentNode, flipped, type Person, randomPdq, startContentNode } from '../content.fixture.ts'
import { suspendItem } from '../items/give-opinion.ts'
import { type UploadBody, type UploadRow, uploadClasses } from './upload-row.ts'

let platform: CallbackServer
let node: ContentNode
let now = new Date('2026-11-24T12:00:00.000Z')
let analyst: Person
let supervisor: Person
const member = { id: 'norland.example', name: 'Norland' }
const label = { scheme: 'behaviour', version: '2021-11', code: 'recruitmentAndInstruction' }
beforeAll(async () => {
  platform = await startCallbackServer()
  node = await startContentNode({ clock: () => now, platformCallback: `${platform.url}decisions` })
  analyst = await node.person('analyst')
  supervisor = await node.person('supervisor')
  await node.bank('FINDS', { labels: [label] })
})
afterAll(async () => {
  await node.stop()
  await platform.close()
})

let count = 0
const upload = async (given: object): Promise<{ status: number; body: Answer }> => {
  count += 1
  return node.ask('POST', '/v1/content/uploads', { uploadId: `up-${count}`, ...given })
}
const pdq = (value: string) => ({ type: 'pdq', value })

/** Views a case as long as a decision requires, as the desk reports it. */
async function viewLongEnough(person: Person, caseId: string): Promise<void> {
  for (let beat = 0; beat < 7; beat += 1) {
    const { status } = await person.call('POST', `/v1/cases/${caseId}/view`, {})
    expect(status).toBe(200)
    now = new Date(now.getTime() + 5000)
  }
}
async function propose(person: Person, caseId: string, outcome: string, act: string, reason: string) {
  await viewLongEnough(person, caseId)
  const { body: detail } = await person.call('GET', `/v1/cases/${caseId}`)
  return person.call('POST', `/v1/cases/${caseId}/proposal`, {
    outcome,
    act,
    reasons: [reason],
    text: 'The same recording, cut by some seconds at its end.',
    hits: detail.hits.map(({ id }: { id: string }) => id),
    alternativesConsidered: ['News, research or counter-speech that shows the same content.'],
    details: null,
  })
}

test('an upload without a hit is answered and only its hashes are kept', async () => {
  const given = { uploadId: 'quiet', contentRef: 'https://fotovik.example/p/1', signals: [pdq(randomPdq())] }
  const first = await upload(given)
  expect(first).toMatchObject({
    status: 202,
    body: { uploadId: 'quiet', matches: [], total: 0, truncated: false, caseId: null, state: 'no-match' },
  })
  expect(await upload({ ...given, signals: [pdq(randomPdq())] })).toEqual(first)
  const rows = await node.db.selectFrom('upload').selectAll().where('id', '=', first.body.messageId).execute()
  expect(rows).toHaveLength(1)
  expect(`${rows[0]?.a}`).not.toContain('fotovik.example')
  expect((rows[0]?.delete_at.getTime() ?? 0) - now.getTime()).toBe(7 * 86_400_000)
  const detail = await node.ask('GET', '/v1/content/uploads/quiet')
  expect(detail).toMatchObject({ status: 200, body: { state: 'no-match', decision: null, findings: [] } })
  expect((await node.ask('GET', '/v1/content/uploads/never-sent')).status).toBe(404)
})

test('an upload from before the index was loaded stores no additional data', async () => {
  const { takeUpload } = await import('./take-upload.ts')
  const { matchUpload } = await import('./match-upload.ts')
  const { createContentIndex } = await import('../index/content-index.ts')
  const { createContentGateway } = await import('../gateway.ts')
  const { FloodWatch } = await import('../floods/flood-watch.ts')
  const { MediaHasher } = await import('../../../media/index.ts')
  const log = pino({ level: 'silent' })
  const core = { store: node.store, dataRoot: node.dataRoot, member, log, clock: () => now, stops: () => noStops }
  const hasher = new MediaHasher({ decoders: 1, limits: noHurry })
  const comparing = { ...core, index: createContentIndex(core), flood: new FloodWatch() }
  const deps = { ...comparing, gateway: createContentGateway(comparing), hasher, fetching: null }
  const sender = await node.db
    .selectFrom('sender')
    .selectAll()
    .where('id', '=', node.platform.id)
    .executeTakeFirstOrThrow()
  const given = { uploadId: 'while loading', contentRef: 'https://fotovik.example/p/9', accountRef: 'user-9' }
  const { messageId: id, state } = await takeUpload(deps, sender, { ...given, signals: [pdq(randomPdq())] })
  expect(state).toBe('received')
  await deps.index.load()
  const row = await matchUpload(deps, { uploadId: id })
  expect(row?.state).toBe('no-match')
  const body = await systemAccess(core, 'content-safety').transaction(
    { action: 'record.read', type: 'record.read' },
    async (tx) => tx.open<UploadBody>(row as UploadRow).value.text,
  )
  expect(body).toMatchObject({ uploadId: 'while loading', contentRef: null, accountRef: null, words: null })
  const kept = await node.db.selectFrom('upload').select('account').where('state', '=', 'no-match').execute()
  expect(kept.filter(({ account }) => account !== null)).toEqual([])
  expect(body?.signals).toHaveLength(1)
  expect((row?.delete_at.getTime() ?? 0) - now.getTime()).toBe(7 * 86_400_000)
  await deps.index.stop()
  await hasher.close()
})

test('a hit opens a case; two people remove; a signed webhook reports the decision', async () => {
  const hash = randomPdq()
  await node.add('FINDS', [pdq(hash)])
  const { body } = await upload({
    uploadId: 'bad',
    contentRef: 'https://fotovik.example/p/2',
    signals: [pdq(flipped(hash, 6))],
  })
  expect(body).toMatchObject({ state: 'in-review', matches: [{ distance: 6, labels: [label] }], total: 1 })
  const caseId: string = body.caseId
  const { body: detail } = await analyst.call('GET', `/v1/cases/${caseId}`)
  expect(detail).toMatchObject({
    gateway: 'content',
    team: 'content',
    regime: 'platform-upload',
    subject: { label: 'https://fotovik.example/p/2', parties: [{ role: 'upload', kind: 'item' }] },
    hits: [{ explanation: expect.stringContaining('differs in 6 of 256 bits (31 allowed)'), logOdds: null }],
    otherExplanations: expect.arrayContaining([
      expect.objectContaining({ text: expect.stringContaining('counter-speech') }),
    ]),
    record: { masked: false, sections: [{ id: 'upload', kind: 'fields' }] },
  })
  expect(detail.signals).toMatchObject([{ kind: 'media-hash', value: { algorithm: 'pdq', hash } }])

  expect(await propose(analyst, caseId, 'adverse', 'remove', 'same-content')).toMatchObject({
    body: { state: 'awaiting-second', decision: null },
  })
  expect((await node.ask('GET', '/v1/content/uploads/bad')).body).toMatchObject({ state: 'in-review', decision: null })
  expect(platform.received).toEqual([])
  await viewLongEnough(supervisor, caseId)
  const confirmation = { agree: true, reasons: ['same-content'], text: 'The frames agree and so does the sound.' }
  expect(await supervisor.call('POST', `/v1/cases/${caseId}/confirmation`, confirmation)).toMatchObject({
    body: { state: 'decided' },
  })

  platform.refuse(1)
  const received = await platform.next(({ text }) => text.includes('"bad"'))
  const event = JSON.parse(received.text)
  expect(event).toEqual({
    event: 'content.decided',
    uploadId: 'bad',
    caseId,
    decision: {
      outcome: 'adverse',
      act: 'remove',
      labels: [label],
      decidedAt: expect.any(String),
      reasons: ['same-content'],
    },
    sequence: expect.any(Number),
  })
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(received.signature ?? '') ?? []
  const { callback_secret: secret } = await node.db
    .selectFrom('sender')
    .select('callback_secret')
    .where('id', '=', node.platform.id)
    .executeTakeFirstOrThrow()
  expect(createHmac('sha256', secret).update(`${t}.`).update(received.body).digest('hex')).toBe(v1)
  expect((await node.ask('GET', '/v1/content/uploads/bad')).body).toMatchObject({
    state: 'decided',
    decision: event.decision,
  })
  await node.whenIdle()
  const { body: again } = await node.ask('POST', '/v1/content/match', { signals: [pdq(hash)] })
  expect(again.matches[0].feedback).toEqual({ confirmed: 1, mistaken: 0, notUseful: 0 })

  // Reopening is reported to the platform too, with a higher sequence number.
  const reason = 'The uploader says it is a news report; to be looked at again.'
  expect((await supervisor.call('POST', `/v1/cases/${caseId}/reopen`, { reason })).status).toBeLessThan(300)
  const reopened = JSON.parse((await platform.next(({ text }) => text.includes('content.reopened'))).text)
  expect(reopened).toMatchObject({ uploadId: 'bad', decision: null })
  expect(reopened.sequence).toBeGreaterThan(event.sequence)
  expect((await node.ask('GET', '/v1/content/uploads/bad')).body).toMatchObject({ state: 'in-review', decision: null })
})

test('K10 a decision of one person removes no upload of a platform with real people', async () => {
  const hash = randomPdq()
  await node.add('FINDS', [pdq(hash)])
  const { body } = await upload({ uploadId: 'real', signals: [pdq(hash)] })
  await node.db.updateTable('sender').set({ synthetic: false }).execute()
  await propose(analyst, body.caseId, 'adverse', 'remove', 'same-content')
  await viewLongEnough(supervisor, body.caseId)
  const confirmation = { agree: true, reasons: ['same-content'], text: 'The frames agree and so does the sound.' }
  expect(await supervisor.call('POST', `/v1/cases/${body.caseId}/confirmation`, confirmation)).toMatchObject({
    body: { decision: { adverse: true, people: 'single-operator' } },
  })
  await node.whenIdle()
  expect((await node.ask('GET', '/v1/content/uploads/real')).body).toMatchObject({
    ...{ state: 'in-review', decision: null },
  })
  expect(platform.received.filter(({ text }) => text.includes('"real"'))).toEqual([])
  await node.db.updateTable('sender').set({ synthetic: true }).execute()
})

test('three mistaken opinions suspend a signal; only sources with a hit count', async () => {
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [pdq(hash)])
  const { body } = await upload({ uploadId: 'fine', signals: [pdq(hash)] })
  expect(await propose(analyst, body.caseId, 'no-action', 'keep', 'context-changes-meaning')).toMatchObject({
    body: { state: 'decided', decision: { act: 'keep' } },
  })
  await platform.next(({ text }) => text.includes('"fine"'))
  await node.whenIdle()
  const officer = await node.person('officer')
  expect((await officer.call('GET', `/v1/content/items/${itemId}`)).body).toMatchObject({
    state: 'active',
    feedback: { mistaken: 1 },
  })
  const said = { outcome: 'mistaken', reason: 'This is our own advertisement.', uploadId: 'fine' }
  const feedback = `/v1/content/items/${itemId}/feedback`
  expect(await node.ask('POST', feedback, said)).toMatchObject({ status: 201, body: { feedback: { mistaken: 2 } } })
  // One source counts once.
  expect(await node.ask('POST', feedback, said)).toMatchObject({ status: 201, body: { feedback: { mistaken: 2 } } })
  expect((await upload({ signals: [pdq(hash)] })).body.state).toBe('in-review')
  const { key } = await createSenderKey(node.db, await createSender(node.db, { name: 'Klippbok', gateway: 'content' }))
  const third = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const answer = await fetch(node.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: await answer.json() }
  }
  const match = { outcome: 'mistaken', reason: 'A football match.' }
  const without = await third(feedback, match)
  expect(without).toMatchObject({ status: 201, body: { counted: false, feedback: { mistaken: 2 } } })
  await third('/v1/content/uploads', { uploadId: 'third', signals: [pdq(hash)] })
  expect(await third(feedback, match)).toMatchObject({ body: { counted: true, feedback: { mistaken: 3 } } })
  expect((await upload({ signals: [pdq(hash)] })).body).toMatchObject({ state: 'matched', matches: [] })
  expect((await officer.call('GET', `/v1/content/items/${itemId}`)).body.state).toBe('suspended')
})

test('withdrawing a signal closes its case', async () => {
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [pdq(hash)])
  const { body } = await upload({ uploadId: 'gone', signals: [pdq(hash)] })
  expect(body.state).toBe('in-review')
  await (await node.person('officer')).call('DELETE', `/v1/content/items/${itemId}`)
  await node.whenIdle()
  const { state } = await node.db
    .selectFrom('case_file')
    .select('state')
    .where('id', '=', body.caseId)
    .executeTakeFirstOrThrow()
  expect(state).toBe('closed')
  expect((await node.ask('GET', '/v1/content/uploads/gone')).body).toMatchObject({ state: 'no-match', matches: [] })
})

test('a later signal matches an earlier upload, and the case says so', async () => {
  const hash = randomPdq()
  expect((await upload({ uploadId: 'earlier', signals: [pdq(flipped(hash, 3))] })).body.state).toBe('no-match')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const officer = await node.person('officer')
  const incident = { name: 'Harbour', level: 'contentIncident', startsAt: now.toISOString() }
  const { body: opened } = await officer.call('POST', '/v1/content/incidents', incident)
  const [itemId] = await node.add('FINDS', [pdq(hash)], { incident: opened.id })
  await node.whenIdle()
  const { body } = await node.ask('GET', '/v1/content/uploads/earlier')
  expect(body).toMatchObject({ state: 'in-review', matches: [{ itemId, incident: opened.id, distance: 3 }] })
  const { body: detail } = await analyst.call('GET', `/v1/cases/${body.caseId}`)
  expect(detail.hits[0].explanation).toMatch(/^Uploaded before this signal came\./)
  expect(detail.dueAt).not.toBeNull()
  const { body: list } = await officer.call('GET', '/v1/content/incidents')
  expect(list.items).toMatchObject([{ name: 'Harbour', items: 1, firstSignalAt: expect.any(String) }])
})

test('negative and shadow banks open no case; an unreadable signal does not hide other signals', async () => {
  await node.bank('HARMLESS', { negative: true })
  await node.bank('WATCHED', { shadow: true })
  const [a, b, c] = [randomPdq(), randomPdq(), randomPdq()]
  await node.add('FINDS', [pdq(flipped(a, 9)), pdq(c)])
  await node.add('HARMLESS', [pdq(a)])
  await node.add('WATCHED', [pdq(b)])
  expect((await upload({ signals: [pdq(a)] })).body).toMatchObject({ state: 'matched', caseId: null, total: 2 })
  expect((await upload({ signals: [pdq(b)] })).body).toMatchObject({ state: 'matched', caseId: null, matches: [] })
  const { body } = await upload({ uploadId: 'partly', signals: [pdq('f'.repeat(63)), pdq(c)] })
  expect(body).toMatchObject({ state: 'in-review', total: 1 })
  expect((await node.ask('GET', '/v1/content/uploads/partly')).body.findings).toMatchObject([
    {
      ...{ code: 'SIGNAL_INVALID', severity: 'error', at: '/signals/0', literal: 'f'.repeat(63) },
      ...{ key: 'content.findings.SIGNAL_INVALID.pdq', values: {}, message: 'A PDQ hash is 64 hexadecimal digits.' },
    },
  ])
  expect((await upload({ signals: [pdq('xyz')] })).body).toMatchObject({ state: 'quarantined', matches: [] })
  expect(
    (await upload({ uploadId: 'half', accountRef: 'a', signals: [pdq('xyz'), pdq(randomPdq())] })).body,
  ).toMatchObject({
    state: 'not-compared',
    matches: [],
  })
  // Nobody looks at it, so it is kept no longer than one without a match.
  const half = await node.db
    .selectFrom('upload')
    .selectAll()
    .where('state', '=', 'not-compared')
    .executeTakeFirstOrThrow()
  expect(half.delete_at.getTime() - half.received_at.getTime()).toBe(7 * 86_400_000)
  expect(await upload({})).toMatchObject({ status: 422, body: { code: 'body-invalid' } })
  expect(await upload({ signals: [pdq(a)], callbackUrl: 'http://127.0.0.1:1/' })).toMatchObject({
    status: 400,
    body: { code: 'url-forbidden' },
  })
})

test('a match near to known harmless content says so and is weaker', async () => {
  const known = randomPdq()
  await node.add('FINDS', [pdq(flipped(known, 4))])
  await node.add('HARMLESS', [pdq(flipped(known, 20))])
  const { body } = await upload({ uploadId: 'near-harmless', signals: [pdq(known)] })
  const { body: detail } = await analyst.call('GET', `/v1/cases/${body.caseId}`)
  expect(detail.hits[0].strength).toMatchObject({ filled: 4, hollow: 2 })
  expect(detail.otherExplanations.map(({ key }: { key: string }) => key)).toContain('content.match.near-harmless')
  const stored = await node.db
    .selectFrom('case_file')
    .select('cells')
    .where('id', '=', body.caseId)
    .executeTakeFirstOrThrow()
  expect(stored.cells).toContainEqual({ id: 'harmless', relation: 'differs', how: 'harmless' })
})

test('findings of an older release without keys are shown with their stored words', async () => {
  const known = randomPdq()
  await node.add('FINDS', [pdq(known)])
  const { body: answer } = await upload({ uploadId: 'older', signals: [pdq('f'.repeat(63)), pdq(known)] })
  const finding = {
    ...{ code: 'MEDIA_DAMAGED', severity: 'warning' as const, message: 'Words of an older release.' },
    ...{ position: null, literal: null, at: '/file' },
  }
  const core = { store: node.store, member, log: pino({ level: 'silent' }), clock: () => now }
  await systemAccess(core, 'content-safety').transaction({ action: 'record.read', type: 'record.read' }, async (tx) => {
    const rows = tx.db.selectFrom('upload').selectAll().where('id', '=', answer.messageId)
    const row: UploadRow = await rows.executeTakeFirstOrThrow()
    const { text } = tx.open<UploadBody>(row).value
    const older = text === null ? null : { ...text, findings: [finding] }
    const sealed = tx.seal(row.id, { text: older }, uploadClasses, row)
    await tx.db.updateTable('upload').set(sealed).where('id', '=', row.id).execute()
  })
  const shown = [{ ...finding, key: 'reasons.text', values: { text: finding.message } }]
  expect((await node.ask('GET', '/v1/content/uploads/older')).body.findings).toEqual(shown)
  expect((await analyst.call('GET', `/v1/cases/${answer.caseId}/upload`)).body.findings).toEqual(shown)
})

test('a flooding signal is quarantined with one case, whose decision can release it', async () => {
  const hash = randomPdq()
  const [itemId = ''] = await node.add('FINDS', [pdq(hash)])
  const officer = await node.person('officer')
  const about = () =>
    node.db.selectFrom('case_file').select(['id', 'state', 'team']).where('subject_id', '=', itemId).execute()
  const stateOf = async () => (await officer.call('GET', `/v1/content/items/${itemId}`)).body.state
  for (let one = 0; one < 51; one += 1) await upload({ signals: [pdq(hash)] })
  const [first] = await about()
  const caseId = first?.id as string
  expect(await about()).toEqual([{ id: expect.any(String), state: 'open', team: 'content' }])
  expect(await stateOf()).toBe('quarantined')
  // Later uploads open no case.
  expect((await upload({ signals: [pdq(hash)] })).body).toMatchObject({ caseId: null, matches: [] })
  const alarms = node.db.selectFrom('alarm').select('detail').where('ref', '=', `item:${itemId}`)
  // An upload that was compared before the index knew raises no second alarm.
  const late = { action: 'record.write', type: 'record.read', impersonal: true } as const
  await systemAccess({ store: node.store, member }, null).transaction(late, async (tx) => {
    tx.leavesNoEntry()
    await suspendItem(tx, itemId, 'again', 'item-flooding')
  })
  expect(await alarms.execute()).toMatchObject([{ detail: { item: itemId, case: caseId } }])
  const { body: detail } = await analyst.call('GET', `/v1/cases/${caseId}`)
  expect(detail).toMatchObject({
    subject: { id: itemId, label: 'A signal of FINDS', parties: [{ role: 'signal', kind: 'item' }] },
    hits: [{ explanation: expect.stringContaining('It found more uploads in ten minutes') }],
  })
  expect(detail.record.sections[0].fields).toContainEqual(expect.objectContaining({ field: 'pdq', value: hash }))

  // The case is in the queue of uploads, with the data of its signal.
  const { body: queue } = await analyst.call('GET', '/v1/content/queue?limit=100')
  expect(queue.items.find(({ id }: { id: string }) => id === caseId)).toMatchObject({
    subject: { id: itemId, parties: [{ role: 'signal' }] },
    upload: { kind: null, labels: [label], nearest: null, sources: 1, incident: null, picture: false },
  })

  // After a release by hand there is nothing to decide; the next flood opens the case again.
  expect((await officer.call('PATCH', `/v1/content/items/${itemId}`, { state: 'active' })).status).toBe(200)
  await node.whenIdle()
  expect((await about()).map(({ state }) => state)).toEqual(['closed'])
  expect((await upload({ signals: [pdq(hash)] })).body.caseId).toEqual(expect.any(String))
  expect((await about()).map(({ id, state }) => [id, state])).toEqual([[caseId, 'open']])
  await viewLongEnough(analyst, caseId)
  const [hit] = detail.hits
  const proposal = {
    ...{ outcome: 'no-action', act: 'keep', reasons: ['known-harmless'], text: '', hits: [hit.id], details: null },
    alternativesConsidered: ['Harmless content that many show: a frame, a logo, a news picture.'],
    feedback: [{ hitId: hit.id, outcome: 'confirmed' }],
  }
  const propose = () => analyst.call('POST', `/v1/cases/${caseId}/proposal`, proposal)
  // The hit was withdrawn and found again after the analyst read the case.
  expect(await propose()).toMatchObject({ status: 409, body: { code: 'evidence-changed' } })
  await analyst.call('GET', `/v1/cases/${caseId}`)
  expect(await propose()).toMatchObject({ status: 201 })
  await node.whenIdle()
  expect((await about()).map(({ state }) => state)).toEqual(['decided'])
  expect(await stateOf()).toBe('active')
})

test('uploads that match an ended incident are not urgent', async () => {
  const officer = await node.person('officer')
  const starts = { name: 'Invented attack', level: 'incident', startsAt: new Date(now.getTime() - 1000).toISOString() }
  const { body: incident } = await officer.call('POST', '/v1/content/incidents', starts)
  const hash = randomPdq()
  await node.add('FINDS', [pdq(hash)], { incident: incident.id })
  const due = async (id: string) =>
    (await node.db.selectFrom('case_file').select('due_at').where('id', '=', id).executeTakeFirstOrThrow()).due_at
  expect(await due((await upload({ signals: [pdq(hash)] })).body.caseId)).toEqual(new Date(now.getTime() + 3_600_000))
  now = new Date(now.getTime() + 60_000)
  const path = `/v1/content/incidents/${incident.id}`
  expect((await officer.call('PATCH', path, { endsAt: now.toISOString() })).body.endsAt).toBe(now.toISOString())
  const { body } = await upload({ signals: [pdq(hash)] })
  expect([await due(body.caseId), body.matches[0].incident]).toEqual([null, incident.id])
  // Two officers change it at once: neither overwrites the other's change.
  for (const level of ['contentIncident', 'incident', 'contentIncidentProtocol']) {
    await Promise.all([officer.call('PATCH', path, { level }), officer.call('PATCH', path, { name: `Now ${level}` })])
    const { body: list } = await officer.call('GET', '/v1/content/incidents')
    expect(list.items.find(({ id }: { id: string }) => id === incident.id)).toMatchObject({
      level,
      name: `Now ${level}`,
    })
  }
})

test('a case closes when its signal is withdrawn or expires', async () => {
  const { matchExpired } = await import('./match-uploads-again.ts')
  const { FloodWatch } = await import('../floods/flood-watch.ts')
  const { createContentIndex } = await import('../index/content-index.ts')
  const { createContentGateway } = await import('../gateway.ts')
  const [withdrawn, ended] = [randomPdq(), randomPdq()]
  const [itemId] = await node.add('FINDS', [pdq(withdrawn)])
  const validUntil = new Date(now.getTime() + 3_600_000).toISOString()
  await node.add('FINDS', [pdq(ended)], { validUntil })
  const first = (await upload({ uploadId: 'withdrawn', signals: [pdq(withdrawn)] })).body
  const second = (await upload({ uploadId: 'ended', signals: [pdq(ended)] })).body
  const officer = await node.person('officer')
  const signalId = (await officer.call('GET', `/v1/content/items/${itemId}`)).body.signals[0].signalId
  const withdrawal = { reason: 'mistaken', text: '' }
  expect((await officer.call('POST', `/v1/signals/${signalId}/withdraw`, withdrawal)).status).toBe(200)
  now = new Date(now.getTime() + 3_600_000)
  // Neither signal matches any more, whether or not a job ran.
  expect((await upload({ signals: [pdq(ended)] })).body.matches).toEqual([])
  const log = pino({ level: 'silent' })
  const deps = { store: node.store, dataRoot: node.dataRoot, member, log, clock: () => now }
  const index = createContentIndex(deps)
  await index.load()
  const comparing = { ...deps, index, flood: new FloodWatch() }
  await matchExpired({ ...comparing, gateway: createContentGateway(comparing) })
  const cases = await node.db
    .selectFrom('case_file')
    .select('state')
    .where('id', 'in', [first.caseId, second.caseId])
    .execute()
  expect(cases).toEqual([{ state: 'closed' }, { state: 'closed' }])
})

test('an upload without a match is deleted after seven days and never matches again', async () => {
  const hash = randomPdq()
  const { body } = await upload({ uploadId: 'forgotten', signals: [pdq(hash)] })
  now = new Date(now.getTime() + 7 * 86_400_000 + 1000)
  const { runContentClocks } = await import('../clocks.ts')
  await runContentClocks({ store: node.store, member })
  const left = await node.db.selectFrom('seen_hash').select('number').where('upload_id', '=', body.messageId).execute()
  expect(left).toEqual([])
  expect((await node.ask('GET', '/v1/content/uploads/forgotten')).status).toBe(403)
  await enqueueJobs([{ task: sweepRetentionJob.name, payload: {}, options: {} }]).execute(node.db)
  await node.whenIdle()
  expect((await node.ask('GET', '/v1/content/uploads/forgotten')).status).toBe(404)
  // The key of the tokens of uploads has no end.
  const { rows } = await sql<{ proof: string }>`select proof from deletion_proof`.execute(node.db)
  const ends = rows.map(({ proof }) => (JSON.parse(proof) as { backupsReadableUntil: string }).backupsReadableUntil)
  expect(new Set(ends)).toEqual(new Set(['9999-12-31T00:00:00.000Z']))
})
