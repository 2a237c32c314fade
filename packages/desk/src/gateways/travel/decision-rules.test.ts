import { expect, test } from 'vitest'
import { choicesOf } from '../../decision/decision-draft.ts'
import { decisionRules } from './decision-rules.ts'

test('a traveller boards, is checked, is refused or detained, in this order', () => {
  expect(choicesOf(decisionRules).map(({ key, act }) => `${key} ${act}`)).toEqual([
    '1 ok-to-board',
    '2 further-check',
    '3 do-not-board',
    '4 detain',
  ])
})
