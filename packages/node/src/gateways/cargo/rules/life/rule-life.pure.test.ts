import { expect, test } from 'vitest'
import {
  isEnough,
  isOver,
  isValidityAllowed,
  periodFrom,
  type RuleRecord,
  refuseApproval,
  refuseRefusal,
  refuseWithdrawal,
  stateAt,
} from './rule-life.ts'

const tested: RuleRecord = {
  hash: 'a1',
  authors: ['ines', 'omar'],
  test: { hash: 'a1', enough: true },
  approvedAt: null,
  withdrawnAt: null,
  replacedAt: null,
  validFrom: '2026-03-01T00:00:00Z',
  validUntil: '2026-09-01T00:00:00Z',
}
const approved = { ...tested, approvedAt: '2026-02-10T09:00:00Z' }
const now = '2026-02-10T09:00:00Z'

test('a version is active from its first moment until its last, which is exclusive', () => {
  const states = ['2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z', '2026-08-31T23:59:59Z', '2026-09-01T00:00:00Z']
  expect(states.map((moment) => stateAt(approved, moment))).toEqual(['approved', 'active', 'active', 'expired'])
  expect(stateAt({ ...approved, withdrawnAt: '2026-03-05T00:00:00Z' }, '2026-03-05T00:00:00Z')).toBe('withdrawn')
  const replaced = { ...approved, replacedAt: '2026-05-01T00:00:00Z' }
  const moments = ['2026-04-30T00:00:00Z', '2026-05-01T00:00:00Z', '2026-10-01T00:00:00Z']
  expect(moments.map((moment) => stateAt(replaced, moment))).toEqual(['active', 'replaced', 'replaced'])
})

test('a test counts for the version that was tested', () => {
  expect(stateAt(tested, now)).toBe('tested')
  expect(stateAt({ ...tested, hash: 'a2' }, now)).toBe('draft')
  expect(stateAt({ ...tested, test: { hash: 'a1', enough: false } }, now)).toBe('draft')
})

test('a test needs 30 whole days or 10,000 consignments, unless the node has none', () => {
  const month = { count: 400, from: '2026-01-01T00:00:00Z', until: '2026-01-31T00:00:00Z' }
  const enough = (more: object) => isEnough({ ...month, complete: true, isEmpty: false, ...more })
  expect(enough({})).toBe(true)
  expect(enough({ from: '2026-01-02T00:00:00Z' })).toBe(false)
  expect(enough({ complete: false })).toBe(false)
  expect(enough({ from: '2026-01-30T00:00:00Z', count: 10_000, complete: false })).toBe(true)
  expect([enough({ count: 0 }), enough({ count: 0, isEmpty: true })]).toEqual([false, true])
})

test('nobody who wrote or edited a version approves it, and nobody approves it untested or twice', () => {
  expect(refuseApproval(tested, 'vera', now)).toBeNull()
  expect(refuseApproval(tested, 'omar', now)).toBe('same-person')
  expect(refuseApproval({ ...tested, test: null }, 'vera', now)).toBe('rule-untested')
  expect(refuseApproval(approved, 'vera', now)).toBe('rule-state')
  expect(refuseApproval({ ...tested, validUntil: '2027-05-01T00:00:00Z' }, 'vera', now)).toBe('rule-validity')
})

test('a version can be refused once, tested or not, by a person who wrote no part of it, and is then over', () => {
  const refused = { ...tested, refusedAt: now }
  expect([refuseRefusal(tested, 'vera', now), refuseRefusal({ ...tested, test: null }, 'vera', now)]).toEqual([
    null,
    null,
  ])
  expect(refuseRefusal(tested, 'ines', now)).toBe('same-person')
  expect(refuseRefusal(approved, 'vera', now)).toBe('rule-state')
  expect(refuseRefusal(refused, 'vera', now)).toBe('rule-state')
  expect(refuseApproval(refused, 'vera', now)).toBe('rule-state')
  expect([stateAt(refused, now), isOver(stateAt(refused, now)), isOver(stateAt(tested, now))]).toEqual([
    'refused',
    true,
    false,
  ])
})

test('only what is approved or active can be withdrawn', () => {
  expect(refuseWithdrawal(approved, now)).toBeNull()
  expect(refuseWithdrawal(approved, '2026-04-01T00:00:00Z')).toBeNull()
  expect(refuseWithdrawal(tested, now)).toBe('rule-state')
  expect(refuseWithdrawal(approved, '2026-10-01T00:00:00Z')).toBe('rule-state')
})

test('a rule is valid for at most twelve months, and ends after it begins', () => {
  const validity = (validFrom: string, validUntil: string) => isValidityAllowed({ validFrom, validUntil })
  expect(validity('2026-03-01', '2027-03-01')).toBe(true)
  expect(validity('2026-03-01', '2027-03-02')).toBe(false)
  expect(validity('2028-02-29', '2029-03-01')).toBe(true)
  expect(validity('2026-03-01', '2026-03-01')).toBe(false)
  expect(validity('2026-03-01', 'never')).toBe(false)
})

test('a version applies from its approval at the earliest, for twelve months without an end', () => {
  const period = (validFrom: string | null, validUntil: string | null) => periodFrom({ validFrom, validUntil }, now)
  expect(period(null, null)).toEqual({ validFrom: '2026-02-10T09:00:00.000Z', validUntil: '2027-02-10T09:00:00.000Z' })
  expect(period('2026-01-01', '2026-12-01').validFrom).toBe('2026-02-10T09:00:00.000Z')
  expect(period('2026-03-01', null)).toEqual({
    validFrom: '2026-03-01T00:00:00.000Z',
    validUntil: '2027-03-01T00:00:00.000Z',
  })
})
