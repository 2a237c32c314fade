import type { CaseDetail } from '@entente/contracts'
import { expect, test } from 'vitest'
import {
  absentActs,
  detailsOf,
  lacksDetails,
  mostQuestions,
  questionOf,
  withValue,
  withValues,
} from './entered-details.ts'

test('a refusal needs the name and the phone of a contact', () => {
  expect(lacksDetails([], 'DNL')).toBe(true)
  const named = withValue([], 'contact.name', 'Cargo desk')
  expect(lacksDetails(named, 'hold')).toBe(true)
  const whole = withValue(named, 'contact.phone', '+47 555 01 00')
  expect(lacksDetails(whole, 'DNL')).toBe(false)
  expect(detailsOf(whole, 'DNL')).toEqual({ contact: { name: 'Cargo desk', phone: '+47 555 01 00' } })
})

test('a request for information asks ticked findings and own questions, at most ten', () => {
  expect(lacksDetails([], 'RFI')).toBe(true)
  expect(lacksDetails(['own=  '], 'RFI')).toBe(true)
  const at = '/messages/0/consignments/0/items/0/description'
  const [vague] = questionOf({ code: 'VAGUE_DESCRIPTION', message: 'the description is vague: PARTS', at })
  const ticked = withValues([], 'question', [vague])
  const entered = withValue(ticked, 'own', 'What are the parts for?')
  expect(detailsOf(entered, 'RFI')).toEqual({
    questions: [
      { path: '/items/0/description', text: 'the description is vague: PARTS', finding: 'VAGUE_DESCRIPTION' },
      { path: '', text: 'What are the parts for?' },
    ],
    deadline: null,
  })
  const many = Array.from({ length: 15 }, (_, place) => `/items/${place}\tquestion ${place}`)
  expect(detailsOf(withValues([], 'question', many), 'RFI')?.questions).toHaveLength(mostQuestions)
})

test('details of another act are kept in the draft and left out of the proposal', () => {
  const entered = ['method=xray', 'deadline=2026-03-01T10:00:00.000Z', 'focus=/items', 'contact.name=A']
  expect(detailsOf(entered, 'RFS')).toEqual({ method: 'xray', deadline: '2026-03-01T10:00:00.000Z' })
  expect(detailsOf(entered, 'inspect')).toEqual({ focus: ['/items'] })
  expect(detailsOf(entered, 'AC')).toBeNull()
  expect(lacksDetails([], 'inspect')).toBe(false)
  expect(lacksDetails([], 'RFS')).toBe(true)
})

/** A case with what decides about its acts: the key of its goods, and when they are loaded. */
const caseOf = (key: string, leavesAt: string | null): CaseDetail => {
  const goods = { id: 'goods', kind: 'fields', fields: [{ field: 'key', value: key }] }
  return { context: { leavesAt }, record: { sections: [goods] } } as unknown as CaseDetail
}

test('do not load is offered until the goods were loaded, and never for a container aboard', () => {
  const now = Date.parse('2026-03-01T10:00:00.000Z')
  const acts = (key: string, leavesAt: string | null) => Object.keys(absentActs(caseOf(key, leavesAt), now))
  expect(acts('sea/LUNE/1', '2026-03-01T10:00:01.000Z')).toEqual([])
  expect(acts('sea/LUNE/1', null)).toEqual([])
  expect(acts('sea/LUNE/1', '2026-03-01T10:00:00.000Z')).toEqual(['DNL'])
  expect(acts('stowed/9074729/12W/ZZZU0000013', null)).toEqual(['DNL'])
})
