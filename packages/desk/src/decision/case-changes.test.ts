import type { CaseDetail, Hit } from '@entente/contracts'
import { expect, test } from 'vitest'
import { changedEvidence, changedParts, kindOf, newEntries } from './case-changes.ts'

const at = (version: number, partVersions: CaseDetail['partVersions'], notes = 0) => ({
  version,
  partVersions,
  notes: Array.from({ length: notes }) as CaseDetail['notes'],
})

test('only changes of evidence, signal, person and state stop recording', () => {
  const shown = at(3, { record: 2, evidence: 3 })
  expect(changedParts(shown, at(4, { record: 4, evidence: 3 }))).toEqual(['record'])
  expect(changedParts(shown, at(3, { record: 2, evidence: 3 }, 1))).toEqual(['notes'])
  expect(kindOf(['record', 'due', 'notes'])).toBe('quiet')
  for (const part of ['evidence', 'signal', 'person'] as const) expect(kindOf(['record', part])).toBe('blocking')
  expect(kindOf(['evidence', 'state'])).toBe('state')
  expect(kindOf([])).toBe('none')
})

const strength = (filled: number) => ({ filled, hollow: 0, band: 'close', compared: 3, of: 4 })
const hit = (id: string, score: number, birthDate: string | null, more: Partial<Hit> = {}) =>
  ({
    ...{ id, score, suppressedBy: null, strength: strength(score) },
    comparison: [
      { field: 'birth date', a: '1988-03-14', b: birthDate, relation: 'same', places: [] },
      { field: 'sex', a: 'M', b: 'M', relation: 'same', places: [] },
    ],
    ...more,
  }) as unknown as Hit

test('a changed signal is shown with the value and the strength before and after', () => {
  expect(changedEvidence([hit('h', 0.95, '1988-03-14')], [hit('h', 0.6, '1988-03-15')])).toEqual({
    values: [{ place: 1, field: 'birth date', side: 'signal', before: '1988-03-14', after: '1988-03-15' }],
    strengths: [{ place: 1, before: strength(0.95), after: strength(0.6) }],
  })
  expect(changedEvidence([hit('h', 0.95, null)], [hit('h', 0.95, null)])).toEqual({ values: [], strengths: [] })
})

test('a new hit and a hit that no longer applies are shown as such', () => {
  const gone = hit('a', 0.95, null, { suppressedBy: 'signal-changed' })
  expect(changedEvidence([hit('a', 0.95, null)], [gone, hit('b', 0.6, null)]).strengths).toEqual([
    { place: 1, before: null, after: strength(0.6) },
    { place: 2, before: strength(0.95), after: null },
  ])
})

test('a quiet change names what the new messages changed', () => {
  const record = (...texts: string[]) =>
    ({
      sections: [
        {
          kind: 'timeline',
          entries: texts.map((text, place) => ({ at: `2026-11-24T12:0${place}:00.000Z`, text: { text }, href: null })),
        },
      ],
    }) as unknown as CaseDetail['record']
  expect(newEntries(record('Seat added.'), record('Seat added.', 'Bag added.')).map(({ text }) => text.text)).toEqual([
    'Bag added.',
  ])
})
