import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UnmaskedView, UnmaskRequest, UnmaskRequests } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { type Signer, signerOf } from '../../safeguards/access/acts/sign.fixture.ts'
import { openAgeFile } from '../../safeguards/oversight-files/age-file.ts'
import { giveRecipient } from '../../safeguards/oversight-files/recipient.fixture.ts'
import { regimes, releasedRegimes, useRegimes } from '../../safeguards/retention/regimes.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { liftRules } from '../../store/migrate.ts'

const purpose = { 'entente-purpose': 'terrorism-prevention' }
const reason = 'The court asked who travelled on this flight and with which document.'
const start = new Date('2026-08-31T10:00:00.000Z')
const masked = new Date('2027-03-01T10:00:00.000Z')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)
let now = start
let node: TestNode
let owner: pg.Client
let app: pg.Client
let people: Record<'analyst' | 'supervisor' | 'other' | 'oversight' | 'administrator', SignedIn>
const restore = useRegimes(releasedRegimes.map((regime) => ({ regime, from: new Date(regime.validFrom) })))

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  owner = new pg.Client(node.database.connection('entente_owner'))
  app = new pg.Client(node.database.connection('entente_app'))
  await Promise.all([owner.connect(), app.connect()])
  mkdirSync(join(node.dataRoot, 'regimes'), { recursive: true })
  const court = {
    ...regimes.icao,
    id: 'norland-court',
    unmask: { approver: 'judicial', informOversight: true, maxHours: 6 },
  }
  writeFileSync(join(node.dataRoot, 'regimes', 'court.json'), JSON.stringify(court))
  const administrator = await node.signIn('administrator')
  expect(await administrator.call('POST', '/v1/retention/regimes')).toMatchObject({ status: 200 })
  for (const [place, regime] of ['icao', 'own', 'eu-pnr', 'norland-court', 'eu-api-border'].entries())
    await arrive(regime, place)
  now = masked
  await run('sweep-retention')
  // A second supervisor, of the same team.
  const second = "(select id from account where name = 'officer-2')"
  await owner.query(`update account_role set role = 'supervisor' where account_id = ${second}`)
  await owner.query(`insert into account_team (account_id, team) select ${second}, team from account_team limit 1`)
  await signInAll()
})
afterAll(async () => {
  await Promise.all([owner?.end(), app?.end()])
  await node?.stop()
  restore()
})

/** Signs everybody in again: a session does not outlive hours. */
async function signInAll(): Promise<void> {
  const signIn = (account: string) => node.signIn(account)
  people = {
    ...{ analyst: await signIn('analyst'), supervisor: await signIn('supervisor'), other: await signIn('officer-2') },
    ...{ oversight: await signIn('oversight-1'), administrator: await signIn('administrator') },
  }
}
/** Moves the clock, and signs everybody in again. */
async function wait(count: number): Promise<void> {
  now = hours(count)
  await signInAll()
}

/** The record and the case under each regime. */
const records: Record<string, { recordId: string; caseId: string }> = {}

/** Sends one traveller under a regime and opens a case about it, with evidence where the regime asks for it. */
async function arrive(regime: string, place: number): Promise<void> {
  const administrator = await node.signIn('administrator')
  const purposes = regime === 'eu-api-border' ? ['border-control'] : ['terrorism-prevention']
  const settings = { regimes: { PAXLST: regime }, purposes: { PAXLST: purposes } }
  expect(await administrator.call('PATCH', `/v1/senders/${node.sender.id}`, settings)).toMatchObject({ status: 200 })
  const birth = '840312'
  const person = { surname: `VORK${'ABCDE'[place]}MARK`, given: 'NILS', birth, document: `K447190${place}B` }
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    ...{ method: 'POST', body: paxlst([person], { flight: `7N000${place}` }) },
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
  })
  expect(sent.status).toBe(202)
  await node.whenIdle()
  const { rows } = await owner.query<{ id: string }>('select id from traveller where regime = $1', [regime])
  const recordId = rows[0]?.id ?? ''
  if (regime === 'eu-pnr') {
    const ids = (await owner.query<{ id: string }>('select id from person limit 2')).rows.map(({ id }) => id)
    await owner.query(
      `insert into retained_evidence (id, gateway, subject_id, ground, reference, set_by, set_at, approved_by, approved_at)
       values (gen_random_uuid(), 'travel', $1, 'court-order', 'file 7', $2, $3, $4, $3)`,
      [recordId, ids[0], now, ids[1]],
    )
    await owner.query("update traveller set delete_at = mask_at + interval '4 years' where id = $1", [recordId])
  }
  const caseId = randomUUID()
  await owner.query(
    `insert into case_file (id, gateway, team, regime, purposes, received_at, mask_at, delete_at, subject_id, opened_at, state, strength,
       compared_fields, band, b)
     select $1, 'travel', team, regime, purposes, received_at, mask_at, delete_at, id, received_at, 'closed', 1, 1, 'strong', '\\x00'
       from traveller where id = $2`,
    [caseId, recordId],
  )
  records[regime] = { recordId, caseId }
  const headers = { 'entente-purpose': purposes[0] as string }
  // The log knows the case also after it was deleted.
  const print = { reason: 'For the file of the case.' }
  const noted = await (await node.signIn('analyst')).call('POST', `/v1/cases/${caseId}/print`, print, headers)
  expect(noted.status).toBeLessThan(300)
}

