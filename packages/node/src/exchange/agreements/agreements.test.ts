import { randomUUID } from 'node:crypto'
import {
  type AccessDecision,
  type Agreement,
  type AgreementPreview,
  type AgreementView,
  type Clause,
  explainAgreement,
} from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setStanding } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { keepMemberKey, newPrivateKey, nodeKeyOf, signObject } from '../../safeguards/keys/index.ts'
import { runAgreementClocks } from './clocks.ts'
import { sendAgreementsTo } from './send-agreement.ts'
import { takeAgreement } from './take-agreement.ts'

const other = 'sudmark.example'
const otherKey = nodeKeyOf(newPrivateKey())
let now = new Date('2026-11-26T12:00:00.000Z')
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()
let node: TestNode
let officer: SignedIn
let supervisor: SignedIn
let analyst: SignedIn
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  officer = await node.signIn('officer')
  supervisor = await node.signIn('supervisor')
  analyst = await node.signIn('analyst')
  await joins(other)
  await keepMemberKey(node.db, { member: other, publicKey: otherKey.publicKey, validFrom: new Date(0) })
})
afterAll(() => node.stop())
async function joins(member: string): Promise<void> {
  await setStanding(node.db, member, 'active', now)
  const joined = { member, node: 'n', url: 'https://127.0.0.1:1', state: 'active', since: now }
  await node.db.insertInto('peer').values(joined).execute()
  const log = { recipient: member, epoch: randomUUID(), last_seq: 0, last_hash: Buffer.alloc(32) }
  await node.db.insertInto('delivery_head').values(log).execute()
}

const terms = () => ({
  title: 'Returning fighters',
  parties: [
    { member: 'norland.example', country: 'NOR', type: 'state', contribute: true, receive: true },
    { member: other, country: 'SWE', type: 'state', contribute: true, receive: true },
  ],
  legalBasis: 'Invented treaty of 2025, article 4',
  kinds: ['person', 'travel-document'],
  purposes: ['border-control'],
  maxTlp: 'amber',
  maxPap: 'green',
  onward: 'none',
  riskCountries: [],
  children: 'excluded',
  validFrom: at(-1),
  validUntil: at(700),
  retention: { maxDays: 900, afterEnd: 'erase' },
  review: { everyMonths: 12, nextDue: at(300) },
  withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
  feedback: null,
  blindCheck: null,
})
const signalOf = (number: string, agreements: string[]) => ({
  kind: 'travel-document',
  value: { documentType: 'P', number, issuingState: 'UTO', expiryDate: null },
  ...{ labels: [], entity: null, agreements, recipients: null, purposes: ['border-control'] },
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  ...{ tlp: 'amber', pap: 'green', confidence: 60, action: 'discreet-check', minor: false },
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at(-3) },
  necessity: 'Needed to show in a test how an agreement works.',
  ...{ validFrom: at(-2), validUntil: at(200), retainUntil: at(300), reviewDue: at(90) },
})
const post = async (who: SignedIn, path: string, body?: unknown) => {
  const reply = await who.call('POST', path, body)
  return {
    status: reply.status,
    code: (reply.body as { code?: string }).code,
    body: reply.body as never,
    view: reply.body as AgreementView,
  }
}
const receive = (object: Record<string, unknown>, from = other) =>
  systemAccess({ store: node.store, member: { id: 'norland.example', name: '' } }, null).transaction(
    { action: 'record.write', type: 'signal.import', impersonal: true },
    (tx) => takeAgreement(tx, from, object),
  )
