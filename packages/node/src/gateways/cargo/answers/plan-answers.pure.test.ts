import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnswerContents, type Defects, planAnswers } from './plan-answers.ts'
import type { FiledFact, ReferralFact, SentFact, Standing } from './standing.ts'
import { isStillClear } from './still-clear.ts'

const at = new Date('2026-11-24T12:00:00.000Z')
const filingOf = (given: Partial<FiledFact> = {}): FiledFact => ({
  ...{ id: 'f1', sender_id: 'carrier', message_id: 'm1', format: 'xfwb', defective: false, in_force: true },
  ...{ received_at: at.toISOString(), ...given },
})
const sentOf = (given: Partial<SentFact> = {}): SentFact => ({
  ...{ id: 'a1', sender_id: 'carrier', event: 'assessed', result: 'AC', message_id: 'm1', decision_id: null },
  ...{ referral_id: null, released: true, delivered: true, ...given },
})
const referralOf = (given: Partial<ReferralFact> = {}): ReferralFact => ({
  ...{ id: 'r1', sender_id: 'carrier', kind: 'RFI', origin: 'officer', decision_id: 'd1', question_hash: 'q-carrier' },
  ...{ version: 1, asked_at: at.toISOString(), state: 'open', ...given },
})
const standingOf = (given: Partial<Standing> = {}): Standing => ({
  ...{ id: 'c1', key: 'air/999-00000011', level: 'master', version: 1, state: 'complete', filer: 'carrier' },
  ...{ parent_id: null, loads_at: null, arrives_at: null, regime: 'cargo-own', purposes: [], team: 'cargo' },
  ...{ received_at: at, mask_at: null, delete_at: at, version_at: at, case_id: null, case_state: null },
  ...{
    decision_id: null,
    act: null,
    adverse: null,
    by_one_person: null,
    proposal_id: null,
    decided_at: null,
    decided_version: null,
    houses_clear: true,
    houses_complete: true,
    compared: true,
    not_judged: false,
    found: false,
  },
  ...{ filings: [filingOf()], answers: [], referrals: [], ...given },
})
const decided = (act: string, adverse = false) =>
  ({
    case_id: 'k1',
    case_state: 'decided',
    decision_id: 'd1',
    act,
    adverse,
    proposal_id: 'p1',
    decided_at: at,
  }) as const
const nothing: AnswerContents = { decision: null, defects: new Map() }
const asks: AnswerContents = {
  decision: {
    questions: [{ path: '/description', text: 'What are these?', finding: null }],
    ...{ method: null, deadline: null, contact: { name: 'A. Officer', phone: '+47 555 01 00' } },
    hashFor: (senderId) => `q-${senderId}`,
  },
  defects: new Map(),
}
const defective = (hash: string, senderId = 'carrier'): AnswerContents => {
  const found: Defects = { questions: [{ path: '/id', text: 'Check digit', finding: 'AWB_CHECK_DIGIT' }], hash }
  return { decision: null, defects: new Map([[senderId, found]]) }
}
const plan = (given: Partial<Standing> = {}, contents = nothing) => planAnswers(standingOf(given), contents)
const words = (given: Partial<Standing> = {}, contents = nothing) =>
  plan(given, contents).answers.map(({ senderId, event, result }) => `${senderId} ${event} ${result}`)

test('a complete consignment without a case is cleared once for each message of its filer', () => {
  expect(words()).toEqual(['carrier assessed AC'])
  expect(words({ answers: [sentOf()] })).toEqual([])
  const twice = [filingOf({ in_force: false }), filingOf({ id: 'f2', message_id: 'm2' })]
  expect(plan({ filings: twice, answers: [sentOf()] }).answers).toMatchObject([
    { result: 'AC', messageId: 'm2', ownVersion: 2 },
  ])
})

test('only a person clears goods that no rule could judge', () => {
  expect(words({ not_judged: true })).toEqual([])
  // Nor does it clear goods in which an inspection found something.
  expect(words({ found: true })).toEqual([])
  expect(words({ not_judged: true, ...decided('AC') }, asks)).toEqual(['carrier assessed AC'])
})

