import type { CaseDetail, CaseList, RedressDetail, RedressList, RedressReceipt, SignalDraft } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personDraft } from '../../exchange/peers/signals.fixture.ts'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openAgeFile } from '../../safeguards/oversight-files/age-file.ts'
import { giveRecipient } from '../../safeguards/oversight-files/recipient.fixture.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { askState, forRedress, invented, request, send, step } from './redress.fixture.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
let people: Record<'analyst' | 'supervisor' | 'other' | 'officer' | 'oversight', SignedIn>
let now = start
let node: TestNode
let app: pg.Client
let owner: pg.Client
let caseNumber: string
let caseId: string

beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const client = (role: 'entente_owner' | 'entente_app') => new pg.Client(node.database.connection(role))
  ;[owner, app] = [client('entente_owner'), client('entente_app')]
  await Promise.all([owner.connect(), app.connect()])
  const second = "(select id from account where name = 'officer-2')"
  await owner.query(`update account_role set role = 'supervisor' where account_id = ${second}`)
  await owner.query(`insert into account_team (account_id, team) select ${second}, team from account_team limit 1`)
  await signInAll()
  await write(draftOf('Okwuosa', 'Chinedu'))
  await arrive('QX5550142', '7N0482')
  const { rows } = await owner.query<{ id: string; number: string }>('select id, number from case_file')
  expect(rows).toHaveLength(1)
  caseId = rows[0]?.id ?? ''
  caseNumber = `C-${rows[0]?.number}`
})
afterAll(async () => {
  await Promise.all([owner?.end(), app?.end()])
  await node?.stop()
})

async function signInAll(): Promise<void> {
  const accounts = {
    analyst: 'analyst',
    supervisor: 'supervisor',
    other: 'officer-2',
    officer: 'officer',
    oversight: 'oversight-1',
  }
  const signedIn = Object.entries(accounts).map(async ([name, account]) => [name, await node.signIn(account)])
  people = Object.fromEntries(await Promise.all(signedIn))
}
/** Moves the clock by hours, and signs everybody in again, because a session does not outlive them. */
async function wait(passed: number): Promise<void> {
  now = new Date(now.getTime() + passed * 3_600_000)
  await signInAll()
}
/** Starts a job at once that otherwise starts by the clock. */
async function run(task: string): Promise<void> {
  const job = { task, payload: {}, options: {} }
  await enqueueJobs([job]).execute(node.db)
  await node.whenIdle()
}
const days = (count: number) => new Date(start.getTime() + count * 86_400_000).toISOString()
const draftOf = (family: string, first: string): SignalDraft => {
  const terms = { validFrom: days(-1), validUntil: days(300), retainUntil: days(600), reviewDue: days(200) }
  const source = { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: days(-1) } as const
  return personDraft(family, first, [], { ...terms, source })
}
const border = { 'entente-purpose': 'border-control' }
async function write(draft: SignalDraft): Promise<string> {
  const made = await people.officer.call('POST', '/v1/signals', draft, border)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: string }).id
}
async function arrive(document: string, flight: string, surname = 'OKWUOSA', first = 'CHINEDU'): Promise<void> {
  const person = { surname, given: first, birth: '810517', document, issuer: 'NGA' }
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    ...{ method: 'POST', body: paxlst([person], { flight, access: `A${flight}` }) },
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
  })
  expect(sent.status).toBe(202)
  await node.whenIdle()
}

/** Asks, and takes the request up as the first supervisor. */
async function taken(fixed: object = {}): Promise<RedressReceipt> {
  const { status, body } = await send(node, request(fixed))
  expect(status, JSON.stringify(body)).toBe(201)
  await step(people.supervisor, body.reference, 'take')
  return body
}
/** Gives a request to the reviewer that the node chooses, and returns the reviewer. */
async function given(reference: string, cases: string[] = []): Promise<{ detail: RedressDetail; reviewer: SignedIn }> {
  const detail = await step(people.supervisor, reference, 'assign', { identity: 'shown', cases })
  const { rows } = await owner.query<{ name: string }>(
    `select a.name from redress_request r join account a on a.person_id = r.reviewer where r.reference = $1`,
    [reference],
  )
  return { detail, reviewer: rows[0]?.name === 'supervisor' ? people.supervisor : people.other }
}
const personOf = async (account: string): Promise<string> =>
  (await owner.query<{ person_id: string }>('select person_id from account where name = $1', [account])).rows[0]
    ?.person_id ?? ''