/** Runs a job that a schedule starts otherwise. */
async function run(task: string): Promise<void> {
  await enqueueJobs([{ task, payload: {}, options: {} }]).execute(node.db)
  await node.whenIdle()
}
const ask = (who: SignedIn, regime: string, more: object = {}) =>
  who.call(
    'POST',
    '/v1/unmask',
    { ...records[regime], fields: ['names', 'api'], ground: 'court-order', reason, ...more },
    purpose,
  )
const asked = async (regime: string, more: object = {}) => {
  const answer = await ask(people.analyst, regime, more)
  expect(answer).toMatchObject({ status: 201, body: { state: 'requested', approval: null } })
  return answer.body as UnmaskRequest
}
const approve = (who: SignedIn, id: string, body: object, headers: object = purpose) =>
  who.call('POST', `/v1/unmask/${id}/approve`, { hours: 2, ...body }, headers as never)
const refuse = (who: SignedIn, id: string, text = 'This case does not need it.') =>
  who.call('POST', `/v1/unmask/${id}/refuse`, { text }, purpose)
const view = (who: SignedIn, id: string) => who.call('GET', `/v1/unmask/${id}/view`, undefined, purpose)
const failed = (status: number, code: string) => ({ status, body: { code } })
const moveToTeam = (account: string, team: string) =>
  owner.query('update account_team set team = $2 where account_id = (select id from account where name = $1)', [
    account,
    team,
  ])

test('masked values are moved, sealed, and no grant of the node reads them', async () => {
  const { rows } = await owner.query('select subject_id, regime, a from masked_value order by regime')
  expect(rows.map(({ regime }) => regime)).toEqual(['eu-pnr', 'icao', 'norland-court', 'own'])
  for (const { a } of rows) {
    expect(a[0]).toBe(2)
    expect(a.includes('VORK')).toBe(false)
  }
  expect((await owner.query('select from traveller where a is not null')).rowCount).toBe(0)
  await expect(app.query('select a from masked_value')).rejects.toMatchObject({ code: '42501' })
  await expect(app.query('select * from masked_value')).rejects.toMatchObject({ code: '42501' })
  await expect(app.query('delete from masked_value')).rejects.toMatchObject({ code: '42501' })
  expect((await app.query('select * from masked_value_retiring')).rows).toEqual([])
})

test('search, the record and exports do not see masked values', async () => {
  const { recordId, caseId } = records.icao as { recordId: string; caseId: string }
  for (const path of [
    ...[`/v1/travel/travellers/${recordId}`, '/v1/cases', '/v1/unmask', `/v1/records/${recordId}/retention`],
    ...['/v1/travel/flights', '/v1/travel/messages', '/v1/find?q=VORKAMARK', '/v1/find?q=K4471900B'],
  ]) {
    const { body } = await people.supervisor.call('GET', path, undefined, purpose)
    expect(JSON.stringify(body), path).not.toMatch(/VORK|K447190|NILS/)
  }
  expect(caseId).toBeTruthy()
})