test('a partial consignment, a manifest alone and a doubtful house’s master are not cleared', () => {
  expect(words({ state: 'partial' })).toEqual([])
  expect(words({ filings: [filingOf({ format: 'xffm' })] })).toEqual([])
  const ended = [filingOf({ in_force: false }), filingOf({ id: 'f2', message_id: 'm2', format: 'xffm' })]
  expect(words({ filings: ended })).toEqual([])
  expect(words({ houses_clear: false })).toEqual([])
  expect(words({ houses_complete: false })).toEqual([])
  // An officer may clear what is incomplete; the houses still count.
  expect(words({ state: 'partial', ...decided('AC') }, asks)).toEqual(['carrier assessed AC'])
  expect(words({ houses_complete: false, ...decided('AC') }, asks)).toEqual(['carrier assessed AC'])
  expect(words({ houses_clear: false, ...decided('AC') }, asks)).toEqual([])
})

test('a decision clears the version that people saw, and no later incomplete or defective one', () => {
  const later = { version: 2, version_at: new Date(at.getTime() + 1000), ...decided('AC') }
  expect(words(later)).toEqual(['carrier assessed AC'])
  expect(words({ ...later, state: 'partial' })).toEqual([])
  expect(words({ ...later, filings: [filingOf({ defective: true })] }, defective('x'))).toEqual([
    'carrier correction-asked RFI',
  ])
})

test('a version that was stored after the decision is not cleared by it, although its message began earlier', () => {
  const raced = { version: 2, ...decided('AC'), decided_version: 1, state: 'partial' }
  expect(words(raced)).toEqual([])
  expect(words({ ...raced, decided_version: 2 })).toEqual(['carrier assessed AC'])
})

test('nothing is cleared before it was compared, with or without a decision', () => {
  expect(words({ compared: false })).toEqual([])
  expect(words({ compared: false, ...decided('AC') }, asks)).toEqual([])
})

test('the filer that first described the goods is asked, also after it amended', () => {
  const forwarder = filingOf({ id: 'f2', sender_id: 'forwarder', message_id: 'm2' })
  const amended = [filingOf({ in_force: false }), forwarder, filingOf({ id: 'f3', message_id: 'm3' })]
  expect(words({ filings: amended, ...decided('RFI') }, asks)).toEqual(['carrier referral RFI'])
  // If it cancelled, the other one is asked.
  expect(words({ filings: amended.slice(0, 2), ...decided('RFI') }, asks)).toEqual(['forwarder referral RFI'])
})

test('while people review a consignment, nothing is planned', () => {
  for (const case_state of ['open', 'in-review', 'awaiting-second'])
    for (const contents of [nothing, defective('x')])
      expect(plan({ case_state, case_id: 'k1', referrals: [referralOf()] }, contents)).toMatchObject({
        answers: [],
        ended: [],
      })
})

test('a review drops the AC that did not reach its filer, and no other answer', () => {
  const delivered = sentOf({ id: 'a2' })
  const answers = [sentOf({ delivered: false }), delivered, sentOf({ id: 'a3', event: 'lifted', result: null })]
  expect(plan({ case_state: 'open', case_id: 'k1', answers }).replaced).toEqual(['a1'])
})

test('an AC that waits holds only as long as it would be planned', () => {
  const holds = (given: Partial<Standing> = {}) => isStillClear(standingOf(given), { version: 1, senderId: 'carrier' })
  expect([
    holds(),
    holds(decided('AC')),
    holds(decided('inspect')),
    holds({ case_id: 'k1', case_state: 'closed' }),
  ]).toEqual([true, true, true, true])
  const lapsed: Partial<Standing>[] = [
    { version: 2 },
    { state: 'cancelled' },
    { houses_clear: false },
    { not_judged: true },
    { found: true },
    { houses_clear: false, ...decided('AC') },
    decided('DNL', true),
    decided('RFS'),
    { referrals: [referralOf({ sender_id: 'forwarder' })] },
    { referrals: [referralOf({ origin: 'data', decision_id: null })] },
    ...['open', 'in-review', 'awaiting-second'].map((case_state) => ({ case_id: 'k1', case_state })),
  ]
  for (const given of lapsed) expect([given, holds(given)]).toEqual([given, false])
  // The defects of another filer are its own.
  expect(holds({ referrals: [referralOf({ sender_id: 'forwarder', origin: 'data', decision_id: null })] })).toBe(true)
})

