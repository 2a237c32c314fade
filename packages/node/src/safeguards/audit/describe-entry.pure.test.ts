import type { AuditEntry } from '@entente/contracts'
import { expect, test } from 'vitest'
import { describeEntry } from './describe-entry.ts'

const entryOf = (change: Partial<AuditEntry>): AuditEntry => ({
  ...({ v: 1, id: 'e', at: '2026-11-28T17:00:00.000Z', node: 'border.example', actor: 'a', role: 'analyst' } as const),
  ...({ purpose: 'border-control', agreement: null, ref: null, commit: 'c' } as const),
  ...{ type: 'record.read', count: 1, decision: 'allow' },
  ...change,
})

test('a read names what was read: the people of a list, or the list', () => {
  const people = entryOf({ count: 24 })
  expect(describeEntry(people, { what: 'list', read: 'the list of people of 7N 482' }, false)).toBe(
    'Read the list of people of 7N 482, 24 people.',
  )
  const agreements = entryOf({ type: 'oversight.read' })
  expect(describeEntry(agreements, { what: 'agreements' }, true)).toBe('You opened the list of agreements.')
  expect(describeEntry(agreements, { what: 'agreements' }, false)).toBe('Opened the list of agreements.')
})

test('a refusal names its clauses, also of a read with a sentence of its own', () => {
  const refused = entryOf({ type: 'oversight.read', decision: 'deny' })
  expect(describeEntry(refused, { what: 'agreements', clauses: ['purpose'] }, true)).toBe(
    'Read as oversight (agreements): refused (purpose).',
  )
})

test('an entry says how its act was signed', () => {
  const confirmed = entryOf({ type: 'decision.confirm', decision: 'done', purpose: 'border-control' })
  const said = (method: string) => describeEntry(confirmed, { signed: { act: 'a', method, commitment: 'c' } }, false)
  expect(said('passkey')).toBe('Answered as second person. Signed with a passkey.')
  expect(said('totp')).toBe('Answered as second person. Attested by the node after a code.')
  expect(said('attested')).toBe('Answered as second person.')
})
