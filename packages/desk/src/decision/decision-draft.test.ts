import { expect, test } from 'vitest'
import { choicesOf, choose, emptyDraft, faultsOf, feedbackOf, proposalOf } from './decision-draft.ts'

const choices = choicesOf('travel')
const context = {
  caseId: 'c',
  gateway: 'travel' as const,
  version: 3,
  hits: ['h1', 'h2'],
  explanations: ['A relative.', 'A typing error.'],
}
const adverse = {
  ...choose(emptyDraft, 'do-not-board', 'travel'),
  hits: ['h1'],
  reasons: ['same-document'],
  text: 'The document number is the same.',
  alternatives: ['A relative.', 'A typing error.'],
}

test('nothing is chosen beforehand, and adverse outcomes come last, the strongest at the end', () => {
  expect(emptyDraft).toMatchObject({ chosen: null, hits: [], reasons: [], alternatives: [] })
  expect(choices.map(({ key, act }) => `${key} ${act}`)).toEqual([
    '1 ok-to-board',
    '2 further-check',
    '3 do-not-board',
    '4 detain',
  ])
  expect(choices.map((choice) => choice.outcome).slice(-2)).toEqual(['adverse', 'adverse'])
})
test('every outcome needs a reason and, of several hits, the ones it rests on', () => {
  expect(faultsOf(choose(emptyDraft, 'ok-to-board', 'travel'), context)).toEqual({ hits: true, reasons: true })
  expect(faultsOf(choose(emptyDraft, 'ok-to-board', 'travel'), { ...context, hits: ['h1'] })).toEqual({ reasons: true })
})
test('an adverse outcome also needs own words and every other explanation weighed', () => {
  expect(faultsOf(adverse, context)).toEqual({})
  expect(faultsOf({ ...adverse, text: ' too short ' }, context)).toEqual({ text: 11 })
  expect(faultsOf({ ...adverse, alternatives: ['A relative.'] }, context)).toEqual({ alternatives: true })
})
test('another outcome drops the reasons that belong to the first one, and keeps the words', () => {
  const other = choose(adverse, 'further-check', 'travel')
  expect(other.reasons).toEqual([])
  expect(other.text).toBe(adverse.text)
})
test('feedback follows the outcome until the person changes it', () => {
  expect(feedbackOf(emptyDraft, 'no-action', 'h2', [])).toBe('mistaken')
  expect(feedbackOf(emptyDraft, 'further-check', 'h1', ['h1'])).toBeNull()
  expect(feedbackOf(adverse, 'adverse', 'h1', ['h1'])).toBe('confirmed')
  expect(feedbackOf(adverse, 'adverse', 'h2', ['h1'])).toBeNull()
  expect(feedbackOf({ ...adverse, feedback: { h1: null } }, 'adverse', 'h1', ['h1'])).toBeNull()
})
test('the proposal carries what was looked at: version, hits, weighed explanations, feedback per hit', () => {
  const choice = choices[2]
  if (!choice) throw new Error('no adverse choice')
  expect(proposalOf(adverse, choice, context)).toEqual({
    outcome: 'adverse',
    act: 'do-not-board',
    reasons: ['same-document'],
    text: 'The document number is the same.',
    hits: ['h1'],
    alternativesConsidered: ['A relative.', 'A typing error.'],
    details: null,
    version: 3,
    feedback: [
      { hitId: 'h1', outcome: 'confirmed' },
      { hitId: 'h2', outcome: null },
    ],
  })
})

test('of an upload there are six outcomes; an exemption keeps it, with reasons of its own and no word to the source', () => {
  const content = choicesOf('content')
  expect(content.map(({ key, id }) => `${key} ${id}`)).toEqual([
    '1 keep',
    '2 exempt',
    '3 escalate',
    '4 restrict',
    '5 remove',
    '6 suspend',
  ])
  const of = { ...context, gateway: 'content' as const, hits: ['h1'] }
  const exempt = { ...choose(emptyDraft, 'exempt', 'content'), reasons: ['journalism'] }
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
test('labels that a person gives an upload go with an adverse outcome only', () => {
  const [, , , , remove] = choicesOf('content')
  if (!remove) throw new Error('no removal')
  const of = { ...context, gateway: 'content' as const }
  const draft = { ...choose(emptyDraft, 'remove', 'content'), labels: ['form 2021-11 edited'] }
  expect(proposalOf(draft, remove, of).details).toEqual({
    labels: [{ scheme: 'form', version: '2021-11', code: 'edited' }],
  })
  const [keep] = choicesOf('content')
  if (!keep) throw new Error('no keeping')
  expect(proposalOf(draft, keep, of).details).toBeNull()
})
