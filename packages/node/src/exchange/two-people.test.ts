import { randomUUID } from 'node:crypto'
import type { SignalDetail, SignalHold, SignalPage, SignedActDetail, WithdrawalState } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../safeguards/access/acts/sign.fixture.ts'
import { agreementInForce } from '../safeguards/access/signal-access/agreement.fixture.ts'
import { enqueueJobs } from '../store/define-job.ts'
import { face } from './attachments/biometric-files.fixture.ts'
import { hashDraft, personDraft } from './peers/signals.fixture.ts'
import { storedTexts } from './stored-texts.fixture.ts'

// Two members with separate nodes exchange signals. These tests cover the rules that require two people for sharing a
// signal or keeping it.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
const agreement = randomUUID()
let now = new Date()
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
beforeAll(async () => {
  network = await startTestNetwork(2, { clock: () => now, environment: { ENTENTE_PEER_WAIT_SECONDS: '2' } })
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: agreement })
})
afterAll(() => network?.stop())

type Call = NetworkNode['officer']
const add = async (draft: object, headers?: Record<string, string>) => {
  const made = await norland.officer.call('POST', '/v1/signals', draft, headers)
  expect(made.status).toBe(201)
  return (made.body as { id: string }).id
}
const release = (by: Call, id: string, version = 1) => by.call('POST', `/v1/signals/${id}/release`, { version })
const read = async (by: Call, id: string) => (await by.call('GET', `/v1/signals/${id}`)).body as SignalDetail
const code = (answer: { body: unknown }) => (answer.body as { code?: string }).code
/** Returns the version of a signal that the second member has; null if it has none. */
const arrived = async (id: string) => {
  await network.whenIdle()
  const row = await sudmark.db
    .selectFrom('signal')
    .select('version')
    .where('id', '=', id)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row?.version ?? null
}

test('before a second release, a signal about a person is matched here but not shared', async () => {
  const { officer, secondOfficer } = norland
  const id = await add(personDraft('Vantongeren', 'Sole', [agreement]))
  const passport = await add(
    personDraft('', '', [agreement], {
      kind: 'travel-document',
      value: { documentType: 'P', number: 'QX5550142', issuingState: 'UTO', expiryDate: null },
    }),
  )
  expect(await arrived(passport)).toBe(1)
  expect(await arrived(id)).toBeNull()
  const ask = {
    signalId: id,
    action: 'release',
    purpose: 'border-control',
    destination: sudmark.member,
    role: 'system',
  }
  const denied = (await officer.call('POST', '/v1/access', ask)).body as { clauses: { id: string; result: string }[] }
  expect(denied.clauses.filter(({ result }) => result === 'fail').map((clause) => clause.id)).toEqual([
    'second-officer',
  ])
  const { destination: _, ...match } = ask
  expect((await officer.call('POST', '/v1/access', { ...match, action: 'match' })).body).toMatchObject({
    decision: 'allow',
  })
  const exported = await officer.call('GET', '/v1/signals/export?format=entente')
  expect(String(exported.body)).toContain(passport)
  expect(String(exported.body)).not.toContain(id)

  expect((await read(officer, id)).release).toMatchObject({ state: 'waiting', writtenByYou: true })
  const waiting = async () => (await secondOfficer.call('GET', '/v1/signals?waits=release')).body as SignalPage
  expect(await waiting()).toMatchObject({ total: 1, waiting: [id], items: [{ id }] })

  expect(code(await release(officer, id))).toBe('same-person')
  expect(code(await release(secondOfficer, id, 2))).toBe('version-conflict')
  expect(code(await release(secondOfficer, passport))).toBe('release-not-needed')
  const supervisor = await norland.signIn('supervisor')
  expect(code(await release(supervisor, id))).toBe('role')
  const done = await release(secondOfficer, id)
  expect(done).toMatchObject({ status: 200, body: { release: { state: 'released', releasedBy: expect.any(String) } } })
  expect(code(await release(secondOfficer, id))).toBe('release-not-needed')
  expect(await arrived(id)).toBe(1)
  expect(await waiting()).toMatchObject({ total: 0, waiting: [] })
  expect(code(await release(sudmark.secondOfficer, id))).toBe('not-owner')
  const releases = await norland.db
    .selectFrom('signal_release')
    .select(['version', 'wrote_by', 'person_id'])
    .where('signal_id', '=', id)
    .execute()
  expect(releases).toHaveLength(1)
  expect(releases[0]?.wrote_by).not.toBe(releases[0]?.person_id)

  // The act has a digest of the value, by which a guessed name could be confirmed. So it is sealed with the signal.
  const acts = norland.db.selectFrom('signed_act').select(['id', 'plain'])
  const act = await acts.where('signal_id', '=', id).executeTakeFirstOrThrow()
  expect(act.plain).toBeNull()
  const { content } = (await secondOfficer.call('GET', `/v1/acts/${act.id}`)).body as SignedActDetail
  expect(content).toMatchObject({ release: { signal: id, version: 1 } })
})

