import { type Actor, Purpose, type Role } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AccessQuestion, type AccessRow, decideAccess, isAllowed } from './decide-access.ts'
import { type Action, purposesOfRole } from './roles.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const row: AccessRow = {
  regime: 'icao',
  purposes: ['border-control'],
  mask_at: new Date('2027-05-24T12:00:00.000Z'),
  delete_at: new Date('2031-11-24T12:00:00.000Z'),
  team: 'travel',
  assigned_to: null,
}
const analyst: Actor = { account: 'a', person: 'p', member: 'm', role: 'analyst', teams: ['travel'] }
const question: AccessQuestion = { actor: analyst, action: 'case.propose', purpose: 'border-control', now, row }
const failing = (q: AccessQuestion) =>
  decideAccess(q).flatMap((clause) => (clause.result === 'fail' ? [clause.id] : []))

test("an analyst of the record's team is allowed for a purpose of its regime", () => {
  expect(isAllowed(decideAccess(question))).toBe(true)
})

test('every failed clause is listed', () => {
  const faults: AccessQuestion = {
    actor: { ...analyst, role: 'signal-officer', teams: [] },
    action: 'case.read',
    purpose: null,
    now: new Date('2032-01-01T00:00:00.000Z'),
    row,
    needsUnmasked: true,
  }
  expect(failing(faults)).toEqual(['role', 'purpose-stated', 'purpose-of-regime', 'assignment', 'retention', 'masked'])
})

test('each missing attribute is enough to deny access', () => {
  const without = (key: keyof AccessRow): AccessQuestion => ({
    ...question,
    row: { ...row, [key]: undefined } as unknown as AccessRow,
  })
  for (const key of ['regime', 'purposes', 'delete_at', 'team'] as const)
    expect(failing(without(key)), key).not.toEqual([])
  expect(failing({ ...question, purpose: null })).toContain('purpose-stated')
  expect(failing({ ...question, row: { ...row, regime: 'no-such-law' } })).toContain('purpose-of-regime')
})

test("a colleague's case is closed to an analyst and open to the team's supervisor", () => {
  const taken = { ...row, assigned_to: 'somebody-else' }
  expect(failing({ ...question, row: taken })).toEqual(['assignment'])
  expect(failing({ ...question, row: taken, actor: { ...analyst, role: 'supervisor' } })).toEqual([])
})

test('records cannot be read from the exact millisecond of their deletion time', () => {
  expect(failing({ ...question, now: new Date(row.delete_at.getTime() - 1) })).toEqual([])
  expect(failing({ ...question, now: row.delete_at })).toEqual(['retention'])
})

test('oversight reads under every regime, for its own purpose only, and changes nothing', () => {
  const oversight: Actor = { ...analyst, role: 'oversight', teams: [] }
  const asked = { ...question, actor: oversight, purpose: 'human-rights-review' as const }
  expect(failing({ ...asked, action: 'case.read' })).toEqual([])
  expect(failing({ ...asked, action: 'case.propose' })).toEqual(['role'])
})

test('an administrator is refused for every purpose', () => {
  const purposes = fc.constantFrom('border-control', 'aviation-security', 'human-rights-review', 'redress', null)
  const actions = fc.constantFrom(
    'record.read',
    'record.search',
    'case.read',
    'case.work',
    'case.propose',
    'case.confirm',
    'signal.read',
    'signal.write',
  )
  fc.assert(
    fc.property(purposes, actions, (purpose, action) => {
      const actor: Actor = { ...analyst, role: 'administrator' as Role }
      const asked = { ...question, actor, purpose, action } as AccessQuestion
      expect(failing(asked)).toContain('role')
    }),
  )
})

test('a role may state only its own purposes, even if the record allows others', () => {
  const open: AccessRow = { ...row, purposes: [...Purpose.options] }
  const reads: Partial<Record<Role, Action>> = {
    analyst: 'case.read',
    supervisor: 'case.read',
    'signal-officer': 'signal.read',
    oversight: 'case.read',
  }
  for (const [role, action] of Object.entries(reads) as [Role, Action][]) {
    for (const purpose of Purpose.options) {
      const asked = { ...question, actor: { ...analyst, role }, action, purpose, row: open }
      const own = purposesOfRole[role].includes(purpose)
      expect([role, purpose, failing(asked).includes('role')]).toEqual([role, purpose, !own])
      // A request without personal data needs no purpose, and any purpose is accepted.
      expect(failing({ ...asked, action, row: null, impersonal: true })).toEqual([])
    }
  }
})

test('a purpose must be allowed by both the record and its regime', () => {
  const asked = (regime: string, purposes: Purpose[]) => failing({ ...question, row: { ...row, regime, purposes } })
  expect(asked('icao', ['border-control'])).toEqual([])
  // Border control is not a purpose of the EU PNR regime, even if the record lists it.
  expect(asked('eu-pnr', ['border-control'])).toEqual(['purpose-of-regime'])
  expect(asked('icao', ['aviation-security'])).toEqual(['purpose-of-regime'])
})

test("oversight may ignore a record's purposes only for its review", () => {
  const oversight: Actor = { ...analyst, role: 'oversight', teams: [] }
  const asked = { ...question, actor: oversight, action: 'case.read' } as const
  expect(failing({ ...asked, purpose: 'human-rights-review' })).toEqual([])
  expect(failing({ ...asked, purpose: 'redress' })).toContain('purpose-of-regime')
})

test('a sender reads only its own submissions', () => {
  const sender: Actor = { ...analyst, account: 'sender-1', role: 'sender', teams: [] }
  const asked = (change: Partial<AccessRow>, purpose: Purpose = 'terrorism-investigation') => {
    const handedIn = { ...row, sender_id: 'sender-1', ...change }
    return failing({ ...question, actor: sender, action: 'record.read', purpose, row: handedIn })
  }
  // The purpose of the key may differ from the record's purpose if the record came in another format.
  expect(asked({})).toEqual([])
  expect(asked({ purposes: [] })).toEqual(['purpose-of-regime'])
  expect(asked({ sender_id: 'sender-2' })).toEqual(['purpose-of-regime', 'assignment'])
  expect(asked({ sender_id: 'sender-2' }, 'border-control')).toEqual(['assignment'])
})

test('a sender sees a signal only as a match of its own content', () => {
  const sender: Actor = { ...analyst, account: 'sender-1', role: 'sender', teams: [] }
  const signal: AccessRow = { ...row, regime: 'signal', purposes: ['content-safety'], team: null }
  const asked = { ...question, actor: sender, purpose: 'content-safety', row: signal } as const
  expect(failing({ ...asked, action: 'content.match' })).toEqual([])
  expect(failing({ ...asked, action: 'record.read' })).toEqual(['assignment'])
})

test('masked data cannot be read from the exact millisecond of masking', () => {
  const mask = row.mask_at as Date
  const asked = { ...question, needsUnmasked: true }
  expect(failing({ ...asked, now: new Date(mask.getTime() - 1) })).toEqual([])
  expect(failing({ ...asked, now: mask })).toEqual(['masked'])
})
