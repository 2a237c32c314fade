import { checkExpression, startingRules } from '@entente/node/cargo-rules'
import { expect, test } from 'vitest'
import { judgeTrade, summarise } from '../measure-scenarios.ts'

test('every starting rule passes the check of rules, and no rule is about a person', () => {
  for (const { expression } of startingRules)
    expect([expression, checkExpression(expression)]).toEqual([expression, []])
})

test('the starting rules select invented misdeclarations, and few lawful goods that look alike', () => {
  const { patterns, recall, selected, lookAlikes, missed } = summarise(judgeTrade(1, 2000, 3000))
  expect(patterns).toBeGreaterThanOrEqual(40)
  expect(recall).toBeGreaterThan(0.85)
  // One consignment in eleven is a pattern here, so the share of all says little.
  expect(selected).toBeLessThan(0.15)
  expect(lookAlikes).toBeLessThan(0.06)
  expect(missed.length).toBeLessThan(6)
})
