import { expect, test } from 'vitest'
import type { FoundHit } from '../../../../pipeline/gateway/compared-subject.ts'
import { type Assessed, type CargoSubject, notAssessed } from '../../subjects/cargo-subject.ts'
import { consignmentOf, ruleOf } from '../rules.fixture.ts'
import { RuleSet } from '../set/rule-set.ts'
import { evaluateRules } from './evaluate-rules.ts'

const subjectOf = (assessed: Partial<Assessed> = {}, value: object | null = {}): CargoSubject =>
  ({
    subject: { id: 's', recordVersion: 3 },
    version: 3,
    value: value === null ? null : { consignment: consignmentOf(value), conveyance: null, loads: [], differences: [] },
    assessed: { ...notAssessed(new Date('2026-03-01T10:00:00Z')), ...assessed },
  }) as unknown as CargoSubject

test('a rule of effect case makes a hit with one line of evidence for each comparison', async () => {
  const rule = ruleOf("c.description.contains('AIR GUN') && c.grossKg < 100.0", { title: 'Air guns' })
  const subject = subjectOf()
  const [hits] = await evaluateRules(new RuleSet([rule]), [{ context: subject, hits: [] }])
  expect(hits).toMatchObject([
    {
      ...{ party: 'goods', signal: null, rule: { id: 'rule', version: 1, title: 'Air guns' }, score: 0.3 },
      ...{ logOdds: null, threshold: null, subjectVersion: 3, comparison: [], engine: { code: rule.hash } },
      evidence: [
        { role: 'c.description', relation: 'true', values: { at: '/description', expected: 'AIR GUN' } },
        { role: 'c.grossKg', relation: 'true', a: '50', b: '100', values: { at: '/grossKg' } },
      ],
    },
  ])
  expect(subject.assessed.ruleHits).toMatchObject([{ ruleId: 'rule', ruleVersion: 1, text: 'Air guns' }])
})

test('lanes, tags and missing values are assessed and open no case', async () => {
  const set = new RuleSet([
    ruleOf('c.grossKg > 1.0', { effect: 'lane', lane: 'yellow', selectShare: 0.5, maxHitsWithoutSelection: 9 }, 'a'),
    ruleOf('c.grossKg > 1.0', { effect: 'tag', tag: 'heavy' }, 'b'),
    ruleOf('c.score > 0.5', {}, 'd'),
  ])
  const subject = subjectOf()
  expect(await evaluateRules(set, [{ context: subject, hits: [] }])).toEqual([[]])
  const lane = { ruleId: 'a', ruleVersion: 1, lane: 'yellow', selectShare: 0.5, mostUnselected: 9 }
  expect(subject.assessed).toMatchObject({
    rulesHash: set.hash,
    lanes: [lane],
    undetermined: [{ ruleId: 'd', ruleVersion: 1, path: 'c.score', reason: 'absent' }],
  })
  expect(subject.assessed.ruleHits.map(({ ruleId }) => ruleId).sort()).toEqual(['a', 'b'])
})

test('rules read what the steps before found', async () => {
  const set = new RuleSet([
    ruleOf('c.watch.best > 0.8', {}, 'watch'),
    ruleOf('c.score > 0.5', {}, 'score'),
    ruleOf("inTable('arms')", {}, 'arms'),
    ruleOf('c.firstSeen.pair', {}, 'pair'),
  ])
  const signalHit = { score: 0.9, kind: 'name', signal: { id: 'x' } } as unknown as FoundHit
  const firstSeen = { pair: true }
  const known = { model: { hash: 'm', score: 0.7 }, tags: ['arms'], tables: { 'strategic-goods': 'h' }, firstSeen }
  const hit = async (assessed: Partial<Assessed>, hits: FoundHit[]) =>
    (await evaluateRules(set, [{ context: subjectOf(assessed), hits }]))[0]?.map(({ rule }) => rule.id)
  expect(await hit(known, [signalHit])).toEqual(['watch', 'score', 'arms', 'pair'])
  expect(await hit({}, [])).toEqual([])
})

test('a masked consignment meets no rule', async () => {
  const subject = subjectOf({}, null)
  const set = new RuleSet([ruleOf('true')])
  expect(await evaluateRules(set, [{ context: subject, hits: [] }])).toEqual([[]])
  expect(subject.assessed.rulesHash).toBe(set.hash)
})