const signedByOther = ({ signatures, ...body }: Agreement, key = otherKey) => ({
  ...body,
  signatures: [...signatures, { ...signObject(key, 'entente/agreement/v1', body, now), member: other }],
})
const logOf = async (recipient = other) => {
  const rows = await node.db
    .selectFrom('delivery')
    .select(['type', 'object'])
    .where('recipient', '=', recipient)
    .orderBy('seq')
    .execute()
  return rows.map(({ type, object }) => ({ type, object: object as Record<string, never> }))
}
async function active(more: Record<string, unknown> = {}): Promise<Agreement> {
  const { view } = await post(officer, '/v1/agreements', { ...terms(), ...more })
  await post(officer, `/v1/agreements/${view.agreement.id}/offer`)
  const signed = await post(supervisor, `/v1/agreements/${view.agreement.id}/sign`)
  await receive(signedByOther(signed.view.agreement))
  return (await analyst.call('GET', `/v1/agreements/${view.agreement.id}`)).body as never as Agreement
}
const view = async (id: string) => (await analyst.call('GET', `/v1/agreements/${id}`)).body as AgreementView
const access = async (signalId: string, action: string, more = {}) =>
  (await analyst.call('POST', '/v1/access', { signalId, action, purpose: 'border-control', ...more }))
    .body as AccessDecision
const fails = (clauses: readonly Clause[]) => clauses.filter(({ result }) => result === 'fail').map(({ id }) => id)

test('an agreement is active once two people approved it here and every party signed', async () => {
  const made = await post(officer, '/v1/agreements', terms())
  expect(made).toMatchObject({
    status: 201,
    view: {
      status: 'draft',
      inForceVersion: null,
      missingSignatures: ['norland.example', other],
      offered: false,
      yes: [],
    },
  })
  const { id } = made.view.agreement
  expect((await post(supervisor, `/v1/agreements/${id}/sign`)).code).toBe('agreement-not-offered')
  expect((await post(officer, `/v1/agreements/${id}/offer`)).view.status).toBe('offered')
  expect((await logOf()).at(-1)).toMatchObject({ type: 'agreement', object: { id, version: 1, signatures: [] } })
  // One person cannot approve twice, even in two roles.
  expect(await post(officer, `/v1/agreements/${id}/sign`)).toMatchObject({ status: 409, code: 'same-person' })
  const signed = await post(supervisor, `/v1/agreements/${id}/sign`)
  expect(signed.view).toMatchObject({ status: 'offered', missingSignatures: [other], offered: true })
  expect(signed.view.yes.map(({ role }) => role)).toEqual(['signal-officer', 'supervisor'])
  expect((await logOf()).at(-1)).toMatchObject({ object: { signatures: [{ member: 'norland.example' }] } })
  await receive(signedByOther(signed.view.agreement))
  expect(await view(id)).toMatchObject({ status: 'active', missingSignatures: [], inForceVersion: 1 })
  const log = await node.db.selectFrom('audit.entry').select('entry').where('type', '=', 'agreement.sign').execute()
  expect(log).toHaveLength(1)
})

test('the database refuses a signature of this member unless two people approved it', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  await post(officer, `/v1/agreements/${made.agreement.id}/offer`)
  const forged = {
    agreement_id: made.agreement.id,
    version: 1,
    member: 'norland.example',
    key_id: '0'.repeat(16),
    at: at(0),
    value: 'x',
    received_at: now,
  }
  await expect(node.db.insertInto('agreement_signature').values(forged).execute()).rejects.toMatchObject({
    code: 'EN005',
  })
  await expect(
    node.db
      .updateTable('agreement')
      .set({ signed: ['norland.example', other] })
      .execute(),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a wrong party key, or another text under the same version, is refused', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  const { id } = made.agreement
  await post(officer, `/v1/agreements/${id}/offer`)
  await expect(receive(signedByOther(made.agreement, nodeKeyOf(newPrivateKey())))).rejects.toMatchObject({
    code: 'bad-signature',
  })
  const wider = { ...made.agreement, maxTlp: 'red' as const }
  await expect(receive(signedByOther(wider))).rejects.toMatchObject({ code: 'bad-signature' })
  await expect(receive(signedByOther(made.agreement), 'ostland.example')).rejects.toMatchObject({
    code: 'agreement-invalid',
  })
  expect(await view(id)).toMatchObject({ status: 'offered', missingSignatures: ['norland.example', other] })
})

