import { AccessDecision, type Clause, type SignalAct } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { AgreementAttributes, SignalAccessInput, SignalAttributes } from './attributes.ts'
import { decideSignalAccess, judgeSignal, mayKnowOf } from './decide.ts'

const now = Date.parse('2026-11-26T12:00:00.000Z')
const days = (count: number) => now + count * 86_400_000
const signal: SignalAttributes = {
  id: '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
  version: 2,
  owner: 'a.example',
  kind: 'wallet',
  status: 'active',
  purposes: ['terrorist-financing', 'content-safety'],
  agreements: ['A', 'B'],
  recipients: ['*'],
  tlp: 'green',
  pap: 'green',
  minor: false,
  validFrom: days(-10),
  validUntil: days(10),
  retainUntil: days(20),
  basisStated: true,
  basisUntil: null,
  necessityStated: true,
  lastVerifiedAt: days(-5),
  receivedAt: days(-5),
  released: true,
  falsePositive: false,
}
const party = (member: string, country: string | null = 'NOR') => ({ member, country, contribute: true, receive: true })
const agreement: AgreementAttributes = {
  id: 'A',
  version: 3,
  parties: [party('home.example'), party('a.example'), party('b.example', 'UTO')],
  signed: ['home.example', 'a.example', 'b.example'],
  validFrom: days(-100),
  validUntil: days(100),
  ended: [],
  suspended: false,
  reviewDue: days(30),
  kinds: ['wallet'],
  purposes: ['terrorist-financing'],
  maxTlp: 'amber',
  maxPap: 'green',
  retentionDays: 365,
  onward: 'with-approval',
  children: 'excluded',
  riskCountries: [],
  approved: [],
  signedOff: [],
}
const question: SignalAccessInput = {
  actor: { member: 'home.example', role: 'analyst' },
  action: 'read',
  purpose: 'terrorist-financing',
  now,
  signal,
  agreements: [agreement],
  standings: { 'home.example': 'active', 'a.example': 'active', 'b.example': 'active' },
  destination: null,
  quota: null,
}
const wide = { ...signal, agreements: ['A'], purposes: ['border-control', 'terrorist-financing'] }
const open: SignalAccessInput = {
  ...question,
  actor: { member: 'home.example', role: 'system' },
  signal: wide,
}
const fails = (input: SignalAccessInput) =>
  judgeSignal(input)
    .clauses.filter(({ result }) => result === 'fail')
    .map((clause: Clause) => [clause.id, clause.agreement])
const ids = (input: SignalAccessInput) => [...new Set(fails(input).map(([id]) => id))]

test('two agreements that each allow only a part do not allow the action together', () => {
  const b = { ...agreement, id: 'B', version: 1, kinds: ['url'], purposes: ['content-safety'] }
  const asked = { ...open, signal, purpose: 'content-safety' as const, agreements: [agreement, b] }
  expect(judgeSignal(asked)).toMatchObject({ allowed: false, agreement: null })
  expect(fails(asked)).toEqual([
    ['purpose-agreed', 'A@3'],
    ['kind-covered', 'B@1'],
  ])
})

test('the allowing agreement is named with its version; own signals need no agreement', () => {
  expect(judgeSignal(open)).toMatchObject({ allowed: true, agreement: 'A@3' })
  const own = { ...open, signal: { ...wide, owner: 'home.example', agreements: [] } }
  expect(judgeSignal(own)).toMatchObject({ allowed: true, agreement: null })
  expect(own.signal.agreements).toEqual([])
  expect(ids({ ...own, action: 'release', destination: 'a.example' })).toEqual(['agreement-signed'])
})

test('each missing attribute causes a refusal, and its clause is marked as missing', () => {
  const asks: [SignalAct, string | null][] = [
    ['match', null],
    ['release', 'b.example'],
    ['act', null],
  ] // prettier-ignore
  const silent: Record<string, string[]> = {}
  for (const key of Object.keys(signal) as (keyof SignalAttributes)[]) {
    if (key === 'id' || key === 'version' || key === 'basisUntil') continue
    const found = new Set<string>()
    for (const [action, destination] of asks) {
      const role = action === 'act' ? 'analyst' : 'system'
      const owner = action === 'release' ? 'home.example' : signal.owner
      const asked = { ...open, actor: { ...open.actor, role }, action, destination } as SignalAccessInput
      const whole = { ...asked, signal: { ...wide, owner } }
      expect(judgeSignal({ ...whole, purpose: 'terrorist-financing' }).allowed, `${action} of a whole one`).toBe(true)
      const { clauses } = judgeSignal({ ...whole, signal: { ...whole.signal, [key]: null } })
      for (const { id, result, missing } of clauses) if (result === 'fail' && missing) found.add(id)
    }
    silent[key] = [...found]
  }
  expect(Object.entries(silent).filter(([, found]) => found.length === 0)).toEqual([])
  expect(silent.retainUntil).toEqual(expect.arrayContaining(['retention', 'retention-max']))
  for (const key of Object.keys(agreement) as (keyof AgreementAttributes)[]) {
    if (key === 'id' || key === 'version' || key === 'approved' || key === 'signedOff') continue
    const actions: SignalAccessInput[] = [
      open,
      { ...open, action: 'onward', destination: 'b.example', agreements: [{ ...agreement, approved: ['b.example'] }] },
      { ...open, signal: { ...wide, minor: true }, agreements: [{ ...agreement, children: 'allowed' }] },
    ]
    const refused = actions.map((asked) => {
      expect(judgeSignal(asked).allowed).toBe(true)
      return !judgeSignal({ ...asked, agreements: [{ ...(asked.agreements[0] as AgreementAttributes), [key]: null }] })
        .allowed // prettier-ignore
    })
    expect(refused, key).toContain(true)
  }
})

