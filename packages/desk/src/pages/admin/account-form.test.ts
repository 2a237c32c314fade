import { NewAccount } from '@entente/contracts'
import { expect, test } from 'vitest'
import { emptyAccount, readAccount } from './account-form.ts'

const say = { name: 'name', empty: 'empty', role: 'role' }

test('a complete account fits the contract, for a new and an existing person', () => {
  const form = {
    ...emptyAccount,
    name: 'tor.berg',
    personName: 'Tor Berg',
    roles: ['supervisor' as const],
    teams: 'border, night border',
  }
  const fresh = readAccount(form, say)
  if (!('account' in fresh)) throw new Error('refused')
  expect(NewAccount.parse(fresh.account)).toMatchObject({ person: { name: 'Tor Berg' }, teams: ['border', 'night'] })
  const id = '3f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'
  const known = readAccount({ ...form, whose: 'known', personId: id }, say)
  expect('account' in known && NewAccount.parse(known.account).person).toEqual({ id })
})

test('a wrong name, a missing person and a missing role are reported together', () => {
  const read = readAccount({ ...emptyAccount, name: 'Tor Berg' }, say)
  expect('faults' in read && read.faults.map((fault) => fault.at)).toEqual(['/name', '/person', '/roles'])
})