test('all faults of a draft are reported together', async () => {
  const { parties } = terms()
  const one = await post(officer, '/v1/agreements', {
    ...terms(),
    parties: parties.slice(1),
    validUntil: at(2000),
    title: '',
  })
  expect(one).toMatchObject({ status: 422, code: 'agreement-invalid' })
  const places = (one.body as { errors: { at: string }[] }).errors.map((fault) => fault.at)
  expect(places).toEqual(expect.arrayContaining(['/title', '/parties', '/validUntil']))
  expect(places.filter((place) => place === '/parties').length).toBeGreaterThan(1)
  expect((await post(officer, '/v1/agreements', { ...terms(), colour: 'red' })).code).toBe('unknown-field')
  expect((await post(analyst, '/v1/agreements', terms())).status).toBe(403)
})

test('the old version stays in force until every party has signed the new one', async () => {
  const before = ((await active()) as never as AgreementView).agreement
  const { id } = before
  const narrower = await post(officer, '/v1/agreements', { ...terms(), id, kinds: ['person'] })
  expect(narrower.view).toMatchObject({ agreement: { version: 2, replaces: 1 }, status: 'active', inForceVersion: 1 })
  await post(officer, `/v1/agreements/${id}/offer`)
  const signed = await post(supervisor, `/v1/agreements/${id}/sign`)
  expect(signed.view).toMatchObject({ inForceVersion: 1, missingSignatures: [other] })
  await receive(signedByOther(signed.view.agreement))
  expect(await view(id)).toMatchObject({ inForceVersion: 2, agreement: { version: 2 } })
  const first = (await analyst.call('GET', `/v1/agreements/${id}?version=1`)).body
  expect(first).toMatchObject({ agreement: { version: 1, kinds: ['person', 'travel-document'] } })
})

test('an approval is rejected if the agreement changed since it was read', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  const { id } = made.agreement
  const offer = (digest: string) => post(officer, `/v1/agreements/${id}/offer`, { digest })
  // Saving a draft again keeps its version number.
  const { view: anew } = await post(officer, '/v1/agreements', { ...terms(), id, maxTlp: 'clear' })
  expect(anew.agreement.version).toBe(1)
  expect(await offer(made.digest)).toMatchObject({ status: 412, code: 'version-conflict' })
  expect((await offer(anew.digest)).view.status).toBe('offered')
  await receive(signedByOther({ ...made.agreement, version: 2, replaces: 1, maxTlp: 'red' }))
  const sign = (digest: string) => post(supervisor, `/v1/agreements/${id}/sign`, { digest })
  expect(await sign(anew.digest)).toMatchObject({ status: 412, code: 'version-conflict' })
  const newest = await view(id)
  expect(newest).toMatchObject({ agreement: { version: 2 }, yes: [] })
  expect((await sign(newest.digest)).view.yes.map(({ role }) => role)).toEqual(['supervisor'])
})

test('a preview counts what would be shared, without values, before anybody signs', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  const { id } = made.agreement
  await post(officer, `/v1/agreements/${id}/offer`)
  const named = await post(officer, '/v1/signals', signalOf('X5550001', [id]))
  expect(named.status).toBe(201)
  await post(officer, '/v1/signals', signalOf('X5550002', []))
  await post(officer, '/v1/signals', { ...signalOf('X5550003', []), tlp: 'red', recipients: [other] })
  const { body, status } = await analyst.call('GET', `/v1/agreements/${id}/preview`)
  expect(status).toBe(200)
  const preview = body as AgreementPreview
  expect(preview.to).toEqual([
    {
      member: other,
      kinds: [{ kind: 'travel-document', shared: 1, possible: expect.any(Number) }],
      first: [expect.objectContaining({ id: (named.body as { id: string }).id })],
    },
  ])
  const [{ possible } = { possible: 0 }] = preview.to[0]?.kinds ?? []
  // Two signals are not counted: one has a marking above the limit, the other already names an agreement.
  expect(possible).toBe(preview.asked - 2)
  expect(JSON.stringify(preview)).not.toContain('X5550001')
  expect(explainAgreement(made.agreement).join(' ')).toContain(
    'norland.example and sudmark.example may contribute signals of people and travel documents.',
  )
})