describe('a person who is not the one of a signal', () => {
  let signalId: string
  let secondCase: string
  const draft = draftOf('Vork', 'Nils')
  const vork = (document: string, flight: string) => arrive(document, flight, 'VORK', 'NILS')
  const count = async (query: string, values: unknown[] = []): Promise<number> =>
    (await owner.query(query, values)).rowCount ?? 0
  const liveHits = () => count('select from hit where withdrawn_at is null and signal_id = $1', [signalId])
  const uses = () => count('select from clearance_use')
  /** Changes the signal as its owner. */
  async function edit(change: Partial<SignalDraft>): Promise<void> {
    const path = `/v1/signals/${signalId}`
    const { rows } = await owner.query<{ version: number }>('select version from signal where id = $1', [signalId])
    const version = rows[0]?.version
    const answer = await people.officer.call(
      'PATCH',
      path,
      { ...draft, ...change },
      { ...border, 'if-match': String(version) },
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    await node.whenIdle()
  }

  test('S25: a cleared person is not stopped again for the same hit, and another document is', async () => {
    signalId = await write(draft)
    await vork('K4471900B', '7N0490')
    secondCase = (await owner.query('select case_id from hit where signal_id = $1', [signalId])).rows[0].case_id
    const documents = [{ number: 'k4471900b', issuer: 'nga' }]
    const { reference, secret } = await taken({ name: 'Nils Vork', documents })
    const { detail, reviewer } = await given(reference, [secondCase])
    const corrections = detail.cases.flatMap(({ hits }) => hits.map(({ id }) => ({ hitId: id, act: 'clear' })))
    expect(corrections).toHaveLength(1)
    const reasons = 'You are not the person of the signal, and will not be stopped for it again.'
    await step(reviewer, reference, 'decide', { outcome: 'upheld', reasons, corrections })
    await node.whenIdle()
    expect((await askState(node, reference, secret)).body).toMatchObject({ state: 'closed', outcome: 'upheld' })
    expect(await liveHits()).toBe(0)
    expect((await owner.query('select state from case_file where id = $1', [secondCase])).rows).toEqual([
      { state: 'closed' },
    ])
    expect(await count("select from feedback where outcome = 'mistaken' and case_id = $1", [secondCase])).toBe(1)
    const before = await uses()
    expect(before).toBeGreaterThan(0)
    await vork('K4471900B', '7N0491')
    expect([await liveHits(), await uses()]).toEqual([0, before + 1])
    await vork('ZZ1112223', '7N0492')
    expect(await liveHits()).toBe(1)
    const tokens = JSON.stringify((await owner.query('select * from clearance')).rows)
    expect(tokens).not.toContain('4471900')
  })

  test('S25: a new version with the same value, such as one of an import, changes nothing', async () => {
    await edit({ confidence: 75 })
    await vork('K4471900B', '7N0493')
    expect(await liveHits()).toBe(1)
  })

  test('P16: once the signal has another value, the hit is shown as cleared before', async () => {
    // Later than the case about the other document.
    now = new Date(now.getTime() + 60_000)
    await edit({ value: { ...draft.value, birthDates: ['1981-05-17', '1982-05-17'] } as SignalDraft['value'] })
    await vork('K4471900B', '7N0494')
    expect(await liveHits()).toBeGreaterThan(1)
    const { rows } = await owner.query(
      `select c.id from case_file c join hit h on h.case_id = c.id where h.signal_id = $1 and h.withdrawn_at is null and c.id <> $2
        order by c.opened_at desc limit 1`,
      [signalId, secondCase],
    )
    const { items } = (await people.analyst.call('GET', '/v1/cases', undefined, border)).body as CaseList
    const row = items.find(({ id }) => id === rows[0]?.id)
    expect(row?.rank.because[0]).toMatchObject({ key: 'reasons.cleared-before' })
    const shown = (await people.analyst.call('GET', `/v1/cases/${rows[0]?.id}`, undefined, border)).body as CaseDetail
    expect(shown.hits[0]?.reasons[0]).toMatchObject({ key: 'reasons.cleared-before' })
  })

  test('the database lets only the reviewer of an upheld request clear, and nobody end it early', async () => {
    const change = (query: string): Promise<string> =>
      app.query(query).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      )
    const copy = (
      by: string,
      request: string,
    ) => `insert into clearance (id, request_id, signal_id, signal_version, owner, document, made_by, made_at, until)
      select gen_random_uuid(), ${request}, signal_id, 1, owner, document, ${by}, made_at, until from clearance limit 1`
    const someone = "(select person_id from account where name = 'analyst')"
    expect(await change(copy(someone, 'request_id'))).toBe('EN002')
    expect(await change(copy('made_by', 'null'))).toBe('EN002')
    expect(await change("update clearance set until = until + interval '1 year'")).toBe('42501')
  })

  test('S24: an own signal that was wrong is withdrawn, and bad corrections are refused', async () => {
    await wait(1)
    const other = (
      await owner.query(
        'select c.id from case_file c join hit h on h.case_id = c.id where h.signal_id = $1 and c.id <> $2 limit 1',
        [signalId, secondCase],
      )
    ).rows[0].id
    const { reference } = await taken({ name: 'Nils Vork', documents: [] })
    const { detail, reviewer } = await given(reference, [other])
    const hitId = detail.cases[0]?.hits[0]?.id ?? ''
    const decide = (corrections: object[], outcome = 'upheld') =>
      reviewer.call(
        'POST',
        `/v1/redress/${reference}/decide`,
        { outcome, reasons: 'The source of the signal was wrong.', corrections },
        forRedress,
      )
    expect(await decide([{ hitId, act: 'clear' }])).toMatchObject({ status: 422, body: { code: 'redress-outcome' } })
    expect(await decide([{ hitId, act: 'withdraw' }], 'rejected')).toMatchObject({
      status: 422,
      body: { code: 'redress-outcome' },
    })
    expect(await decide([{ hitId: signalId, act: 'withdraw' }])).toMatchObject({ status: 404 })
    expect((await decide([{ hitId, act: 'withdraw' }])).status).toBe(200)
    await node.whenIdle()
    expect((await owner.query('select status, withdrawal_reason from signal where id = $1', [signalId])).rows).toEqual([
      { status: 'withdrawn', withdrawal_reason: 'wrong' },
    ])
    expect(await liveHits()).toBe(0)
    await run('watch-redress')
    const after = await reviewer.call('GET', `/v1/redress/${reference}`, undefined, forRedress)
    expect(after.body).toMatchObject({ state: 'closed', propagation: { recipients: 0, receipts: 0, overdue: [] } })
    now = start
    await signInAll()
  })
})