test('an inspection on arrival looks like any clearance', () => {
  const [inspected] = plan(decided('inspect')).answers
  const [cleared] = plan(decided('AC')).answers
  expect(inspected).toEqual(cleared)
})

test('every filer is notified of a refusal and its end about its own message', () => {
  const filings = [filingOf(), filingOf({ id: 'f2', sender_id: 'forwarder', message_id: 'm2' })]
  const refused = plan({ filings, ...decided('DNL', true) }, asks)
  expect(refused.answers.map(({ senderId, messageId, contact }) => [senderId, messageId, contact?.name])).toEqual([
    ['carrier', 'm1', 'A. Officer'],
    ['forwarder', 'm2', 'A. Officer'],
  ])
  const answers = [
    sentOf({ event: 'do-not-load', result: 'DNL', decision_id: 'd1' }),
    sentOf({
      id: 'a2',
      sender_id: 'forwarder',
      event: 'do-not-load',
      result: 'DNL',
      decision_id: 'd1',
      message_id: 'm2',
    }),
  ]
  expect(words({ filings, answers, ...decided('DNL', true) }, asks)).toEqual([])
  expect(words({ filings, answers, ...decided('AC'), decision_id: 'd2' })).toEqual([
    'carrier lifted AC',
    'forwarder lifted AC',
  ])
  // Lifted by a request: all learn that the refusal ended, one is asked.
  expect(words({ filings, answers, ...decided('RFI'), decision_id: 'd2' }, asks)).toEqual([
    'carrier lifted null',
    'forwarder lifted null',
    'carrier referral RFI',
  ])
})

test('a refusal outlives a cancellation; the filer that cancelled is notified of it again', () => {
  const filings = [filingOf({ in_force: false }), filingOf({ id: 'f2', message_id: 'm2', in_force: false })]
  const answers = [sentOf({ event: 'do-not-load', result: 'DNL', decision_id: 'd1' })]
  const cancelled = { state: 'cancelled', filings, answers }
  expect(words({ ...cancelled, ...decided('DNL', true) }, asks)).toEqual(['carrier do-not-load DNL'])
  expect(words({ ...cancelled })).toEqual([])
})

test('a question is asked once, whatever comes after it', () => {
  expect(words(decided('RFI'), asks)).toEqual(['carrier referral RFI'])
  for (const state of ['open', 'answered', 'missed'])
    expect(words({ ...decided('RFI'), referrals: [referralOf({ state })] }, asks)).toEqual([])
  // The same question of a later decision is the open one.
  const earlier = { referrals: [referralOf({ decision_id: 'd0' })] }
  expect(plan({ ...decided('RFI'), ...earlier }, asks)).toMatchObject({ answers: [], ended: [] })
  // Other questions take its place, and the filer learns that it ended.
  const other = { referrals: [referralOf({ decision_id: 'd0', question_hash: 'other' })] }
  const answers = [sentOf({ event: 'referral', result: 'RFI', referral_id: 'r1' })]
  expect(words({ ...decided('RFI'), ...other, answers }, asks)).toEqual([
    'carrier referral-withdrawn null',
    'carrier referral RFI',
  ])
  expect(plan({ ...decided('RFI'), ...other, answers }, asks).ended).toEqual([
    { id: 'r1', state: 'withdrawn', by: null },
  ])
})

