import { expect, test } from 'vitest'
import { choicesOf } from '../../decision/decision-draft.ts'
import { decisionRules } from './decision-rules.ts'

test('the acts are ordered from boarding to detention', () => {
  expect(choicesOf(decisionRules).map(({ key, act }) => `${key} ${act}`)).toEqual([
    '1 ok-to-board',
    '2 further-check',
    '3 do-not-board',
    '4 detain',
  ])
})