test('a new version waits for a second officer; a withdrawal does not', async () => {
  const id = await add(personDraft('Okonkwo', 'Ada', [agreement]))
  await release(norland.secondOfficer, id)
  expect(await arrived(id)).toBe(1)
  const edited = personDraft('Okonkwo', 'Adaeze', [agreement])
  const patch = (by: Call, version: number, draft: object) =>
    by.call('PATCH', `/v1/signals/${id}`, draft, { 'if-match': String(version) })
  expect((await patch(norland.secondOfficer, 1, edited)).status).toBe(200)
  expect(await arrived(id)).toBe(1)
  expect(code(await release(norland.secondOfficer, id, 2))).toBe('same-person')
  expect((await release(norland.officer, id, 2)).status).toBe(200)
  expect(await arrived(id)).toBe(2)
  await norland.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: '' })
  expect(await arrived(id)).toBeNull()
})

test('an officer who wrote the text or added a file cannot be second officer', async () => {
  const { officer, secondOfficer } = norland
  const id = await add(personDraft('Filestad', 'Runa', [agreement]))
  const files = `/v1/signals/${id}/attachments`
  const attach = async (by: Call, width: number) => {
    const added = await by.call('POST', files, new Uint8Array(face(width, 320, 77)))
    expect(added.status).toBe(201)
    return (added.body as { id: string }).id
  }
  const first = await attach(secondOfficer, 240)
  expect(code(await release(officer, id, 2))).toBe('same-person')
  expect(code(await release(secondOfficer, id, 2))).toBe('same-person')
  expect((await read(officer, id)).release).toMatchObject({ state: 'waiting', writtenByYou: true })
  await secondOfficer.call('DELETE', `${files}/${first}`)
  expect(code(await release(officer, id, 3))).toBe('same-person')

  // The second officer wrote the text and the first attached a file: neither may release it alone.
  const own = await attach(officer, 241)
  const edited = personDraft('Filestad', 'Rúna', [agreement])
  const patch = await secondOfficer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '4' })
  expect(patch.status).toBe(200)
  expect(code(await release(officer, id, 5))).toBe('same-person')
  await officer.call('DELETE', `${files}/${own}`)
  const again = await officer.call('PATCH', `/v1/signals/${id}`, edited, { 'if-match': '6' })
  expect(again.status).toBe(200)
  expect((await release(secondOfficer, id, 7)).status).toBe(200)

  // Contributions to a version that was already released no longer count.
  await attach(secondOfficer, 242)
  expect(code(await release(secondOfficer, id, 8))).toBe('same-person')
  expect((await release(officer, id, 8)).status).toBe(200)
  await officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: '' })
})

