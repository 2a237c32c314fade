import { expect, test } from 'vitest'
import { readInput } from '../input/read-input.ts'
import { bodyOf, consignmentOf, contextOf, ruleOf } from '../rules.fixture.ts'
import { hashOf } from './compile-rule.ts'
import { RuleSet } from './rule-set.ts'

const heavy = ruleOf('c.grossKg > 40.0', {}, 'heavy')
const unknown = ruleOf('c.score > 0.5', {}, 'unknown')

test('a set names the rules that hit and those without a result', () => {
  const { hits, undetermined } = new RuleSet([unknown, heavy]).evaluate(readInput(consignmentOf(), contextOf()))
  expect(hits).toEqual([1])
  expect(undetermined.map(({ rule, reason }) => [rule, reason.path])).toEqual([[0, 'c.score']])
})

test('tags of rules reach rules of other effects, whatever the order, but no other rule that gives tags', () => {
  const tagging = ruleOf('c.grossKg > 40.0', { effect: 'tag', tag: 'heavy' }, 'a')
  const chained = ruleOf("'heavy' in c.tags", { effect: 'tag', tag: 'again' }, 'b')
  const asking = ruleOf("'heavy' in c.tags && !('again' in c.tags)", {}, 'c')
  const input = () => readInput(consignmentOf(), contextOf({ tableTags: new Set(['arms']) }))
  expect(new RuleSet([asking, chained, tagging]).evaluate(input()).hits).toEqual([2, 0])
  const again = input()
  const ordered = new RuleSet([tagging, chained, asking])
  expect([ordered.evaluate(again).hits, ordered.evaluate(again).hits]).toEqual([
    [0, 2],
    [0, 2],
  ])
  const light = readInput(consignmentOf({ grossKg: 1 }), contextOf())
  expect(new RuleSet([asking, tagging]).evaluate(light).hits).toEqual([])
})

test('a set can be evaluated again on the same input', () => {
  const set = new RuleSet([
    ruleOf('c.grossKg > 40.0', { effect: 'tag', tag: 'x' }, 'a'),
    ruleOf("c.tags == ['x']", {}, 'b'),
  ])
  const input = readInput(consignmentOf(), contextOf())
  expect([set.evaluate(input).hits, set.evaluate(input).hits]).toEqual([
    [0, 1],
    [0, 1],
  ])
})

test('the hash of a set depends on its versions and not on their order', () => {
  expect(new RuleSet([heavy, unknown]).hash).toBe(new RuleSet([unknown, heavy]).hash)
  expect(new RuleSet([heavy]).hash).not.toBe(new RuleSet([heavy, unknown]).hash)
  expect(new RuleSet([{ ...heavy, version: 2 }]).hash).not.toBe(new RuleSet([heavy]).hash)
  expect(new RuleSet([heavy]).hash).toMatch(/^[0-9a-f]{64}$/)
})

test('the hash of a version changes with every part of its body, and not with the order of keys', () => {
  const body = bodyOf('c.grossKg > 40.0', { effect: 'lane', lane: 'red', selectShare: 0.25 })
  const changed = [
    { title: 'B' },
    { expression: 'c.grossKg > 41.0' },
    { lane: 'yellow' },
    { selectShare: 0.5 },
    { basis: 'x' },
  ]
  const hashes = changed.map((part) => hashOf({ ...body, ...part }))
  expect(new Set([...hashes, hashOf(body)]).size).toBe(changed.length + 1)
  expect(hashOf(Object.fromEntries(Object.entries(body).reverse()))).toBe(hashOf(body))
})
