import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'
import { commitTo, makeEntry } from './entry.ts'

const context = {
  actor: { account: 'u-17', person: 'p', member: 'border.example', role: 'analyst' as const, teams: [] },
  purpose: 'border-control' as const,
  node: 'border.example',
  now: new Date('2026-01-05T10:00:00.000Z'),
  actorKey: Buffer.alloc(32, 7),
}

test('the commitment to details equals the example in the log format, byte by byte', () => {
  const salt = Buffer.from(Array.from({ length: 32 }, (_, i) => 0x40 + i))
  const details = { signal: 'sig-1', actor: 'u-17', fields: ['number'] }
  expect(canonicalJson(details)).toBe('{"actor":"u-17","fields":["number"],"signal":"sig-1"}')
  expect(commitTo(details, salt)).toBe('osFyt9boWb2P3lUE3NPQoqOjPpxF6YUvjFCiQuPt2QU=')
})

test('an entry is canonical and has exactly the specified fields, without its details', () => {
  const row = makeEntry(
    { type: 'signal.read', ref: 'sig:8c1f', count: 1, decision: 'allow', details: { name: 'Nils Vork' } },
    context,
  )
  expect(row.entry).toBe(canonicalJson(JSON.parse(row.entry)))
  expect(Object.keys(JSON.parse(row.entry))).toEqual(
    ['actor', 'agreement', 'at', 'commit', 'count', 'decision', 'id', 'node', 'purpose', 'ref', 'role', 'type', 'v'], // prettier-ignore
  )
  expect(row.entry).not.toContain('Vork')
  expect(row.entry).not.toContain('u-17')
  expect(row.salt).toHaveLength(32)
})

test('a reference in another form, such as a part of an address, never reaches the log', () => {
  for (const ref of ['peer:a b', 'peer:', 'peer:%2e%2e', `peer:${'x'.repeat(81)}`, 'Peer:a', 'cargo-rule:a'])
    expect(makeEntry({ type: 'case.note', ref, decision: 'deny', details: {} }, context).ref, ref).toBeNull()
  expect(
    makeEntry({ type: 'case.note', ref: 'peer:a.example', decision: 'deny', details: {} }, context).ref,
  ).not.toBeNull()
})

test('details with a fraction, a lone surrogate or more than 64 kB are refused', () => {
  for (const details of [{ score: 0.5 }, { score: Number.NaN }, { text: '\ud800' }, { text: 'x'.repeat(70_000) }]) {
    expect(() => makeEntry({ type: 'case.note', decision: 'done', details }, context)).toThrowError(
      expect.objectContaining({ code: 'audit-details' }),
    )
  }
})

test('an entry names the node as system, and accounts by a pseudonym per year', () => {
  const system = makeEntry(
    { type: 'signal.match', decision: 'done' },
    { ...context, actor: { ...context.actor, role: 'system' } },
  )
  expect(system.actor).toBe('system')
  const other = makeEntry({ type: 'signal.read', decision: 'allow' }, { ...context, actorKey: Buffer.alloc(32, 8) })
  const same = makeEntry({ type: 'signal.read', decision: 'allow' }, context)
  expect(Buffer.from(same.actor, 'base64')).toHaveLength(16)
  expect(other.actor).not.toBe(same.actor)
})
