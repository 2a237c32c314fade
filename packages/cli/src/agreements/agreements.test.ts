import { randomUUID } from 'node:crypto'
import type { AgreementView } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

let node: TestNode
let env: Record<string, string>
beforeAll(async () => {
  node = await startTestNode()
  env = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'officer') }
})
afterAll(() => node?.stop())

const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const party = { country: 'NOR', type: 'state', contribute: true, receive: true }
const terms = {
  title: 'Invented agreement',
  parties: ['norland.example', 'sudmark.example'].map((member) => ({ member, ...party })),
  legalBasis: 'Invented treaty, article 4',
  ...{ kinds: ['person'], purposes: ['border-control'], maxTlp: 'amber', maxPap: 'green', onward: 'none' },
  ...{ riskCountries: [], children: 'excluded', validFrom: at(-1), validUntil: at(300), feedback: null },
  ...{ retention: { maxDays: 300, afterEnd: 'erase' }, review: { everyMonths: 12, nextDue: at(100) } },
  ...{ withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 }, blindCheck: null },
}
const draft = (body: unknown) =>
  entente(['agreements', 'draft', '-', '--json'], { env, input: Buffer.from(JSON.stringify(body)) })

test('agreements: a file becomes a draft, versions are compared, an invalid file ends with 1', async () => {
  const made = await draft(terms)
  expect([made.status, made.stderr]).toEqual([0, ''])
  const { agreement } = JSON.parse(made.stdout) as AgreementView
  expect((await entente(['agreements', 'offer', agreement.id], { env })).stdout).toContain('offered')
  await draft({ ...terms, id: agreement.id, kinds: ['person', 'wallet'] })
  const [shown, differs, wrong, denied] = await Promise.all([
    entente(['agreements', 'show', agreement.id], { env }),
    entente(['agreements', 'diff', agreement.id, '1', '2'], { env }),
    draft({ ...terms, parties: terms.parties.slice(1) }),
    entente(['access', randomUUID(), '--action', 'read', '--purpose', 'border-control'], { env }),
  ])
  expect(shown.stdout).toContain('Each party may leave it at any time.')
  expect(differs.stdout).toMatch(/kinds\s+person\s+->\s+person, wallet\s+wider/)
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringMatching(/^agreement-invalid: /) })
  expect(denied).toMatchObject({ status: 2, stderr: expect.stringMatching(/^not-found: /) })
})

test('agreements: one command drafts and offers, and signing prints the sentences', async () => {
  const made = await entente(['agreements', 'draft', '-', '--offer', '--json'], {
    env,
    input: Buffer.from(JSON.stringify(terms)),
  })
  const view = JSON.parse(made.stdout) as AgreementView
  expect(view).toMatchObject({ status: 'offered', offered: true, yes: [{ role: 'signal-officer' }] })
  const sign = ['agreements', 'sign', view.agreement.id]
  expect(await entente(sign, { env })).toMatchObject({ status: 1, stderr: expect.stringMatching(/^same-person: /) })
  const second = { ...env, ENTENTE_KEY: await newKeyOf(node, 'officer-2') }
  const signed = await entente(sign, { env: second })
  expect([signed.status, signed.stderr]).toEqual([0, ''])
  expect(signed.stdout).toMatch(
    /use them for border control only\.[\s\S]*not signed by norland\.example, sudmark\.example\n$/,
  )
  // The operator of the machine can make keys for both accounts, so the supervisor approves it in the desk.
  const supervisor = { ...env, ENTENTE_KEY: await newKeyOf(node, 'supervisor') }
  expect(await entente(sign, { env: supervisor })).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^role: /),
  })
  const session = await node.signIn('supervisor')
  const { body } = await session.call('POST', `/v1/agreements/${view.agreement.id}/sign`, {})
  expect((body as AgreementView).missingSignatures).toEqual(['sudmark.example'])
})