test('an attribute that throws fails only its clause, and the others are still evaluated', () => {
  const broken = {
    ...wide,
    get tlp(): string {
      throw new Error('unreadable')
    },
  }
  const { allowed, clauses } = judgeSignal({ ...open, signal: broken })
  expect(allowed).toBe(false)
  const failed = clauses.filter(({ result }) => result === 'fail')
  expect(failed.map(({ id, missing }) => [id, missing])).toEqual([
    ['tlp-recipient', true],
    ['tlp-max', true],
  ])
  expect(clauses.map(({ id }) => id)).toContain('retention-max')
})

test('TLP:RED signals go only to named recipients and stay hidden from later parties', () => {
  const red = { ...wide, tlp: 'red', recipients: ['home.example'] }
  const strict = { ...agreement, maxTlp: 'red' }
  const toParty = { ...open, signal: { ...red, owner: 'a.example' }, agreements: [strict] }
  expect(judgeSignal(toParty).allowed).toBe(true)
  const other = { ...toParty, actor: { member: 'b.example', role: 'peer' as const } }
  expect(ids(other)).toEqual(['tlp-recipient'])
  expect(mayKnowOf('b.example', other)).toBe(false)
  expect(mayKnowOf('home.example', toParty)).toBe(true)
  const everyone = { ...open, signal: { ...red, recipients: ['*'] }, agreements: [strict] }
  expect(ids(everyone)).toEqual(['tlp-recipient'])
  expect(mayKnowOf('b.example', everyone)).toBe(true)
  expect(mayKnowOf('d.example', everyone)).toBe(false)
})

test.each<[string, SignalAct, boolean]>([
  ['red', 'match', true],
  ['red', 'blind-check', false],
  ['amber', 'blind-check', true],
  ['amber', 'act', false],
  ['green', 'act', true],
  ['clear', 'act', true],
  ['red', 'list', true],
])('marking PAP:%s and action %s: %s', (pap, action, allowed) => {
  const role = action === 'match' ? 'system' : 'analyst'
  const asked = { ...open, actor: { ...open.actor, role }, action, quota: 1, signal: { ...wide, pap } } as const
  const judged = judgeSignal({ ...asked, agreements: [{ ...agreement, maxPap: 'red' }] })
  expect(judged.allowed).toBe(allowed)
  if (!allowed)
    expect(judged.clauses.filter(({ result }) => result === 'fail').map(({ id }) => id)).toEqual(['pap-action']) // prettier-ignore
})

test('S38 time limits are exact to the millisecond; a signal that nobody verified for a year is not used', () => {
  const at = (change: Partial<SignalAttributes>) => ids({ ...open, action: 'match', signal: { ...wide, ...change } })
  expect(at({ validFrom: now })).toEqual([])
  expect(at({ validFrom: now + 1 })).toEqual(['started'])
  expect(at({ validUntil: now })).toEqual(['valid-use'])
  expect(at({ validUntil: now + 1 })).toEqual([])
  expect(at({ retainUntil: now })).toEqual(['retention'])
  expect(at({ basisUntil: now })).toEqual(['basis-current'])
  expect(at({ lastVerifiedAt: days(-365) })).toEqual(['verified-recently'])
  expect(at({ lastVerifiedAt: days(-365) + 1 })).toEqual([])
  expect(at({ retainUntil: days(360) })).toEqual([])
  expect(at({ retainUntil: days(360) + 1 })).toEqual(['retention-max'])
  const of = (change: Partial<AgreementAttributes>) => ids({ ...open, agreements: [{ ...agreement, ...change }] })
  expect(of({ validFrom: now })).toEqual([])
  expect(of({ validUntil: now })).toEqual(['agreement-period'])
  expect(of({ reviewDue: days(-30) })).toEqual([])
  expect(of({ reviewDue: days(-30) - 1 })).toEqual(['agreement-review'])
})