test('a signal is shared under its agreement, and ending the agreement stops that at once', async () => {
  const { agreement } = (await active()) as never as AgreementView
  const { id } = (await post(officer, '/v1/signals', signalOf('X5550010', [agreement.id]))).body as { id: string }
  const released = await access(id, 'release', { role: 'system', destination: other })
  expect(released).toMatchObject({ decision: 'allow', agreement: `${agreement.id}@1` })
  expect(fails((await access(id, 'release', { role: 'system', destination: 'ostland.example' })).clauses)).toEqual(
    ['member-active', 'party', 'destination-risk'].slice(0, 2),
  )
  expect(await access(id, 'read')).toMatchObject({ decision: 'allow', agreement: null })
  expect(
    (await analyst.call('POST', '/v1/access', { signalId: randomUUID(), action: 'read', purpose: 'border-control' }))
      .status,
  ).toBe(404)
  const suspended = await post(officer, `/v1/agreements/${agreement.id}/suspend`, {
    suspended: true,
    reason: 'A breach is looked into.',
  })
  expect(suspended.view.status).toBe('suspended')
  expect(fails((await access(id, 'release', { role: 'system', destination: other })).clauses)).toEqual([
    'agreement-period',
  ])
  const goOn = { suspended: false, reason: 'It was no breach.' }
  expect((await post(officer, `/v1/agreements/${agreement.id}/suspend`, goOn)).status).toBe(403)
  expect((await post(supervisor, `/v1/agreements/${agreement.id}/suspend`, goOn)).view.status).toBe('active')
  const ended = await post(officer, `/v1/agreements/${agreement.id}/end`, { reason: 'The treaty was left.' })
  expect(ended.view).toMatchObject({ status: 'ended', inForceVersion: null })
  expect(
    (await logOf()).some(({ object }) => (object as { schema?: string } | null)?.schema === 'entente/agreement-end/v1'),
  ).toBe(true)
  expect((await access(id, 'release', { role: 'system', destination: other })).decision).toBe('deny')
  expect((await post(officer, `/v1/agreements/${agreement.id}/end`, { reason: 'Again.' })).code).toBe('agreement-ended')
})

test('the end of an agreement is sent to its parties, including those that join later', async () => {
  const { agreement } = (await active()) as never as AgreementView
  const parties = ['norland.example', 'ostland.example'].map((member) => ({ ...terms().parties[0], member }))
  await joins('ostland.example')
  expect((await post(officer, '/v1/agreements', { ...terms(), id: agreement.id, parties })).status).toBe(201)
  await post(officer, `/v1/agreements/${agreement.id}/end`, { reason: 'The treaty was left.' })
  const end = { schema: 'entente/agreement-end/v1', agreement: agreement.id, member: 'norland.example' }
  expect((await logOf()).at(-1)).toMatchObject({ type: 'agreement', object: end })
  expect(await logOf('ostland.example')).toEqual([])
  const before = (await logOf()).length
  await systemAccess({ store: node.store, member: { id: 'norland.example', name: '' } }, null).transaction(
    { action: 'record.write', type: 'signal.import', impersonal: true },
    (tx) => sendAgreementsTo(tx, other),
  )
  const again = (await logOf()).slice(before).map(({ object }) => object as Record<string, unknown>)
  const place = again.findIndex(({ id, version }) => id === agreement.id && version === 1)
  expect(again[place + 1]).toMatchObject(end)
})

test('a repeated signature counts once, and an impossible version number is refused', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  await post(officer, `/v1/agreements/${made.agreement.id}/offer`)
  const signed = signedByOther(made.agreement)
  await receive({ ...signed, signatures: [...signed.signatures, ...signed.signatures] })
  expect((await view(made.agreement.id)).missingSignatures).toEqual(['norland.example'])
  const far = { ...signed, id: randomUUID(), version: 3_000_000_000 }
  await expect(receive(far)).rejects.toMatchObject({ code: 'agreement-invalid' })
})

