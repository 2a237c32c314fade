import { expect, test } from 'vitest'
import type { DecisionRules } from '../app/gateway.ts'
import { choicesOf, choose, emptyDraft, faultsOf, feedbackOf, proposalOf } from './decision-draft.ts'

/** The rules of an invented gateway that asks for no details. */
const rules: DecisionRules = {
  outcomes: ['no-action', 'further-check', 'adverse'],
  acts: { 'no-action': ['release'], 'further-check': ['inspect'], adverse: ['hold', 'seize'] },
  reasons: {
    'no-action': ['different-person', 'signal-outdated'],
    'further-check': ['identity-unclear'],
    adverse: ['same-document', 'same-person-evidence'],
    exempt: ['research'],
  },
}
const choices = choicesOf(rules)
const context = {
  caseId: 'c',
  rules,
  seen: 3,
  hits: ['h1', 'h2'],
  explanations: ['A relative.', 'A typing error.'],
}
const adverse = {
  ...choose(emptyDraft, 'hold', rules),
  hits: ['h1'],
  reasons: ['same-document'],
  text: 'The document number is the same.',
  alternatives: ['A relative.', 'A typing error.'],
}

test('no choice is preselected; adverse choices come last, from mild to strong', () => {
  expect(emptyDraft).toMatchObject({ chosen: null, hits: [], reasons: [], alternatives: [] })
  expect(choices.map(({ key, act }) => `${key} ${act}`)).toEqual(['1 release', '2 inspect', '3 hold', '4 seize'])
  expect(choices.map((choice) => choice.outcome).slice(-2)).toEqual(['adverse', 'adverse'])
})
test('a decision needs a reason and, if there are several hits, a selection of hits', () => {
  expect(faultsOf(choose(emptyDraft, 'release', rules), context)).toEqual({ hits: true, reasons: true })
  expect(faultsOf(choose(emptyDraft, 'release', rules), { ...context, hits: ['h1'] })).toEqual({ reasons: true })
})
test('where no hit applies any more, a decision rests on none', () => {
  const chosen = { ...choose(emptyDraft, 'release', rules), reasons: ['explained'] }
  expect(faultsOf(chosen, { ...context, hits: [] })).toEqual({})
  expect(proposalOf(chosen, choices[0] as (typeof choices)[0], { ...context, hits: [] })).toMatchObject({
    hits: [],
    feedback: [],
  })
})
test('an adverse outcome also needs a written text and an assessment of every explanation', () => {
  expect(faultsOf(adverse, context)).toEqual({})
  expect(faultsOf({ ...adverse, text: ' too short ' }, context)).toEqual({ text: 11 })
  expect(faultsOf({ ...adverse, alternatives: ['A relative.'] }, context)).toEqual({ alternatives: true })
})
test('choosing another outcome drops reasons that it does not offer, and keeps the text', () => {
  const other = choose(adverse, 'inspect', rules)
  expect(other.reasons).toEqual([])
  expect(other.text).toBe(adverse.text)
})
test('feedback follows the outcome until the person changes the feedback', () => {
  expect(feedbackOf(emptyDraft, 'no-action', 'h2', [])).toBe('mistaken')
  expect(feedbackOf(emptyDraft, 'further-check', 'h1', ['h1'])).toBeNull()
  expect(feedbackOf(adverse, 'adverse', 'h1', ['h1'])).toBe('confirmed')
  expect(feedbackOf(adverse, 'adverse', 'h2', ['h1'])).toBeNull()
  expect(feedbackOf({ ...adverse, feedback: { h1: null } }, 'adverse', 'h1', ['h1'])).toBeNull()
})
test('the proposal contains version, hits, considered explanations and the feedback for each hit', () => {
  const choice = choices[2]
  if (!choice) throw new Error('no adverse choice')
  expect(proposalOf(adverse, choice, context)).toEqual({
    outcome: 'adverse',
    act: 'hold',
    reasons: ['same-document'],
    text: 'The document number is the same.',
    hits: ['h1'],
    alternativesConsidered: ['A relative.', 'A typing error.'],
    details: null,
    seen: 3,
    feedback: [
      { hitId: 'h1', outcome: 'confirmed' },
      { hitId: 'h2', outcome: null },
    ],
  })
})
