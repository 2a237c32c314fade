import { createSender, createSenderKey } from '@entente/node'
import { type CallbackServer, type SignedIn, startCallbackServer, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paxlst, pnrgov } from '../edifact.fixture.ts'

let node: TestNode
let callbacks: CallbackServer
let now = new Date('2026-11-24T12:00:00.000Z')
beforeAll(async () => {
  callbacks = await startCallbackServer()
  node = await startTestNode({ clock: () => now, callbackUrl: callbacks.url })
})
afterAll(async () => {
  await node.stop()
  await callbacks.close()
})

const signal = {
  kind: 'person',
  value: {
    names: [{ full: 'Nils Vork', family: null, given: null, script: null, quality: 'primary' }],
    birthDates: ['1971-03-02'],
    sex: 'M',
    nationalities: ['NOR'],
    birthPlaces: [],
    identifiers: [],
  },
  labels: [],
  entity: null,
  agreements: [],
  recipients: null,
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'amber',
  pap: 'green',
  confidence: 60,
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: '2026-11-01T00:00:00.000Z' },
  action: 'refuse',
  necessity: 'Needed to show in a test that a carrier hears of a refusal.',
  minor: false,
  validFrom: '2026-11-01T00:00:00.000Z',
  validUntil: '2027-11-01T00:00:00.000Z',
  retainUntil: '2028-11-01T00:00:00.000Z',
  reviewDue: '2027-02-01T00:00:00.000Z',
}

async function view(person: SignedIn, id: string): Promise<void> {
  await person.call('POST', `/v1/cases/${id}/view`)
  for (let beat = 0; beat < 5; beat += 1) {
    now = new Date(now.getTime() + 5000)
    await person.call('POST', `/v1/cases/${id}/view`)
  }
}

/** Makes the decision of two people to refuse boarding in the newest open case. */
async function refuseNewest(): Promise<string> {
  const analyst = await node.signIn('analyst')
  const { items } = (await analyst.call('GET', '/v1/cases')).body as {
    items: { id: string; state: string; hits: { id: string }[]; otherExplanations: { text: string }[] }[]
  }
  const found = items.find(({ state }) => state === 'open')
  if (found === undefined) throw new Error('no case was opened')
  await view(analyst, found.id)
  const proposal = {
    outcome: 'adverse',
    act: 'do-not-board',
    reasons: ['same-person-evidence'],
    text: 'Name and birth date are those of the signal.',
    hits: found.hits.map((hit) => hit.id),
    alternativesConsidered: found.otherExplanations.map(({ text }) => text),
    details: null,
  }
  expect(await analyst.call('POST', `/v1/cases/${found.id}/proposal`, proposal)).toMatchObject({
    status: 201,
    body: { state: 'awaiting-second' },
  })
  await node.whenIdle()
  expect(callbacks.received).toHaveLength(0)
  const supervisor = await node.signIn('supervisor')
  await view(supervisor, found.id)
  const confirmation = { agree: true, reasons: ['same-person-evidence'], text: 'I compared both sides and agree.' }
  expect(await supervisor.call('POST', `/v1/cases/${found.id}/confirmation`, confirmation)).toMatchObject({
    body: { state: 'decided' },
  })
  await node.whenIdle()
  return found.id
}

async function send(key: string, body: string): Promise<void> {
  const received = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body,
  })
  expect(received.status).toBe(202)
  now = new Date(now.getTime() + 1000)
  await node.whenIdle()
}

beforeEach(() => {
  callbacks.received.length = 0
})