test('a new false-positive list blocks stored signals until two people approve an override', async () => {
  const { officer } = norland
  const safety = { 'entente-purpose': 'content-safety' }
  const hash = 'ab'.repeat(32)
  const hashSignal = await add(hashDraft(hash, [agreement]), safety)
  expect(await arrived(hashSignal)).toBe(1)
  const list = {
    ...{ id: 'own-logos', name: 'Logos of broadcasters', kind: 'media-hash', type: 'exact', effect: 'block' },
    ...{ entries: [`pdq:${hash}`], validUntil: null },
  }
  const kept = await officer.call('POST', '/v1/false-positives', list, safety)
  expect(kept).toMatchObject({ status: 200, body: { version: 1, met: [{ signalId: hashSignal }] } })
  // A signal that was already shared is not recalled.
  expect(await arrived(hashSignal)).toBe(1)
  const findings = async (headers = safety) =>
    (await officer.call('GET', '/v1/false-positives/findings', undefined, headers)).body as { items: object[] }
  expect(await findings()).toMatchObject({
    items: [{ signalId: hashSignal, list: 'own-logos', listVersion: 1, entry: `pdq:${hash}` }],
  })
  // Under another purpose neither the signals nor their findings are visible.
  expect((await findings({ 'entente-purpose': 'border-control' })).items).toEqual([])
  const detail = (await officer.call('GET', `/v1/signals/${hashSignal}`, undefined, safety)).body as SignalDetail
  expect(detail).toMatchObject({ status: 'active', falsePositives: [{ list: 'own-logos' }] })
  const blocked = (await officer.call('GET', '/v1/signals?waits=false-positive', undefined, safety)).body as SignalPage
  expect(blocked).toMatchObject({ total: 1, blocked: [hashSignal] })
  const ask = {
    signalId: hashSignal,
    action: 'release',
    purpose: 'content-safety',
    destination: sudmark.member,
    role: 'system',
  }
  const decision = async () => (await officer.call('POST', '/v1/access', ask, safety)).body
  expect(await decision()).toMatchObject({
    decision: 'deny',
    clauses: expect.arrayContaining([expect.objectContaining({ id: 'false-positive', result: 'fail' })]),
  })

  const { kind, value } = hashDraft(hash, [])
  const asked = await officer.call(
    'POST',
    '/v1/false-positives/overrides',
    { list: 'own-logos', kind, value, reason: 'The logo is cut out of the very video that is shared.' },
    safety,
  )
  await norland.whenIdle()
  expect((await findings()).items).toHaveLength(1)
  const { id } = asked.body as { id: string }
  expect((await norland.secondOfficer.call('POST', `/v1/false-positives/overrides/${id}/agree`)).status).toBe(200)
  await norland.whenIdle()
  expect(await findings()).toEqual({ items: [], next: null })
  expect(await decision()).toMatchObject({ decision: 'allow' })
})

test('the second officer cannot release a person that a new false-positive list blocks', async () => {
  const identifiers = [{ type: 'passport', number: 'N5550199C', issuer: 'NOR' }]
  const { value } = personDraft('Kvalheim', 'Runa', [])
  const id = await add(personDraft('Kvalheim', 'Runa', [agreement], { value: { ...value, identifiers } as never }))
  const list = {
    ...{ id: 'own-specimens', name: 'Specimens', kind: 'travel-document', type: 'exact', effect: 'block' },
    ...{ entries: ['N5550199C'], validUntil: null },
  }
  expect((await norland.officer.call('POST', '/v1/false-positives', list)).status).toBe(200)
  const refused = await release(norland.secondOfficer, id)
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'false-positive-list', at: '/value/identifiers/0/number' },
  })
  // After the list is corrected, the signal can be released again.
  await norland.officer.call('POST', '/v1/false-positives', { ...list, entries: ['X0000000'] })
  await norland.whenIdle()
  expect((await release(norland.secondOfficer, id)).status).toBe(200)
  expect(await arrived(id)).toBe(1)
})

/** Returns the tables of the second member's database that still contain the name. */
const tablesWith = async (word: string) => {
  const found: string[] = []
  for (const table of ['signal', 'signal_version'] as const)
    for (const text of await storedTexts(sudmark, table)) if (text.includes(word)) found.push(table)
  return found
}
const receipts = async (id: string) => {
  await network.whenIdle()
  return (await norland.officer.call('GET', `/v1/signals/${id}/receipts`)).body as WithdrawalState
}
/** Waits until all receipts have arrived. They are sent once no hit quotes the signal. */
const completed = async (id: string) => {
  await expect.poll(async () => (await receipts(id)).complete).toBe(true)
  return receipts(id)
}
const shared = async (family: string) => {
  const id = await add(personDraft(family, 'Ragna', [agreement]))
  await release(norland.secondOfficer, id)
  expect(await arrived(id)).toBe(1)
  return id
}
/** Moves the clock ahead and signs in again, because the sessions have expired. */
const pass = async (days: number) => {
  now = later(days)
  for (const node of network.nodes)
    Object.assign(node, { officer: await node.signIn('officer'), secondOfficer: await node.signIn('officer-2') })
}
const clocks = async () => {
  await enqueueJobs([{ task: 'peer-clocks', payload: {}, options: {} }]).execute(sudmark.db)
  await network.whenIdle()
}