test('bad input 9 and 29: a short reason, a record that is not masked, deleted or never unmasked', async () => {
  const { analyst } = people
  expect(await ask(analyst, 'icao', { reason: 'Twelve chars' })).toMatchObject(failed(422, 'reason-too-short'))
  expect(await ask(analyst, 'icao', { fields: ['shoe-size'] })).toMatchObject({ status: 422 })
  expect(await ask(analyst, 'icao', { fields: [] })).toMatchObject({ status: 422 })
  expect(await ask(analyst, 'icao', { recordId: randomUUID() })).toMatchObject(failed(404, 'not-found'))
  expect(await ask(analyst, 'icao', { caseId: randomUUID() })).toMatchObject(failed(404, 'not-found'))
  expect(await ask(people.oversight, 'icao')).toMatchObject({ status: 403 })
  // The case and the record of 48 hours are gone; the log still knows the case.
  const { caseId } = records['eu-api-border'] as { caseId: string }
  expect((await owner.query('select from case_file where id = $1', [caseId])).rowCount).toBe(0)
  expect(await ask(analyst, 'eu-api-border')).toMatchObject(failed(410, 'deleted'))
  // What was masked before values were kept, or did not open, is deleted too.
  await owner.query('create table kept_aside as select * from masked_value where regime = $1', ['own'])
  await owner.query("delete from masked_value where regime = 'own'")
  expect(await ask(analyst, 'own')).toMatchObject(failed(410, 'deleted'))
  await owner.query("update traveller set masked_at = null where regime = 'own'")
  expect(await ask(analyst, 'own')).toMatchObject(failed(409, 'not-masked'))
  await owner.query("update traveller set masked_at = mask_at where regime = 'own'")
  await owner.query('insert into masked_value select * from kept_aside')
  await owner.query('drop table kept_aside')
})

test('S16: a supervisor approves under an own law, the requester alone sees the named fields', async () => {
  const { analyst, supervisor, other, oversight } = people
  const { id } = await asked('own')
  expect(await ask(analyst, 'own')).toMatchObject(failed(409, 'unmask-state'))
  expect(await view(analyst, id)).toMatchObject(failed(409, 'unmask-state'))
  expect(await approve(analyst, id, { kind: 'supervisor' })).toMatchObject({ status: 403 })
  for (const kind of ['other-unit', 'judicial'])
    expect(await approve(supervisor, id, { kind })).toMatchObject(failed(403, 'approver-kind'))
  expect(await approve(supervisor, id, { kind: 'supervisor', hours: 25 })).toMatchObject({ status: 422 })
  const approved = await approve(supervisor, id, { kind: 'supervisor' })
  expect(approved).toMatchObject({ status: 200, body: { state: 'approved', approval: { viewsLeft: 20 } } })
  expect(await approve(supervisor, id, { kind: 'supervisor' })).toMatchObject(failed(409, 'unmask-state'))
  expect(await refuse(supervisor, id)).toMatchObject(failed(409, 'unmask-state'))
  for (const who of [supervisor, other]) expect(await view(who, id)).toMatchObject(failed(404, 'not-found'))
  expect(await view(oversight, id)).toMatchObject({ status: 403 })
  const seen = await view(analyst, id)
  expect(seen.status).toBe(200)
  const { values, request } = seen.body as UnmaskedView
  expect(request.approval?.viewsLeft).toBe(19)
  expect(values).toEqual(expect.arrayContaining([{ field: 'names', path: 'person.surname', value: 'VORKBMARK' }]))
  expect(values.map(({ value }) => value)).toContain('K4471901B')
  expect(new Set(values.map(({ field }) => field))).toEqual(new Set(['names', 'api']))
  // Oversight was told, and each step has its entry.
  const { items } = (await oversight.call('GET', '/v1/alarms')).body as { items: { code: string; subject: string }[] }
  expect(items).toContainEqual(expect.objectContaining({ code: 'unmask-approved', subject: `unmask:${id}` }))
  const entries = await owner.query(
    'select type from audit.entry where ref = $1 and type like $2 order by recorded_at',
    [...[`unmask:${id}`, 'unmask.%']],
  )
  const types = entries.rows.map(({ type }) => type)
  expect(types.filter((type) => type === 'unmask.view').length).toBeGreaterThan(0)
  expect(types).toContain('unmask.approve')
  // Another purpose than those of the law sees nothing.
  const wrong = await analyst.call('GET', `/v1/unmask/${id}/view`, undefined, { 'entente-purpose': 'content-safety' })
  expect(wrong.status).toBe(403)
})