test('defective data gives one request to its own filer, and a corrected message ends it', () => {
  const filings = [filingOf({ defective: true }), filingOf({ id: 'f2', sender_id: 'forwarder', message_id: 'm2' })]
  // The other filer does not wait for it, unless it sent only a manifest.
  expect(words({ filings }, defective('x'))).toEqual(['forwarder assessed AC', 'carrier correction-asked RFI'])
  expect(plan({ filings, parent_id: 'p' }, defective('x')).freesMaster).toBe(false)
  const listed = [filingOf({ defective: true }), filingOf({ ...filings[1], format: 'xffm' })]
  expect(words({ filings: listed }, defective('x'))).toEqual(['carrier correction-asked RFI'])
  const open = { filings, referrals: [referralOf({ origin: 'data', decision_id: null, question_hash: 'x' })] }
  expect(plan(open, defective('x'))).toMatchObject({ answers: [{ senderId: 'forwarder' }], ended: [] })
  // Corrected in part: other questions.
  expect(plan(open, defective('y'))).toMatchObject({ ended: [{ id: 'r1', state: 'answered', by: 'm1' }] })
  expect(words(open, defective('y'))).toEqual(['forwarder assessed AC', 'carrier correction-asked RFI'])
  expect(words(open)).toEqual(['carrier assessed AC', 'forwarder assessed AC'])
  expect(words({ ...open, ...decided('AC') }, defective('x'))).toEqual(['carrier assessed AC', 'forwarder assessed AC'])
})

test('a newer answer replaces an undelivered one unless that one still counts', () => {
  const replaced = (old: Partial<SentFact>, given: Partial<Standing>, contents = asks) =>
    plan({ ...given, answers: [sentOf({ delivered: false, ...old })] }, contents).replaced
  const next = [filingOf({ message_id: 'm2' })]
  expect(replaced({}, { filings: next }, nothing)).toEqual(['a1'])
  expect(replaced({ delivered: true }, { filings: next }, nothing)).toEqual([])
  expect(replaced({}, decided('DNL', true))).toEqual(['a1'])
  expect(replaced({ event: 'do-not-load', result: 'DNL', decision_id: 'd0' }, { ...decided('AC') })).toEqual(['a1'])
  // The end of a refusal is told although a question follows at once.
  expect(replaced({ event: 'lifted', result: null, decision_id: 'd1' }, decided('RFI'))).toEqual([])
})

test('a filer of a stub or of a foreign carrier gets no answer', () => {
  const foreign = filingOf({ id: 'f2', sender_id: 'stranger', message_id: 'm2', in_force: false })
  expect(words({ filings: [filingOf(), foreign] })).toEqual(['carrier assessed AC'])
})

/** Lives through events, and stores what is planned after each, as the node does. */
class World {
  standing = standingOf({ filings: [] })
  contents: AnswerContents = nothing
  sent: { event: string; result: string | null; open: boolean; adverse: boolean; outdated: boolean }[] = []
  asked: string[] = []
  next = 0