test("a legal hold by two people keeps a withdrawn signal's sealed copy until its day", async () => {
  const id = await shared('Holdenstad')
  const hold = (by: Call, order: object) => by.call('POST', `/v1/signals/${id}/holds`, order)
  const order = { reason: 'court-order', basis: 'District court of Sudmark, 12/2026' }
  expect(code(await hold(sudmark.officer, order))).toBe('hold-until')
  expect(code(await hold(sudmark.officer, { ...order, until: later(367).toISOString() }))).toBe('hold-until')
  expect(code(await hold(norland.officer, { ...order, until: later(9).toISOString() }))).toBe('hold-needless')
  const asked = await hold(sudmark.officer, { ...order, until: later(9).toISOString() })
  expect(asked).toMatchObject({ status: 201, body: { state: 'asked', setByYou: true, keeps: false } })
  const { id: holdId } = asked.body as SignalHold
  expect(code(await hold(sudmark.officer, { ...order, until: later(9).toISOString() }))).toBe('hold-open')
  const approve = (by: Call) => by.call('POST', `/v1/signal-holds/${holdId}/approve`)
  expect(code(await approve(sudmark.officer))).toBe('same-person')
  const second = await signerOf(sudmark, 'supervisor')
  await sudmark.db.updateTable('founding').set({ single_operator: false }).execute()
  expect(code(await approve(second.session))).toBe('signature-needed')
  const signed = await second.sign({ type: 'hold.approve', about: `hold:${holdId}`, body: {} })
  const approved = await second.session.call('POST', `/v1/signal-holds/${holdId}/approve`, { signed })
  await sudmark.db.updateTable('founding').set({ single_operator: true }).execute()
  expect(approved.body).toMatchObject({ state: 'in-force' })
  expect((await read(sudmark.officer, id)).hold).toMatchObject({ id: holdId, state: 'in-force' })

  await norland.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: '' })
  const state = await receipts(id)
  expect(state).toMatchObject({
    complete: false,
    holders: [{ erased: null, refused: { refusal: { ...order, until: later(9).toISOString() } }, overdue: [] }],
  })
  expect(state.holders[0]?.stopped).not.toBeNull()
  expect((await sudmark.officer.call('GET', `/v1/signals/${id}`)).status).toBe(403)
  expect(await tablesWith('Holdenstad')).toEqual(['signal_version'])
  const indexed = await sudmark.db.selectFrom('selector_index').select('owner_id').where('owner_id', '=', id).execute()
  expect(indexed).toEqual([])
  const holds = (await sudmark.officer.call('GET', '/v1/signal-holds')).body as { items: SignalHold[] }
  expect(holds.items).toMatchObject([{ id: holdId, keeps: true, owner: norland.member }])

  await pass(8)
  await clocks()
  expect(await receipts(id)).toMatchObject({ complete: false, holders: [{ overdue: [] }] })
  await pass(2)
  // The day of the legal hold has passed, and no receipt has arrived yet.
  const late = (await norland.officer.call('GET', `/v1/signals/${id}/receipts`)).body
  expect(late).toMatchObject({ holders: [{ overdue: ['erased'] }] })
  await clocks()
  expect(await tablesWith('Holdenstad')).toEqual([])
  expect(await completed(id)).toMatchObject({
    complete: true,
    holders: [{ erased: expect.any(String), refused: { step: 'refused' }, overdue: [] }],
  })
})

test('lifting a legal hold ends it at once, and an unapproved one keeps nothing', async () => {
  const [kept, alone] = [await shared('Liftinge'), await shared('Ensambo')]
  const order = { reason: 'investigation', basis: 'Invented Procedure Act, section 9', until: later(30).toISOString() }
  const ask = async (id: string) =>
    (await sudmark.officer.call('POST', `/v1/signals/${id}/holds`, order)).body as SignalHold
  const { id: first } = await ask(kept)
  await ask(alone)
  await sudmark.secondOfficer.call('POST', `/v1/signal-holds/${first}/approve`)
  for (const id of [kept, alone])
    await norland.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'wrong', text: '' })
  expect((await completed(alone)).complete).toBe(true)
  expect((await receipts(kept)).complete).toBe(false)
  expect(await tablesWith('Liftinge')).toEqual(['signal_version'])
  expect(await tablesWith('Ensambo')).toEqual([])
  const lifted = await sudmark.officer.call('POST', `/v1/signal-holds/${first}/lift`)
  expect(lifted).toMatchObject({ status: 200, body: { state: 'ended', keeps: false } })
  expect((await completed(kept)).complete).toBe(true)
  expect(await tablesWith('Liftinge')).toEqual([])
  expect(code(await sudmark.officer.call('POST', `/v1/signal-holds/${first}/lift`))).toBe('hold-needless')
})