test('S16: a grant ends after its hours and after twenty views', async () => {
  const { analyst } = people
  const { items } = (await analyst.call('GET', '/v1/unmask', undefined, purpose)).body as UnmaskRequests
  const { id } = items.find(({ state }) => state === 'approved') as UnmaskRequest
  for (let count = 2; count <= 20; count++) expect((await view(analyst, id)).status).toBe(200)
  expect(await view(analyst, id)).toMatchObject(failed(409, 'unmask-state'))
  const row =
    'insert into unmask_view (id, request_id, person_id) select gen_random_uuid(), id, requested_by from unmask_request where id = $1'
  await expect(app.query(row, [id])).rejects.toMatchObject({ code: 'EN014' })
  const { id: next } = await asked('own')
  expect((await approve(people.supervisor, next, { kind: 'supervisor' })).status).toBe(200)
  await wait(3)
  expect(await view(people.analyst, next)).toMatchObject(failed(409, 'unmask-state'))
  const { id: waits } = await asked('own')
  await wait(73)
  expect(await approve(people.supervisor, waits, { kind: 'supervisor' })).toMatchObject(failed(409, 'unmask-state'))
})

test('P21: where the law asks for another unit, a supervisor of the same team is refused', async () => {
  const { supervisor, other } = people
  const { id } = await asked('icao')
  const same = await approve(supervisor, id, { kind: 'other-unit' })
  expect(same).toMatchObject(failed(403, 'approver-kind'))
  expect((same.body as { detail: string }).detail).toContain('other-unit')
  const denied = 'select entry from audit.entry where ref = $1 and type = $2'
  const { rows } = await owner.query(denied, [`unmask:${id}`, 'unmask.approve'])
  expect(rows.map(({ entry }) => JSON.parse(entry).decision)).toEqual(['deny'])
  await moveToTeam('officer-2', 'desk-north')
  expect(await approve(other, id, { kind: 'supervisor' })).toMatchObject(failed(403, 'approver-kind'))
  expect(await approve(other, id, { kind: 'other-unit' })).toMatchObject({ status: 200, body: { state: 'approved' } })
  expect((await view(people.analyst, id)).status).toBe(200)
})

test('bad input 10: under EU PNR a supervisor does not approve, and an authority needs its document', async () => {
  const { supervisor } = people
  const { id } = await asked('eu-pnr')
  const wrong = await approve(supervisor, id, { kind: 'supervisor' })
  expect(wrong).toMatchObject(failed(403, 'approver-kind'))
  expect((wrong.body as { detail: string }).detail).toMatch(/competent-authority, judicial/)
  const outside = { kind: 'competent-authority', reference: 'Order 12 of the district court' }
  expect(await approve(supervisor, id, outside)).toMatchObject({ status: 422, body: { at: '/documentSha256' } })
  expect(await approve(supervisor, id, { ...outside, documentSha256: 'abc' })).toMatchObject({ status: 422 })
  const document = { documentSha256: 'a'.repeat(64) }
  expect(await approve(supervisor, id, { kind: 'judicial', ...document })).toMatchObject({ status: 422 })
  const done = await approve(supervisor, id, { ...outside, ...document })
  expect(done).toMatchObject({ status: 200, body: { approval: { kind: 'competent-authority', ...document } } })
  const court = await asked('norland-court')
  expect(await approve(supervisor, court.id, { ...outside, ...document })).toMatchObject(failed(403, 'approver-kind'))
  const long = await approve(supervisor, court.id, { ...outside, ...document, kind: 'judicial', hours: 7 })
  expect(long).toMatchObject({ status: 422, body: { at: '/hours' } })
  expect(await refuse(supervisor, court.id)).toMatchObject({ status: 200, body: { state: 'refused' } })
  expect(await view(people.analyst, court.id)).toMatchObject(failed(409, 'unmask-state'))
})

test('a supervisor does not approve an own request', async () => {
  const own = await ask(people.supervisor, 'norland-court')
  expect(own.status).toBe(201)
  const { id } = own.body as UnmaskRequest
  expect(await approve(people.supervisor, id, { kind: 'judicial' })).toMatchObject(failed(409, 'same-person'))
  expect(await refuse(people.supervisor, id)).toMatchObject(failed(409, 'same-person'))
})