  file(given: Partial<FiledFact>): void {
    this.next += 1
    const message = { id: `f${this.next}`, message_id: `m${this.next}`, ...given }
    const before = this.standing.filings.map((one) =>
      one.sender_id === (given.sender_id ?? 'carrier') ? { ...one, in_force: false } : one,
    )
    this.standing = { ...this.standing, version: this.standing.version + 1, filings: [...before, filingOf(message)] }
    const faults =
      given.defective === true
        ? defective(`x-${given.sender_id ?? 'carrier'}`, given.sender_id ?? 'carrier').defects
        : new Map()
    this.contents = {
      ...this.contents,
      defects: new Map([...this.contents.defects].filter(([id]) => id !== (given.sender_id ?? 'carrier'))),
    }
    this.contents = { ...this.contents, defects: new Map([...this.contents.defects, ...faults]) }
  }
  decide(act: string): void {
    if (this.standing.case_state !== 'in-review') return
    this.next += 1
    const id = `d${this.next}`
    this.standing = { ...this.standing, ...decided(act, act === 'DNL' || act === 'hold'), decision_id: id }
    this.contents = {
      ...this.contents,
      decision: {
        ...(asks.decision as NonNullable<AnswerContents['decision']>),
        hashFor: (sender) => `${act}-${sender}`,
      },
    }
  }
  review(): void {
    this.standing = {
      ...this.standing,
      case_id: 'k1',
      case_state: 'in-review',
      decision_id: null,
      act: null,
      adverse: null,
    }
    this.contents = { ...this.contents, decision: null }
  }
  end(state: string): void {
    const referrals = this.standing.referrals.map((one) =>
      one.state === 'open' && one.origin === 'officer' ? { ...one, state } : one,
    )
    if (referrals.some((one, place) => one !== this.standing.referrals[place])) this.review()
    this.standing = { ...this.standing, referrals }
  }
  answer(): void {
    const { standing } = this
    const { answers, ended, replaced } = planAnswers(standing, this.contents)
    const ends = new Map(ended.map(({ id, state }) => [id, state]))
    const made = answers.map((answer) => {
      this.next += 1
      this.sent.push({
        ...{ event: answer.event, result: answer.result, adverse: standing.adverse === true, outdated: false },
        open: standing.case_state === 'in-review',
      })
      const asks = answer.referral !== null && 'hash' in answer.referral ? answer.referral : null
      if (asks !== null) this.asked.push(`${asks.origin} ${asks.hash}`)
      const referral =
        asks &&
        referralOf({
          id: `r${this.next}`,
          sender_id: answer.senderId,
          kind: asks.kind,
          origin: asks.origin,
          question_hash: asks.hash,
          decision_id: asks.origin === 'data' ? null : standing.decision_id,
        })
      const referral_id =
        referral?.id ?? (answer.referral !== null && 'id' in answer.referral ? answer.referral.id : null)
      const { senderId: sender_id, messageId: message_id, decisionId: decision_id, event, result } = answer
      return {
        referral,
        sent: sentOf({ id: `a${this.next}`, sender_id, message_id, decision_id, event, result, referral_id }),
      }
    })
    this.standing = {
      ...standing,
      answers: [
        ...made.map(({ sent }) => sent).reverse(),
        ...standing.answers.filter(({ id }) => !replaced.includes(id)),
      ],
      referrals: [
        ...standing.referrals.map((one) => ({ ...one, state: ends.get(one.id) ?? one.state })),
        ...made.flatMap(({ referral }) => referral ?? []),
      ],
    }
  }
  get openHashes(): string[] {
    return this.standing.referrals
      .filter(({ state }) => state === 'open')
      .map(({ kind, question_hash }) => `${kind} ${question_hash}`)
  }
}

const event = fc.oneof(
  fc.record({
    is: fc.constant('file' as const),
    sender: fc.constantFrom('carrier', 'forwarder'),
    defective: fc.boolean(),
  }),
  fc.record({ is: fc.constant('decide' as const), act: fc.constantFrom('AC', 'RFI', 'RFS', 'inspect', 'DNL', 'hold') }),
  fc.record({ is: fc.constantFrom('review' as const, 'answered' as const, 'missed' as const, 'again' as const) }),
)

test('in any order no question is open twice, and every refusal has a decision', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const world = new World()
      for (const one of events) {
        if (one.is === 'file') world.file({ sender_id: one.sender, defective: one.defective })
        else if (one.is === 'decide') world.decide(one.act)
        else if (one.is === 'review') world.review()
        else if (one.is !== 'again') world.end(one.is)
        world.answer()
        const count = world.sent.length
        // The same step again, as after a job that ran twice.
        world.answer()
        expect(world.sent).toHaveLength(count)
        expect(new Set(world.openHashes).size).toBe(world.openHashes.length)
      }
      for (const { result, open, adverse } of world.sent) {
        expect(open).toBe(false)
        expect(result === 'DNL' || result === 'HOLD').toBe(adverse && result !== null)
      }
    }),
  )
})

test('K10 a refusal of one person is planned for no filer whose goods may be real', () => {
  const filings = [filingOf(), filingOf({ id: 'f2', sender_id: 'forwarder', message_id: 'm2' })]
  const standing = standingOf({ filings, ...decided('DNL', true), by_one_person: true })
  const to = (contents: AnswerContents) =>
    planAnswers(standing, contents).answers.map(({ senderId, result }) => [senderId, result])
  expect(to(asks)).toEqual([
    ['carrier', 'DNL'],
    ['forwarder', 'DNL'],
  ])
  expect(to({ ...asks, notRefused: new Set(['forwarder']) })).toEqual([['carrier', 'DNL']])
})