test('S37 sharing onward or to a risk country needs an approval or a sign-off, and never takes signals about minors', () => {
  const onward: SignalAccessInput = { ...open, action: 'onward', destination: 'b.example' }
  expect(ids(onward)).toEqual(['onward'])
  const approved = (more: Partial<AgreementAttributes>) => ({
    ...onward,
    agreements: [{ ...agreement, approved: ['b.example'], maxTlp: 'red', ...more }],
  }) // prettier-ignore
  expect(ids(approved({}))).toEqual([])
  expect(ids(approved({ onward: 'none' }))).toEqual(['onward'])
  expect(ids(approved({ riskCountries: ['UTO'] }))).toEqual(['destination-risk'])
  expect(
    ids(approved({ riskCountries: ['UTO'], signedOff: [{ giver: 'home.example', destination: 'b.example' }] })),
  ).toEqual([])
  expect(ids({ ...approved({}), signal: { ...wide, tlp: 'amber+strict' } })).toEqual(['onward'])
  expect(ids({ ...approved({ children: 'allowed' }), signal: { ...wide, minor: true } })).toEqual(['minor'])
  // A release by a member that is not the owner is onward sharing.
  expect(ids({ ...onward, action: 'release' })).toEqual(['onward'])
  expect(ids({ ...onward, destination: null })).toEqual(['member-active', 'tlp-recipient', 'party', 'onward'])
})

test('unreleased signals about people and known false positives never leave the node', () => {
  const person = { ...wide, kind: 'person', released: false }
  const covering = { ...agreement, kinds: ['person', 'wallet'], maxTlp: 'red' }
  const giving: SignalAccessInput = {
    ...open,
    actor: { member: 'a.example', role: 'system' },
    action: 'release',
    destination: 'b.example',
    agreements: [covering],
  }
  expect(ids({ ...giving, signal: person })).toEqual(['second-officer'])
  expect(ids({ ...giving, signal: { ...person, released: true } })).toEqual([])
  expect(ids({ ...giving, signal: { ...wide, released: false } })).toEqual([])
  expect(ids({ ...giving, signal: { ...wide, falsePositive: true } })).toEqual(['false-positive'])
  const used = { ...person, falsePositive: true }
  expect(ids({ ...giving, action: 'match', destination: null, signal: used })).toEqual([])
  expect(ids({ ...giving, action: 'blind-check', destination: null, quota: 1, signal: used })).toEqual([
    'second-officer',
    'false-positive',
  ])
})

test('an ended, unknown or unsigned agreement allows nothing', () => {
  expect(ids({ ...open, agreements: [{ ...agreement, ended: ['home.example'] }] })).toEqual(['agreement-period'])
  expect(ids({ ...open, agreements: [{ ...agreement, ended: ['b.example'] }] })).toEqual([])
  expect(ids({ ...open, agreements: [{ ...agreement, suspended: true }] })).toEqual(['agreement-period'])
  expect(ids({ ...open, agreements: [{ ...agreement, signed: ['home.example', 'a.example'] }] })).toEqual([
    'agreement-signed',
  ]) // prettier-ignore
  const unknown = judgeSignal({ ...open, agreements: [] })
  expect(unknown.allowed).toBe(false)
  expect(unknown.clauses.filter(({ agreement: of }) => of === 'A').every(({ missing }) => missing)).toBe(true)
})

test('oversight reads all signals, and owners read expired ones, but neither may use them', () => {
  const over = { ...wide, status: 'withdrawn', validUntil: days(-1), basisUntil: days(-1) }
  const oversight = {
    ...open,
    actor: { member: 'home.example', role: 'oversight' as const },
    purpose: 'human-rights-review' as const,
    signal: over,
  } // prettier-ignore
  expect(ids(oversight)).toEqual([])
  expect(ids({ ...oversight, action: 'export' })).toEqual([
    'role',
    'purpose-of-signal',
    'status',
    'valid-use',
    'basis-current',
    'purpose-agreed',
  ]) // prettier-ignore
  const owner = { ...open, signal: { ...over, owner: 'home.example', agreements: [] } }
  const as = (role: SignalAccessInput['actor']['role']) =>
    ids({ ...owner, purpose: 'border-control', actor: { member: 'home.example', role } }) // prettier-ignore
  expect(as('signal-officer')).toEqual([])
  expect(as('analyst')).toEqual(['basis-current'])
  expect(ids({ ...owner, action: 'match' })).toEqual(['status', 'valid-use', 'basis-current'])
})

test('the decision fits its schema, and its hash depends only on the input', () => {
  const decision = decideSignalAccess(open)
  expect(AccessDecision.parse(decision)).toMatchObject({
    decision: 'allow',
    agreement: 'A@3',
    resource: { version: 2 },
  })
  expect(decideSignalAccess({ ...open }).inputsHash).toBe(decision.inputsHash)
  expect(decideSignalAccess({ ...open, now: now + 1 }).inputsHash).not.toBe(decision.inputsHash)
  expect(Buffer.from(decision.inputsHash, 'base64')).toHaveLength(32)
})