test('S23: anybody asks without an account, and reads the state with reference and secret', async () => {
  const { status, body } = await send(node, request())
  expect(status).toBe(201)
  expect(body.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(body.secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
  const shown = await askState(node, body.reference.toLowerCase(), body.secret.toLowerCase())
  expect(shown).toMatchObject({ status: 200, body: { state: 'received', dueAt: '2026-12-24T12:00:00.000Z' } })
  expect(JSON.stringify(shown.body)).not.toContain('Okwuosa')
  // Neither the words nor the files nor the secret are readable in the database.
  const stored = JSON.stringify((await owner.query('select * from redress_request, redress_evidence')).rows)
  for (const word of ['Okwuosa', 'example.org', 'not the person', body.secret]) expect(stored).not.toContain(word)
  const bytes = (
    await owner.query<{ raw: Buffer; secret: Buffer }>('select raw, secret from redress_evidence, redress_request')
  ).rows[0]
  expect(bytes?.raw.includes(invented.subarray(8))).toBe(false)
  expect(bytes?.secret.includes(Buffer.from(body.secret))).toBe(false)
})

test('bad input 22: an unknown reference and a wrong secret have the same answer', async () => {
  const { body } = await send(node, request())
  const wrong = await askState(node, body.reference, 'AAAAAAAAAAAA')
  const unknown = await askState(node, '0000-0000', body.secret)
  const unreadable = await askState(node, 'x', body.secret)
  const told = ({ status, body: { code } }: typeof wrong) => ({ status, code })
  expect([wrong, unknown, unreadable].map(told)).toEqual(Array(3).fill({ status: 404, code: 'not-found' }))
  await wait(1)
})

test.each([
  [
    'a file that is not of its type',
    { evidence: [{ type: 'application/pdf', data: invented.toString('base64') }] },
    '/evidence/0',
  ],
  ['a channel without an address', { channel: 'post', contact: null }, '/contact'],
  ['a gateway that the node does not have', { about: 'trains' }, '/about'],
  ['a request without words', { text: 'short' }, '/text'],
  ['a kind that there is not', { kind: 'revenge' }, '/kind'],
  ['a name that is too long', { name: 'x'.repeat(201) }, '/name'],
  ['too many files', { evidence: Array(3).fill({ type: 'image/png', data: 'iVBORw0K' }) }, '/evidence'],
])('bad input: %s is refused with its place', async (_what, fixed, at) => {
  await wait(1)
  const { status, body } = await send(node, { ...request(), ...fixed })
  expect([status, body.at ?? (body as never as { errors: { at: string }[] }).errors[0]?.at]).toEqual([422, at])
})

test('strangers cannot fill the disk: beyond the budget, requests without files still come', async () => {
  await wait(1)
  const sum = (bytes: number) => owner.query('update redress_request set bytes = $1 where taken_at is null', [bytes])
  await sum(200 * 1024 * 1024)
  expect(await send(node, request())).toMatchObject({ status: 429, body: { code: 'redress-full' } })
  expect(await send(node, request({ evidence: [] }))).toMatchObject({ status: 201 })
  await sum(30)
})

test('K9 S45 the files that show who the person is open for oversight alone, once they were checked', async () => {
  const before = await taken()
  const identity = await giveRecipient(node)
  const path = async (by: SignedIn, reference: string) => {
    const { body } = await by.call('GET', `/v1/redress/${reference}`, undefined, forRedress)
    return `${node.url}/v1/redress/${reference}/files/${(body as RedressDetail).evidence[0]?.id}`
  }
  const bytes = async (by: SignedIn, reference: string) => {
    const reply = await fetch(await path(by, reference), { headers: { cookie: by.cookie, ...forRedress } })
    return Buffer.from(await reply.arrayBuffer())
  }
  expect(await bytes(people.supervisor, before.reference)).toEqual(invented)
  const { reviewer, detail } = await given(before.reference)
  expect(detail.evidence).toMatchObject([{ type: 'application/age' }])
  const sealed = await bytes(reviewer, before.reference)
  expect(sealed.includes('INVENTED PASSPORT')).toBe(false)
  expect(Buffer.from((await openAgeFile(sealed, [identity])) ?? [])).toEqual(invented)
})

test('S23: a request goes from its receipt to its answer, and the files are erased 30 days later', async () => {
  const { reference, secret } = await taken()
  expect((await askState(node, reference, secret)).body.state).toBe('identity-check')
  const { detail, reviewer } = await given(reference, [caseNumber])
  expect(detail).toMatchObject({ state: 'assigned', cases: [{ id: caseId, hits: [{ mayWithdraw: true }] }] })
  const list = (await reviewer.call('GET', '/v1/redress', undefined, forRedress)).body as RedressList
  expect(list.items.find((row) => row.reference === reference)).toMatchObject({ isMine: true, isOverdue: false })
  const read = (await reviewer.call('GET', `/v1/redress/${reference}`, undefined, forRedress)).body as RedressDetail
  expect(read).toMatchObject({ name: 'Chinedu Okwuosa', text: request().text, may: { decide: true } })
  const path = `/v1/redress/${reference}/files/${read.evidence[0]?.id}`
  expect((await reviewer.call('GET', path, undefined, forRedress)).status).toBe(200)
  const reasons = 'The signal is about you, and its source showed that it is right.'
  await step(reviewer, reference, 'decide', { outcome: 'rejected', reasons })
  expect((await askState(node, reference, secret)).body).toMatchObject({
    state: 'closed',
    outcome: 'rejected',
    reasons,
  })
  await wait(29 * 24)
  await run('watch-redress')
  const files = () =>
    owner.query('select from redress_evidence e join redress_request r on r.id = e.request_id where reference = $1', [
      reference,
    ])
  expect((await files()).rowCount).toBe(1)
  await wait(25)
  await run('watch-redress')
  expect((await files()).rowCount).toBe(0)
  expect((await askState(node, reference, secret)).body.reasons).toBe(reasons)
  await wait(366 * 24)
  await run('watch-redress')
  expect((await askState(node, reference, secret)).status).toBe(404)
  now = start
  await wait(2)
})

test('H10: oversight reads requests and changes nothing; analysts and other purposes read none', async () => {
  const { reference } = await taken()
  const purpose = { 'entente-purpose': 'human-rights-review' }
  const path = `/v1/redress/${reference}`
  expect(await people.oversight.call('GET', path, undefined, purpose)).toMatchObject({
    status: 200,
    body: { may: { decide: false } },
  })
  expect(
    (await people.oversight.call('POST', `${path}/assign`, { identity: 'shown', cases: [] }, purpose)).status,
  ).toBe(403)
  expect((await people.analyst.call('GET', path, undefined, { 'entente-purpose': 'border-control' })).status).toBe(403)
  const other = await people.supervisor.call('GET', path, undefined, { 'entente-purpose': 'border-control' })
  expect(other).toMatchObject({ status: 403, body: { code: 'refused' } })
})

test('bad input 23: a reviewer who viewed a case of the subject is refused, and the node chooses another one', async () => {
  await people.other.call('POST', `/v1/cases/${caseId}/view`, {}, { 'entente-purpose': 'border-control' })
  const { reference } = await taken()
  const other = await personOf('officer-2')
  const asked = { identity: 'shown', cases: [caseId], reviewer: other }
  const path = `/v1/redress/${reference}/assign`
  expect(await people.supervisor.call('POST', path, asked, forRedress)).toMatchObject({
    ...{ status: 409, body: { code: 'not-independent' } },
  })
  const { reviewer } = await given(reference, [caseId])
  expect(reviewer).toBe(people.supervisor)
  // The reviewer views the case after the request was given to them.
  await people.supervisor.call('POST', `/v1/cases/${caseId}/view`, {}, { 'entente-purpose': 'border-control' })
  const decision = { outcome: 'rejected', reasons: 'The hit was right, as the second document shows.' }
  expect(await people.other.call('POST', `/v1/redress/${reference}/decide`, decision, forRedress)).toMatchObject({
    ...{ status: 409, body: { code: 'not-independent' } },
  })
  await step(people.supervisor, reference, 'decide', decision)
  // Now nobody is independent any more.
  const next = await taken()
  expect(
    await people.supervisor.call(
      'POST',
      `/v1/redress/${next.reference}/assign`,
      { identity: 'shown', cases: [caseId] },
      forRedress,
    ),
  ).toMatchObject({ status: 409, body: { code: 'not-independent' } })
  const refusals = await owner.query(
    "select from audit.entry where type = 'redress.assign' and entry::text like '%deny%'",
  )
  expect(refusals.rowCount).toBeGreaterThan(1)
})

test('the database refuses a reviewer who is not independent, and a second answer', async () => {
  const { reference } = await taken()
  const { rows } = await owner.query<{ id: string }>('select id from redress_request where reference = $1', [reference])
  const id = rows[0]?.id
  const codeOf = async (query: string, values: unknown[] = [id]): Promise<string> => {
    try {
      await app.query(query, values)
      return 'ok'
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  await app.query('insert into redress_case (request_id, case_id) values ($1, $2)', [id, caseId])
  const assign =
    "update redress_request set state = 'assigned', identity = 'shown', reviewer = $2, assigned_at = now() where id = $1"
  expect(await codeOf(assign, [id, await personOf('officer-2')])).toBe('EN021')
  expect(await codeOf(assign, [id, await personOf('analyst')])).toBe('EN002')
  await owner.query('delete from redress_case where request_id = $1', [id])
  expect(await codeOf(assign, [id, await personOf('officer-2')])).toBe('ok')
  expect(await codeOf('insert into redress_case (request_id, case_id) values ($1, $2)', [id, caseId])).toBe('EN003')
  expect(await codeOf(assign, [id, await personOf('supervisor')])).toBe('EN003')
  expect(
    await codeOf("update redress_request set due_at = due_at + interval '3 months', extended_at = now() where id = $1"),
  ).toBe('EN003')
  expect(await codeOf('delete from redress_request where id = $1')).toBe('EN003')
  expect(
    await codeOf(
      "update redress_request set state = 'decided', outcome = 'rejected', decided_at = now(), answer_at = now() where id = $1",
    ),
  ).toBe('ok')
  expect(await codeOf("update redress_request set outcome = 'upheld' where id = $1")).toBe('EN003')
})

test('S23: the time is extended once, before it is over, and the person reads why', async () => {
  const { reference, secret } = await taken({ kind: 'access' })
  const { reviewer } = await given(reference)
  const reasons = 'Two more offices must be asked, and one of them is closed.'
  const detail = await step(reviewer, reference, 'extend', { reasons })
  expect(detail.extendedOnce).toBe(true)
  const again = await reviewer.call('POST', `/v1/redress/${reference}/extend`, { reasons }, forRedress)
  expect(again).toMatchObject({ status: 409, body: { code: 'redress-state' } })
  expect((await askState(node, reference, secret)).body.extensionReasons).toBe(reasons)
  expect(Date.parse(detail.dueAt) - Date.parse(detail.receivedAt)).toBeGreaterThan(85 * 86_400_000)
})

test('P17: an answer that says neither is the same, whether or not something is held', async () => {
  const held = await taken({ kind: 'access' })
  await wait(1)
  const notHeld = await taken({ kind: 'access', name: 'Nobody Known' })
  const basis = { basis: 'Border Act, section 31', basisUntil: '2027-06-01T00:00:00.000Z' }
  const answers: unknown[] = []
  for (const { reference } of [held, notHeld]) {
    const { reviewer } = await given(reference)
    const refuse = { outcome: 'rejected', reasons: 'Nothing is held about you at all.' }
    expect(await reviewer.call('POST', `/v1/redress/${reference}/decide`, refuse, forRedress)).toMatchObject({
      ...{ status: 422, body: { code: 'redress-outcome' } },
    })
    const own = { outcome: 'neither-confirm-nor-deny', ...basis, reasons: 'You are on a list of ours, truly.' }
    expect((await reviewer.call('POST', `/v1/redress/${reference}/decide`, own, forRedress)).status).toBe(422)
    await step(reviewer, reference, 'decide', { outcome: 'neither-confirm-nor-deny', ...basis })
    await wait(24)
  }
  for (const { reference, secret } of [held, notHeld])
    expect((await askState(node, reference, secret)).body).toMatchObject({
      state: 'assigned',
      outcome: null,
      decidedAt: null,
    })
  await wait(21 * 24)
  for (const { reference, secret } of [held, notHeld]) {
    const {
      reference: _r,
      receivedAt,
      acknowledgeBy: _a,
      dueAt: _d,
      decidedAt,
      ...same
    } = (await askState(node, reference, secret)).body
    answers.push({ ...same, days: Date.parse(decidedAt ?? '') - Date.parse(receivedAt) })
  }
  expect(answers[0]).toEqual(answers[1])
})

test('S23: what nobody took up or decided in time raises an alarm', async () => {
  const { body } = await send(node, request({ neededBy: now.toISOString().slice(0, 10) }))
  const later = await taken({ kind: 'complaint', about: 'content' })
  await run('watch-redress')
  const alarms = async () =>
    (await owner.query<{ ref: string }>("select ref from alarm where code = 'redress-overdue'")).rows.map(
      ({ ref }) => ref,
    )
  expect(await alarms()).not.toContain(`redress:${body.reference}`)
  await wait(24)
  await run('watch-redress')
  expect(await alarms()).toContain(`redress:${body.reference}`)
  expect(await alarms()).not.toContain(`redress:${later.reference}`)
  await wait(13 * 24)
  await run('watch-redress')
  expect(await alarms()).toContain(`redress:${later.reference}`)
})