test('a received version must be newer than the stored one and come from its party', async () => {
  const { view: made } = await post(officer, '/v1/agreements', terms())
  const fifth = { ...made.agreement, id: randomUUID(), version: 5, replaces: 4 }
  await receive(signedByOther(fifth))
  await expect(receive(signedByOther({ ...fifth, version: 4, replaces: 3 }))).rejects.toMatchObject({
    code: 'agreement-invalid',
    message: 'Version 5 is stored here already; only a newer version may be sent.',
  })
  const third = { ...made.agreement.parties[1]!, member: 'ostland.example' }
  const sixth = { ...fifth, version: 6, replaces: 5, parties: [...fifth.parties, third] }
  await expect(receive(signedByOther(sixth), 'ostland.example')).rejects.toMatchObject({
    code: 'agreement-invalid',
    message: 'Only a party of the version stored here may send a newer version.',
  })
})

test('a received signal can be read, and is counted, only under its agreement', async () => {
  const { agreement } = (await active()) as never as AgreementView
  const { id } = (await post(officer, '/v1/signals', signalOf('X5550020', [agreement.id]))).body as { id: string }
  await node.db.updateTable('signal').set({ owner: other, origin: other }).where('id', '=', id).execute()
  expect((await analyst.call('GET', `/v1/signals/${id}`)).status).toBe(200)
  const total = async () => ((await analyst.call('GET', `/v1/signals?owner=${other}`)).body as { total: number }).total
  expect(await total()).toBe(1)
  await post(officer, `/v1/agreements/${agreement.id}/suspend`, { suspended: true, reason: 'A breach is looked into.' })
  const refused = await analyst.call('GET', `/v1/signals/${id}`)
  expect(refused).toMatchObject({ status: 403, body: { code: 'refused' } })
  expect(fails((refused.body as { clauses: Clause[] }).clauses)).toEqual(['agreement-period'])
  expect(await total()).toBe(0)
  const nothing = { outcome: 'confirmed', count: 1, firstSeen: null, lastSeen: null }
  expect((await analyst.call('POST', `/v1/signals/${id}/feedback`, nothing)).status).toBe(403)
  await node.db
    .updateTable('signal')
    .set({ recipients: ['ostland.example'] })
    .where('id', '=', id)
    .execute()
  const unknown = await analyst.call('GET', `/v1/signals/${randomUUID()}`)
  const hidden = await analyst.call('GET', `/v1/signals/${id}`)
  expect(hidden.status).toBe(404)
  const without = ({ body }: { body: unknown }) => ({ ...(body as object), requestId: '' })
  expect(without(hidden)).toEqual(without(unknown))
})

test('a due review and an upcoming erasure raise one alarm each', async () => {
  const { agreement } = (await active({ review: { everyMonths: 1, nextDue: at(1) } })) as never as AgreementView
  const { id } = (
    await post(officer, '/v1/signals', { ...signalOf('X5550030', []), validUntil: at(80), retainUntil: at(100) })
  ).body as { id: string }
  now = new Date(now.getTime() + 2 * 86_400_000)
  const deps = { store: node.store, member: { id: 'norland.example', name: '' } }
  await runAgreementClocks(deps)
  await runAgreementClocks(deps)
  const alarms = await node.db
    .selectFrom('alarm')
    .select(['code', 'ref', 'detail'])
    .where('code', 'in', ['agreement-review-due', 'retention-ending'])
    .execute()
  expect(alarms).toEqual(
    expect.arrayContaining([
      { code: 'agreement-review-due', ref: `agreement:${agreement.id}`, detail: { value: 1, limit: 30 } },
      { code: 'retention-ending', ref: `sig:${id}`, detail: { value: 98, limit: 0 } },
    ]),
  )
  expect(alarms).toHaveLength(2)
})
