import { expect, test } from 'vitest'
import { choicesOf, choose, emptyDraft, faultsOf, proposalOf } from '../../decision/decision-draft.ts'
import { decisionRules } from './decision-rules.tsx'

const context = {
  caseId: 'c',
  rules: decisionRules,
  seen: 3,
  hits: ['h1', 'h2'],
  explanations: ['A relative.', 'A typing error.'],
}

test('an upload has six choices; an exempt upload is kept, without feedback', () => {
  const content = choicesOf(decisionRules)
  expect(content.map(({ key, id }) => `${key} ${id}`)).toEqual([
    '1 keep',
    '2 exempt',
    '3 escalate',
    '4 restrict',
    '5 remove',
    '6 suspend',
  ])
  const of = { ...context, hits: ['h1'] }
  const exempt = { ...choose(emptyDraft, 'exempt', decisionRules), reasons: ['journalism'] }
  expect(faultsOf(exempt, of)).toEqual({})
  const choice = content[1]
  if (!choice) throw new Error('no exemption')
  expect(proposalOf(exempt, choice, of)).toMatchObject({
    outcome: 'exempt',
    act: 'keep',
    reasons: ['journalism'],
    details: null,
    feedback: [{ hitId: 'h1', outcome: null }],
  })
})
test('ticked labels are sent only with an adverse outcome', () => {
  const [, , , , remove] = choicesOf(decisionRules)
  if (!remove) throw new Error('no removal')
  const of = context
  const draft = { ...choose(emptyDraft, 'remove', decisionRules), details: ['form 2021-11 edited'] }
  expect(proposalOf(draft, remove, of).details).toEqual({
    labels: [{ scheme: 'form', version: '2021-11', code: 'edited' }],
  })
  const [keep] = choicesOf(decisionRules)
  if (!keep) throw new Error('no keeping')
  expect(proposalOf(draft, keep, of).details).toBeNull()
})
