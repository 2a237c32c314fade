import { expect, test } from 'vitest'
import type { FoundHit } from '../../../../pipeline/gateway/compared-subject.ts'
import type { OpenFiling } from '../../consignments/open-filings.ts'
import { type Assessed, type CargoSubject, notAssessed, type OtherFacts } from '../../subjects/cargo-subject.ts'
import { consignmentOf, itemOf, ruleOf } from '../rules.fixture.ts'
import { RuleSet } from '../set/rule-set.ts'
import { isRead } from '../store/rules-in-force.ts'
import { evaluateRules } from './evaluate-rules.ts'
import { placeLeaves, ruleHit } from './rule-hit.ts'

const subjectOf = (assessed: Partial<Assessed> = {}, value: object | null = {}): CargoSubject =>
  ({
    subject: { id: 's', recordVersion: 3 },
    version: 3,
    value: value === null ? null : { consignment: consignmentOf(value), conveyance: null, loads: [], differences: [] },
    assessed: { ...notAssessed(new Date('2026-03-01T10:00:00Z')), ...assessed },
  }) as unknown as CargoSubject

const evaluate = async (set: RuleSet, subject: CargoSubject, hits: FoundHit[] = [], facts: OtherFacts = {}) => {
  const [judged] = await evaluateRules(set, [{ context: subject, hits, facts }])
  const { cases = [], notJudged, mayOpenCase } = judged ?? {}
  return { cases: cases.map(({ rule }) => rule.id), notJudged, mayOpenCase }
}

test('a rule of effect case makes a hit with a line for each comparison', async () => {
  const rule = ruleOf("c.description.contains('AIR GUN') && c.grossKg < 100.0", { title: 'Air guns' })
  const subject = subjectOf()
  const [judged] = await evaluateRules(new RuleSet([rule]), [{ context: subject, hits: [], facts: {} }])
  const leaves = judged?.cases[0]?.leaves ?? []
  const filing = {
    ...{ foreign: false, shown: { messageId: 'm', inForce: true } },
    content: { consignment: consignmentOf({ grossKg: 4 }) },
  } as unknown as OpenFiling
  const placed = placeLeaves(consignmentOf(), [filing], leaves)
  expect(placed.map(({ messageId }) => messageId)).toEqual(['m', null])
  expect(ruleHit(subject, rule, placed)).toMatchObject({
    ...{ party: 'goods', signal: null, rule: { id: 'rule', version: 1, title: 'Air guns' }, score: 0.3 },
    ...{ logOdds: null, threshold: null, subjectVersion: 3, comparison: [], engine: { code: rule.hash } },
    evidence: [
      { role: 'c.description', relation: 'true', values: { at: '/description', expected: 'AIR GUN', messageId: 'm' } },
      { role: 'c.grossKg', relation: 'true', a: '50', b: '100', values: { at: '/grossKg', messageId: '' } },
    ],
  })
  expect(subject.assessed.ruleHits).toMatchObject([{ ruleId: 'rule', ruleVersion: 1, text: 'Air guns' }])
})

test('an element of a list has the message that states it, wherever it stands there', () => {
  const merged = consignmentOf({ items: [itemOf({ hs: '940171' }), itemOf({ hs: '731029' })] })
  const filed = (...hs: string[]) =>
    ({
      ...{ foreign: false, shown: { messageId: hs.join(), inForce: true } },
      content: { consignment: consignmentOf({ items: hs.map((code) => itemOf({ hs: code })) }) },
    }) as unknown as OpenFiling
  const leaf = {
    path: 'c.hs',
    operator: 'hsIn',
    value: [],
    expected: '7310',
    outcome: 'true',
    at: '/items/1/hs',
  } as const
  const filings = [filed('731029'), filed('940171')]
  expect(placeLeaves(merged, filings, [{ ...leaf, value: [] }])[0]?.messageId).toBe('731029')
})

test('lanes, tags and missing values are assessed and open no case', async () => {
  const set = new RuleSet([
    ruleOf('c.grossKg > 1.0', { effect: 'lane', lane: 'yellow', selectShare: 0.5, maxHitsWithoutSelection: 9 }, 'a'),
    ruleOf('c.grossKg > 1.0', { effect: 'tag', tag: 'heavy' }, 'b'),
    ruleOf('c.score > 0.5', {}, 'd'),
  ])
  const subject = subjectOf()
  expect(await evaluate(set, subject)).toEqual({ cases: [], notJudged: [], mayOpenCase: false })
  const lane = { ruleId: 'a', ruleVersion: 1, lane: 'yellow', selectShare: 0.5, mostUnselected: 9 }
  expect(subject.assessed).toMatchObject({
    rulesHash: set.hash,
    lanes: [lane],
    undetermined: [{ ruleId: 'd', ruleVersion: 1, path: 'c.score', reason: 'absent' }],
  })
  expect(subject.assessed.ruleHits.map(({ ruleId }) => ruleId).sort()).toEqual(['a', 'b'])
})

