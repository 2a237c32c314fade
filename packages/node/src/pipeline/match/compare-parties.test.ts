import { expect, test } from 'vitest'
import type { SubjectInContext } from '../gateway/gateway.ts'
import { comparableParties, compareParties, type KnownParties } from './compare-parties.ts'
import type { MatchIndex } from './match-index.ts'

function contextOf(id: string, purposes: string[], name = 'Lune Mill'): SubjectInContext {
  const selectors = [{ kind: 'name', value: name, issuer: null, at: '/names/consignee' }]
  const parties = [{ id, role: 'consignee', kind: 'organisation', selectors }]
  return {
    subject: { id, gateway: 'echo', recordId: id, recordVersion: 1, label: id, parties },
    row: { regime: 'own', purposes, mask_at: null },
    ...{ contextId: null, dueAt: null, removed: false, otherScript: null, explanations: [] },
  } as unknown as SubjectInContext
}

test('a party that recurs in a batch is screened anew for other purposes and another version of the index', () => {
  const asked: [string, readonly string[]][] = []
  const index = {
    version: 'first',
    screen(_identity: object, use: { purposes: readonly string[] }) {
      asked.push([index.version, use.purposes])
      return []
    },
  }
  const terms = { now: new Date('2026-11-24T12:00:00.000Z'), threshold: { version: 1, value: 0.8 } }
  const known: KnownParties = new Map()
  const compare = (id: string, purposes: string[]) =>
    compareParties(index as unknown as MatchIndex, contextOf(id, purposes), { ...terms, known })
  compare('1', ['border-control'])
  compare('2', ['border-control'])
  expect(asked).toEqual([['first', ['border-control']]])
  compare('3', ['terrorism-prevention'])
  // A signal was withdrawn between two subjects of the batch.
  index.version = 'second'
  compare('4', ['border-control'])
  expect(asked.slice(1)).toEqual([
    ['first', ['terrorism-prevention']],
    ['second', ['border-control']],
  ])
})

test('parties of a batch that differ in one value are screened each, and a hit names its own party', () => {
  const asked: { id: string; names: unknown }[] = []
  const index = {
    version: 'first',
    screen(identity: { id: string; names: unknown }) {
      asked.push(identity)
      return []
    },
  }
  const known: KnownParties = new Map()
  const terms = { now: new Date('2026-11-24T12:00:00.000Z'), threshold: { version: 1, value: 0.8 }, known }
  for (const [id, name] of [
    ['a', 'Lune Mill'],
    ['b', 'Lune Mills'],
    ['c', 'Lune Mill'],
  ] as const)
    compareParties(index as unknown as MatchIndex, contextOf(id, ['border-control'], name), terms)
  expect(asked.map(({ id }) => id)).toEqual(['a', 'b'])
  const parties = [...known.values()]
  expect(parties).toHaveLength(2)
  expect(comparableParties(contextOf('d', [], 'Lune Mill'), known).map(({ identity }) => identity.id)).toEqual(['d'])
})
