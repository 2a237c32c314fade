import type { AdverseDecision, Outcome } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { StandingOutcome } from '../../../pipeline/cases/case-outcome.ts'
import type { AskedPerson } from './answer-content.ts'
import { judgePerson } from './judge-person.ts'

const person = (more: Partial<AskedPerson> = {}): AskedPerson => ({
  pointer: '/messages/0/people/0',
  uniqueReference: null,
  recordLocator: null,
  surname: 'VANTORRE',
  given: 'ILSE',
  birthDate: '1979-02-11',
  documentNumbers: ['TR8820417'],
  travellerIds: ['t'],
  ...more,
})
const decision = {
  id: 'd',
  adverse: true,
  confirmedBy: 'second',
  confirmedAt: '2026-11-24T12:00:00.000Z',
  act: 'do-not-board',
} as AdverseDecision
const adverse = (documents: string[]): StandingOutcome => ({
  outcome: { subjectId: 't', caseId: 'c', adverse: true, act: 'do-not-board', basis: 'decision', decision },
  documents,
})
const mild = (act: string, basis: Outcome['basis']): StandingOutcome => ({
  outcome: { subjectId: 't', caseId: 'c', adverse: false, act, decision: null, basis } as Outcome,
  documents: [],
})

test('do-not-board applies to the holder of the decided document, however its number is written', () => {
  expect(judgePerson(person({ documentNumbers: ['tr 882-0417'] }), [adverse(['TR8820417'])])).toEqual({
    caseId: 'c',
    outcome: 'do-not-board',
    basis: 'decision',
    decision,
  })
})

test('an adverse decision about another document gives only a further check', () => {
  for (const documentNumbers of [['XX0000017'], []]) {
    expect(judgePerson(person({ documentNumbers }), [adverse(['TR8820417'])])).toMatchObject({
      outcome: 'further-check',
      basis: 'hit-under-review',
      decision: null,
    })
  }
})

test('a decision applies to its traveller, even if no document is known', () => {
  expect(judgePerson(person(), [adverse([])]).outcome).toBe('do-not-board')
})

test('a hit gives a further check at most', () => {
  expect(judgePerson(person(), [mild('further-check', 'hit-under-review')])).toMatchObject({
    outcome: 'further-check',
    basis: 'hit-under-review',
  })
})

test('a person on several legs gets the strictest outcome', () => {
  const legs = [mild('ok-to-board', 'no-hit'), mild('further-check', 'hit-under-review'), adverse(['TR8820417'])]
  expect(judgePerson(person(), legs.slice(0, 2)).outcome).toBe('further-check')
  expect(judgePerson(person(), legs).outcome).toBe('do-not-board')
})

test('without surname, or without birth date and document, the outcome is insufficient data', () => {
  const clear = [mild('ok-to-board', 'no-hit')]
  expect(judgePerson(person({ surname: ' ' }), clear).outcome).toBe('insufficient-data')
  expect(judgePerson(person({ birthDate: null, documentNumbers: [] }), clear).outcome).toBe('insufficient-data')
  expect(judgePerson(person({ birthDate: null }), clear).outcome).toBe('ok-to-board')
  expect(judgePerson(person({ surname: null }), [mild('further-check', 'hit-under-review')]).outcome).toBe(
    'further-check',
  )
})

test('a part of a birth date identifies a person only together with a document', () => {
  const clear = [mild('ok-to-board', 'no-hit')]
  expect(judgePerson(person({ birthDate: '1979', documentNumbers: [] }), clear).outcome).toBe('insufficient-data')
  expect(judgePerson(person({ birthDate: '1979-02' }), clear).outcome).toBe('ok-to-board')
})