test('rules read the results of the steps before them', async () => {
  const set = new RuleSet([
    ruleOf('c.watch.best > 0.8', {}, 'watch'),
    ruleOf('c.score > 0.5', {}, 'score'),
    ruleOf("inTable('arms')", {}, 'arms'),
    ruleOf('c.firstSeen.pair', {}, 'pair'),
    ruleOf("'HS_UNKNOWN' in c.findings", {}, 'finding'),
  ])
  expect([isRead(set, 'c.findings'), isRead(set, 'c.grossKg')]).toEqual([true, false])
  const signalHit = { score: 0.9, kind: 'name', signal: { id: 'x' } } as unknown as FoundHit
  const firstSeen = { pair: true }
  const known = { model: { hash: 'm', score: 0.7 }, tags: ['arms'], tables: { 'strategic-goods': 'h' }, firstSeen }
  const all = await evaluate(set, subjectOf(known), [signalHit], { findings: ['HS_UNKNOWN'] })
  expect(all.cases).toEqual(['watch', 'score', 'arms', 'pair', 'finding'])
  expect((await evaluate(set, subjectOf())).cases).toEqual([])
})

test('a masked consignment meets no rule', async () => {
  const subject = subjectOf({}, null)
  const set = new RuleSet([ruleOf('true')])
  expect(await evaluate(set, subject)).toEqual({ cases: [], notJudged: [], mayOpenCase: false })
  expect(subject.assessed.rulesHash).toBe(set.hash)
})

test('a rule over its budget and damaged data are reported by name', async () => {
  const many = `[${Array.from({ length: 200 }, (_, n) => n)}]`
  const slow = `${many}.exists(a, ${many}.exists(b, a + b < 0 && a < b))`
  const effects = [{}, { effect: 'tag', tag: 'x' }, { effect: 'lane', lane: 'red' }] as const
  const set = new RuleSet([...effects.map((more, n) => ruleOf(slow, { title: `slow ${n}`, ...more }, `${n}`))])
  const subject = subjectOf()
  const { cases, notJudged, mayOpenCase } = await evaluate(set, subject)
  expect([cases, [...(notJudged ?? [])].sort(), mayOpenCase]).toEqual([[], ['slow 0', 'slow 1', 'slow 2'], true])
  expect(subject.assessed.undetermined.map(({ reason }) => reason)).toEqual([
    'over-budget',
    'over-budget',
    'over-budget',
  ])
  expect(subject.assessed.lanes.map(({ lane }) => lane)).toEqual(['yellow'])
  // A lane that is not known is not green. It opens no case.
  const laneOnly = subjectOf()
  const slowLane = new RuleSet([ruleOf(slow, { title: 'lane', effect: 'lane', lane: 'red' })])
  expect(await evaluate(slowLane, laneOnly)).toEqual({ cases: [], notJudged: ['lane'], mayOpenCase: false })
  expect(laneOnly.assessed.lanes.map(({ lane }) => lane)).toEqual(['yellow'])
  const damaged = subjectOf({}, { grossKg: 'heavy' })
  expect((await evaluate(new RuleSet([ruleOf('c.pieces > 0', { title: 'any' })]), damaged)).notJudged).toEqual(['any'])
  expect(damaged.assessed.undetermined).toMatchObject([{ path: '/grossKg', reason: 'data-damaged' }])
})

test('a rule in force that this release cannot read judges nothing, so no consignment counts as judged', async () => {
  const { id, version, body } = ruleOf('true', { title: 'From a later release' }, 'later')
  const subject = subjectOf()
  const set = new RuleSet([ruleOf('c.pieces > 0', {}, 'known')], [{ id, version, body }])
  const judged = { cases: ['known'], notJudged: ['From a later release'], mayOpenCase: false }
  expect(await evaluate(set, subject)).toEqual(judged)
  expect(subject.assessed.lanes.map(({ lane }) => lane)).toEqual(['yellow'])
})