test('oversight reviews each unmasking once, and writes nothing else', async () => {
  const { oversight, supervisor } = people
  const { items } = (await oversight.call('GET', '/v1/unmask', undefined, { 'entente-purpose': 'human-rights-review' }))
    .body as UnmaskRequests
  const open = items.find(({ may }) => may.review)
  expect(open?.reason).toBe(reason)
  const path = `/v1/oversight/unmaskings/${open?.id}/review`
  const note = { text: 'The reason fits the case.' }
  const review = { 'entente-purpose': 'human-rights-review' }
  expect((await supervisor.call('POST', path, note, purpose)).status).toBe(403)
  expect(await oversight.call('POST', path, { text: 'short' }, review)).toMatchObject({ status: 422 })
  expect(await oversight.call('POST', path, note, review)).toMatchObject({ status: 200, body: { review: note } })
  expect(await oversight.call('POST', path, note, review)).toMatchObject(failed(409, 'unmask-state'))
})

test('the database releases values once, after the view and its entry are stored', async () => {
  const { rows } = await owner.query<{ id: string; requested_by: string }>(
    "select id, requested_by from unmask_request where outcome = 'approved' and gateway = 'travel' order by decided_at desc limit 1",
  )
  const { id, requested_by } = rows[0] as { id: string; requested_by: string }
  const viewId = randomUUID()
  const insert = 'insert into unmask_view (id, request_id, person_id) values ($1, $2, $3)'
  await app.query('begin')
  await app.query(insert, [viewId, id, requested_by])
  await expect(app.query('select * from released_values($1)', [viewId])).rejects.toMatchObject({ code: 'EN014' })
  await app.query('rollback')
  await app.query(insert, [viewId, id, requested_by])
  // The view is there, its entry in the log is not.
  await expect(app.query('select * from released_values($1)', [viewId])).rejects.toMatchObject({ code: 'EN014' })
  await expect(
    app.query(insert, [
      randomUUID(),
      id,
      (await owner.query('select id from person where id <> $1', [requested_by])).rows[0].id,
    ]),
  ).rejects.toMatchObject({ code: 'EN014' })
  const seen = await owner.query('select id from unmask_view where released_at is not null limit 1')
  await expect(app.query('select * from released_values($1)', [seen.rows[0].id])).rejects.toMatchObject({
    code: 'EN014',
  })
})

test('the database refuses a wrong kind, an own approval, a longer grant and a changed answer', async () => {
  const { rows } = await owner.query<{ id: string }>(
    "select id from unmask_request where outcome is null and approver = 'judicial' limit 1",
  )
  const id = rows[0]?.id
  const set = (columns: string) => app.query(`update unmask_request set ${columns} where id = $1`, [id])
  const by = 'decided_by = (select id from person where id <> requested_by limit 1), decided_at = requested_at'
  const grant = "outcome = 'approved', until = requested_at + interval '1 hour'"
  await expect(set(`${grant}, ${by}, kind = 'supervisor'`)).rejects.toMatchObject({ code: '23514' })
  await expect(set(`${grant}, ${by}, kind = 'judicial'`)).rejects.toMatchObject({ code: '23514' })
  const papers = "kind = 'judicial', reference = 'Order 12', document_sha256 = repeat('a', 64)"
  await expect(set(`${grant}, decided_by = requested_by, decided_at = requested_at, ${papers}`)).rejects.toMatchObject({
    code: '23514',
  })
  await expect(
    set(`outcome = 'approved', until = requested_at + interval '7 hours', ${by}, ${papers}`),
  ).rejects.toMatchObject({ code: '23514' })
  await expect(set("approver = 'supervisor'")).rejects.toMatchObject({ code: '42501' })
  await expect(
    app.query(`update unmask_request set until = until + interval '1 minute' where outcome = 'approved'`),
  ).rejects.toMatchObject({ code: 'EN003' })
  const copy = `insert into unmask_request (id, gateway, subject_id, case_id, approver, max_hours, inform, fields, ground, b, requested_by,
    requested_at, expires_at, teams) select gen_random_uuid(), gateway, subject_id, case_id, 'supervisor', 24, inform, fields, ground, b,
    requested_by, requested_at, expires_at, teams from unmask_request where id = $1`
  await expect(app.query(copy, [id])).rejects.toMatchObject({ code: 'EN003' })
})

test('the overview counts what is due next, without personal data', async () => {
  const { body } = await people.supervisor.call('GET', '/v1/retention/overview')
  expect(body).toMatchObject({ sweep: { masked: expect.any(Number) }, keys: { horizonDays: 14, waits: false } })
  expect((await people.analyst.call('GET', '/v1/retention/overview')).status).toBe(403)
  expect(JSON.stringify(body)).not.toMatch(/VORK|NILS/)
})

