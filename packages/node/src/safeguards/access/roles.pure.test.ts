import { Role } from '@entente/contracts'
import { expect, test } from 'vitest'
import {
  type Action,
  commandScope,
  isInScope,
  mayBeInScope,
  operatorScope,
  purposesOfRole,
  readScope,
  roleMay,
  rolesCompatible,
} from './roles.ts'

const people = ['analyst', 'supervisor', 'signal-officer', 'oversight', 'administrator'] as const
const machines = ['sender', 'peer', 'system', 'public'] as const

test.each<[Action, string]>([
  // The columns are: analyst, supervisor, signal officer, oversight, administrator.
  ['record.read', 'x x . x .'],
  ['record.search', 'x x . x .'],
  ['case.read', 'x x . x .'],
  ['case.propose', 'x x . . .'],
  ['case.confirm', '. x . . .'],
  ['shift.read', '. x . . .'],
  ['planted.own', 'x x . . .'],
  ['planted.read', '. x . x .'],
  ['shift.hand-over', '. x . . .'],
  ['signal.write', '. . x . .'],
  ['hold.change', '. x x . .'],
  ['account.manage', '. . . . x'],
  ['sender.manage', '. . . . x'],
  ['account.propose', '. x . . x'],
  ['account.suspend', '. x . . x'],
  ['people.consent', '. x . x x'],
  ['people.object', 'x x x x x'],
  ['unmask.ask', 'x x . . .'],
  ['unmask.approve', '. x . . .'],
  ['unmask.view', 'x x . . .'],
  ['unmask.read', 'x x . x .'],
  ['unmask.review', '. . . x .'],
  ['log.own', 'x x x x x'],
  ['log.all', '. . . x .'],
  ['oversight.consent', '. . . x .'],
  ['report.publish', '. . . x .'],
  ['sample.write', '. . . x .'],
  ['sample.questions', '. x . . .'],
  ['sample.answer', '. x . . .'],
])('%s: %s', (action, allowed) => {
  expect(people.map((role) => (roleMay(role, action) ? 'x' : '.')).join(' ')).toBe(allowed)
})

test('sender keys, peers and the public cannot decide, write signals or manage accounts', () => {
  const acts = ['case.read', 'case.propose', 'case.confirm', 'signal.write', 'account.manage', 'sender.manage'] as const
  for (const role of ['sender', 'peer', 'public'] as const) {
    expect(
      acts.filter((act) => roleMay(role, act)),
      role,
    ).toEqual([])
  }
  expect(roleMay('system', 'case.propose') || roleMay('system', 'case.confirm')).toBe(false)
})

test('an administrator has no purpose for which personal data can be read', () => {
  expect(purposesOfRole.administrator).toEqual([])
  expect(purposesOfRole.oversight).toEqual(['human-rights-review'])
})

test('oversight cannot be combined with any other role', () => {
  for (const role of Role.options)
    expect(rolesCompatible([...new Set<Role>(['oversight', role])])).toBe(role === 'oversight')
  expect([...people, ...machines].sort()).toEqual([...Role.options].sort())
})

test.each<[Action, string]>([
  // The columns are: a key that only reads, a key that the operator made, the same on a node of one person, a key with
  // this very action in its row.
  ['case.read', 'x x x x'],
  ['people.read', 'x x x x'],
  ['log.all', 'x x x x'],
  ['case.work', '. x x x'],
  ['agreement.consent', '. . x .'],
  ['agreement.end', '. . x .'],
  ['signal.release', '. . x .'],
  ['hold.change', '. . x .'],
  ['kill.lift', '. . x .'],
  ['case.propose', '. . . .'],
  ['case.confirm', '. . . .'],
  ['people.consent', '. . . .'],
  ['account.manage', '. . . .'],
  ['oversight.consent', '. . . .'],
  ['report.publish', '. . . .'],
  ['sample.write', '. . . .'],
  ['sample.answer', '. . . .'],
  ['key.own', '. . . .'],
  ['threshold.confirm', '. . . .'],
  ['table.approve', '. . . .'],
  ['rule.approve', '. . . .'],
  ['model.promote', '. . . .'],
  ['unmask.ask', '. . . .'],
  ['unmask.approve', '. . . .'],
  ['unmask.view', '. . . .'],
])('K13 a key for %s: %s', (action, expected) => {
  const scopes = [[readScope], [commandScope], [commandScope, operatorScope], [readScope, action]]
  expect(scopes.map((scope) => (isInScope(scope, action, 'signal-officer') ? 'x' : '.')).join(' ')).toBe(expected)
  expect(mayBeInScope(commandScope)).toBe(false)
})

test('K13 no key gives the approval of a supervisor to an agreement', () => {
  for (const scope of [[readScope], [commandScope, operatorScope], ['agreement.consent']])
    expect(isInScope(scope, 'agreement.consent', 'supervisor')).toBe(false)
})