test('a carrier that only sends lists is notified of do-not-board decisions, not hits', async () => {
  const officer = await node.signIn('officer')
  expect((await officer.call('POST', '/v1/signals', signal)).status).toBe(201)
  await node.whenIdle()
  const vork = { surname: 'VORK', given: 'NILS', birth: '710302', sex: 'M', document: 'N4471906B', reference: 'NREF1' }
  await send(node.sender.key, paxlst([vork]))
  expect(callbacks.received).toHaveLength(0)
  const caseId = await refuseNewest()
  const notification = callbacks.received[0]
  expect(notification?.text).toContain("BGM+132'")
  expect(notification?.text).toContain("ERP+2'RFF+ABO:NREF1'ERC+1Z'")
  const analyst = await node.signIn('analyst')
  const { answers } = (await analyst.call('GET', `/v1/cases/${caseId}`)).body as {
    answers: { kind: string; text: string; deliveredAt: string | null }[]
  }
  expect(answers).toMatchObject([{ kind: 'unsolicited', text: 'Do not board (1Z)' }])
  expect(answers[0]?.deliveredAt).not.toBeNull()
})

test('a notification names only the references of the carrier that gets it', async () => {
  const partner = await createSender(node.db, { name: 'Zephyr Lines', callbackUrl: callbacks.url })
  const { key } = await createSenderKey(node.db, partner)
  const vork = { surname: 'VORK', given: 'NILS', birth: '710302', sex: 'M', document: 'N4471906C' }
  await send(key, paxlst([{ ...vork, locator: 'ZLOC77', reference: 'ZREF77' }], { flight: '7N0483' }))
  const booking = {
    locator: 'NLOC22',
    people: [{ surname: 'VORK', given: 'NILS', document: 'N4471906C', birth: '02MAR71' }],
  }
  await send(node.sender.key, pnrgov([booking], { flight: '7N+483' }))
  await refuseNewest()
  const texts = callbacks.received.map(({ text }) => text)
  expect(texts).toHaveLength(1)
  expect(texts[0]).toContain("ERP+2'RFF+AVF:NLOC22'ERC+1Z'FTX+AAP+++DO NOT BOARD'")
  // The CUSRES is addressed to the sender, as a changed answer, with the access reference of the newest message.
  expect(texts[0]).toMatch(/^UNB\+UNOA:4\+ENTENTE\+NORDVIK AIR\+/)
  expect(texts[0]).toContain("UNH+1+CUSRES:D:05B:UN:IATA+ACCESS2+01:F'BGM+132'RFF+AF:7N483'")
  expect(texts[0]).not.toMatch(/ZLOC77|ZREF77/)
})

test('K10 a decision of one person never refuses a passenger of a carrier with real people', async () => {
  const real = await createSender(node.db, { name: 'Sudvik Air', callbackUrl: callbacks.url })
  const { key } = await createSenderKey(node.db, real)
  const vork = { surname: 'VORK', given: 'NILS', birth: '710302', sex: 'M', document: 'N4471906D', reference: 'SREF1' }
  const list = paxlst([vork], { flight: '7N0484' })
  await send(key, list)
  const caseId = await refuseNewest()
  expect(callbacks.received).toEqual([])
  const ask = async (at: string) => {
    const body = paxlst([vork], { flight: '7N0484', at })
    const headers = { authorization: `Bearer ${key}`, accept: 'application/json' }
    const answer = await fetch(`${node.url}/v1/travel/interactive`, { method: 'POST', headers, body })
    return ((await answer.json()) as { people: { outcome: string }[] }).people
  }
  expect(await ask('261124:0631')).toMatchObject([{ outcome: 'further-check', basis: 'hit-under-review' }])
  const analyst = await node.signIn('analyst')
  const shown = (await analyst.call('GET', `/v1/cases/${caseId}`)).body
  expect(shown).toMatchObject({ decision: { adverse: true, people: 'single-operator' } })
  // The mark stays when more people use the node, so the decision reaches the carrier never.
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  expect(await ask('261124:0632')).toMatchObject([{ outcome: 'further-check' }])
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  await node.db.updateTable('sender').set({ synthetic: true }).where('id', '=', real).execute()
  expect(await ask('261124:0633')).toMatchObject([{ outcome: 'do-not-board', basis: 'decision' }])
})
