import { type CallbackServer, type SignedIn, startCallbackServer, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'

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

async function look(person: SignedIn, id: string): Promise<void> {
  await person.call('POST', `/v1/cases/${id}/view`)
  for (let beat = 0; beat < 5; beat += 1) {
    now = new Date(now.getTime() + 5000)
    await person.call('POST', `/v1/cases/${id}/view`)
  }
}

test('a carrier that only sends lists is told of a refusal all the same, and of nothing while it is only a hit', async () => {
  const officer = await node.signIn('officer')
  expect((await officer.call('POST', '/v1/signals', signal)).status).toBe(201)
  await node.settled()
  const list = paxlst([{ surname: 'VORK', given: 'NILS', birth: '710302', sex: 'M', document: 'N4471906B' }])
  const received = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}` },
    body: list,
  })
  expect(received.status).toBe(202)
  await node.settled()
  const analyst = await node.signIn('analyst')
  const [found] = (
    (await analyst.call('GET', '/v1/cases')).body as {
      items: { id: string; hits: { id: string }[]; otherExplanations: string[] }[]
    }
  ).items
  if (found === undefined) throw new Error('no case was opened')
  expect(callbacks.received).toHaveLength(0)

  await look(analyst, found.id)
  const proposal = {
    outcome: 'adverse',
    act: 'do-not-board',
    reasons: ['same-person-evidence'],
    text: 'Name and birth date are those of the signal.',
    hits: found.hits.map((hit) => hit.id),
    alternativesConsidered: found.otherExplanations,
    details: null,
  }
  expect(await analyst.call('POST', `/v1/cases/${found.id}/proposal`, proposal)).toMatchObject({
    status: 201,
    body: { state: 'awaiting-second' },
  })
  await node.settled()
  expect(callbacks.received).toHaveLength(0)

  const supervisor = await node.signIn('supervisor')
  await look(supervisor, found.id)
  const confirmation = { agree: true, reasons: ['same-person-evidence'], text: 'I compared both sides and agree.' }
  expect(await supervisor.call('POST', `/v1/cases/${found.id}/confirmation`, confirmation)).toMatchObject({
    body: { state: 'decided' },
  })
  await node.settled()
  const told = callbacks.received[0]
  expect(told?.text).toContain("BGM+132'")
  expect(told?.text).toContain("ERC+1Z'")
  const { answers } = (await analyst.call('GET', `/v1/cases/${found.id}`)).body as {
    answers: { kind: string; text: string; deliveredAt: string | null }[]
  }
  expect(answers).toMatchObject([{ kind: 'unsolicited', text: 'Do not board (1Z)' }])
  expect(answers[0]?.deliveredAt).not.toBeNull()
})