test('the key of the day of masking ends, and masked values still open until they are deleted', async () => {
  const keys = 'select distinct substring(a from 2 for 8) as id from masked_value'
  const before = (await owner.query(keys)).rows.map(({ id }) => id.toString('hex'))
  await wait(48)
  await owner.query('delete from key_keeping')
  await run('keep-keys')
  await wait(1)
  await run('keep-keys')
  const after = (await owner.query(keys)).rows.map(({ id }) => id.toString('hex'))
  expect(after.filter((id) => before.includes(id))).toEqual([])
  const left = await owner.query("select encode(id, 'hex') as id from day_key where encode(id, 'hex') = any($1)", [
    before,
  ])
  expect(left.rows).toEqual([])
  const { id } = await asked('own')
  expect((await approve(people.supervisor, id, { kind: 'supervisor' })).status).toBe(200)
  expect((await view(people.analyst, id)).status).toBe(200)
})

test('K9 the approver attaches the document, and only oversight opens it', async () => {
  const identity = await giveRecipient(node)
  const bytes = Buffer.from('PlantedOrderQuorn: the court asks for the names.')
  const documentSha256 = createHash('sha256').update(bytes).digest('hex')
  const { id } = await asked('norland-court')
  const attach = (who: SignedIn, content: Buffer) => who.call('POST', `/v1/unmask/${id}/document`, content)
  expect(await attach(people.supervisor, bytes)).toMatchObject(failed(404, 'not-found'))
  const approval = { kind: 'judicial', reference: 'Order 14', documentSha256 }
  expect((await approve(people.supervisor, id, approval)).status).toBe(200)
  expect(await attach(people.other, bytes)).toMatchObject(failed(404, 'not-found'))
  expect(await attach(people.supervisor, Buffer.from('Another order.'))).toMatchObject(failed(422, 'document-differs'))
  expect((await attach(people.supervisor, bytes)).status).toBe(204)
  expect(await attach(people.supervisor, bytes)).toMatchObject(failed(409, 'document-exists'))
  const { rows } = await owner.query('select ref, sealed from oversight_file')
  expect(rows).toEqual([{ ref: `unmask:${id}`, sealed: expect.any(Buffer) }])
  expect(rows[0].sealed.includes('PlantedOrder')).toBe(false)
  expect(Buffer.from((await openAgeFile(rows[0].sealed, [identity])) ?? [])).toEqual(bytes)
  // The approval ends, so the next request is not the second one.
  await wait(3)
})

test('an approval needs the signed act of its person', async () => {
  const signer: Signer = await signerOf(node, 'supervisor')
  await signer.session.call('PUT', '/v1/me/purpose', { purpose: 'terrorism-prevention' })
  const { id } = await asked('norland-court')
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  try {
    const approval = { kind: 'judicial', hours: 2, reference: 'Order 12', documentSha256: 'a'.repeat(64) }
    expect(await approve(signer.session, id, approval)).toMatchObject(failed(401, 'signature-needed'))
    const act = { type: 'unmask.approve', about: `unmask:${id}`, body: approval }
    const other = await signer.sign(act)
    expect(await approve(signer.session, id, { ...approval, hours: 3, signed: other })).toMatchObject(
      failed(401, 'assertion-invalid'),
    )
    // By SQL as the role of the node, without an act.
    await liftRules(node.database.connection('entente_owner'), ['clock'])
    await expect(
      app.query(
        `update unmask_request set outcome = 'approved', decided_by = (select a.person_id from account a where a.name = 'supervisor'),
           decided_at = requested_at, kind = 'judicial', reference = 'Order 12', document_sha256 = repeat('a', 64),
           until = requested_at + interval '1 hour' where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: 'EN015' })
    const signed = await signer.sign(act)
    expect(await approve(signer.session, id, { ...approval, signed })).toMatchObject({ status: 200 })
  } finally {
    await liftRules(node.database.connection('entente_owner'), ['clock', 'people'])
    await node.db.updateTable('founding').set({ single_operator: true }).execute()
  }
})

test('the deletion of a record deletes its masked value, requests, views and document', async () => {
  now = new Date('2031-09-01T10:00:00.000Z')
  await run('sweep-retention')
  expect((await owner.query('select from masked_value')).rowCount).toBe(0)
  expect((await owner.query('select from unmask_request')).rowCount).toBe(0)
  expect((await owner.query('select from unmask_view')).rowCount).toBe(0)
  expect((await owner.query('select from oversight_file')).rowCount).toBe(0)
})