// The last test: afterwards this officer needs a passkey to sign in.
test('a second officer, not the importer, releases all people of a list together', async () => {
  const { officer, secondOfficer } = norland
  const terms = {
    ...personDraft('', '', [agreement]),
    reference: 'invented',
    validDays: 100,
    retainDays: 200,
    reviewDays: 50,
  }
  const { kind, value, labels, entity, recipients, source, validFrom, validUntil, retainUntil, reviewDue, ...kept } =
    terms
  const list = (await officer.call('POST', '/v1/lists', { title: 'Invented', format: 'csv', terms: kept })).body as {
    id: string
  }
  const bytes = new TextEncoder().encode(
    'id,name,birth_date,passport\n1,Marit Solvang,1980-01-02,\n2,Pål Enge,1979-03-04,\n3,Siv Hauan,1981-05-06,N5550177C\n4,Liv Aasen,1990-02-02,\n',
  )
  const preview = (await officer.call('POST', `/v1/lists/${list.id}/preview`, bytes)).body as { previewId: string }
  const imported = await officer.call('POST', `/v1/lists/${list.id}/import`, { previewId: preview.previewId })
  expect(imported).toMatchObject({ status: 200, body: { created: 4 } })
  // One of them cannot be opened.
  const fourth = norland.db
    .selectFrom('signal')
    .select('id')
    .where('list_id', '=', list.id)
    .where('list_entry', '=', '4')
  const { id: broken } = await fourth.executeTakeFirstOrThrow()
  const damaged = { a: null, b: Buffer.from('{"id":') }
  await norland.db.updateTable('signal').set(damaged).where('id', '=', broken).execute()
  const unreadable = { count: 1, ids: [broken] }
  const given = async () => {
    await network.whenIdle()
    const rows = await sudmark.db
      .selectFrom('signal')
      .select('id')
      .where('kind', '=', 'person')
      .where('status', '=', 'active')
      .execute()
    return rows.length
  }
  const before = await given()
  const all = (by: Call, version = 1) => by.call('POST', `/v1/lists/${list.id}/release`, { version })
  expect(code(await all(officer))).toBe('same-person')
  expect(code(await all(secondOfficer, 2))).toBe('version-conflict')
  // The signals of the list have a different purpose.
  const otherwise = { 'entente-purpose': 'content-safety' }
  const unread = await secondOfficer.call('POST', `/v1/lists/${list.id}/release`, { version: 1 }, otherwise)
  expect(code(unread)).toBe('release-not-needed')
  // The release checks the list that now blocks one of them, although an earlier check found nothing.
  const specimens = {
    ...{ id: 'own-samples', name: 'Samples', kind: 'travel-document', type: 'exact', effect: 'block' },
    ...{ entries: ['N5550177C'], validUntil: null },
  }
  expect((await officer.call('POST', '/v1/false-positives', specimens)).status).toBe(200)
  await norland.whenIdle()
  await norland.db.updateTable('signal').set({ false_positive: false }).where('list_id', '=', list.id).execute()
  expect((await all(secondOfficer)).body).toEqual({ released: 2, yourOwn: 0, blocked: 1, unreadable })
  expect(await given()).toBe(before + 2)
  await officer.call('POST', '/v1/false-positives', { ...specimens, entries: ['X0000001'] })
  // On a node of several people the officer signs it.
  const signer = await signerOf(norland, 'officer-2')
  // The first second factor ends the other sessions.
  norland.secondOfficer = signer.session
  await norland.db.updateTable('founding').set({ single_operator: false }).execute()
  expect(code(await all(signer.session))).toBe('signature-needed')
  const signed = await signer.sign({ type: 'signal.release-list', about: `list:${list.id}@1`, body: { version: 1 } })
  const answer = await signer.session.call('POST', `/v1/lists/${list.id}/release`, { version: 1, signed })
  await norland.db.updateTable('founding').set({ single_operator: true }).execute()
  expect(answer.body).toEqual({ released: 1, yourOwn: 0, blocked: 0, unreadable })
  expect(await given()).toBe(before + 3)
  expect((await all(signer.session)).body).toEqual({ released: 0, yourOwn: 0, blocked: 0, unreadable })
})
