import { expect, test } from 'vitest'
import { compareEngines } from './compare-engines.ts'

test('the evaluator agrees with cel-js and @bufbuild/cel on generated rules and consignments', () => {
  const { rules, evaluations, counts, differences } = compareEngines(7, 150, 20)
  expect(differences).toEqual([])
  // Each result must be common enough to be compared.
  expect(rules).toBeGreaterThan(100)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(evaluations / 50)
})
