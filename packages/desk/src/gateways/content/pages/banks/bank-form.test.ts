import { NewBank } from '@entente/contracts'
import { expect, test } from 'vitest'
import { emptyBankForm, readBankForm } from './bank-form.ts'

const say = (fault: string) => fault
const filled = {
  ...emptyBankForm,
  name: ' FINDS ',
  purposes: ['content-safety' as const],
  basisReference: 'Terms of service, section 4',
  tlp: 'amber' as const,
  pap: 'green' as const,
  ratio: '2,5',
}

test('a complete form becomes a bank that the contract accepts', () => {
  const read = readBankForm({ ...filled, use: 'shadow', basisValidUntil: '2027-03-31' }, say)
  if (!('bank' in read)) throw new Error(JSON.stringify(read.faults))
  expect(NewBank.parse(read.bank)).toEqual(read.bank)
  expect(read.bank).toMatchObject({
    name: 'FINDS',
    negative: false,
    shadow: true,
    matchingEnabledRatio: 0.025,
    radius: { pdq: 31 },
    lawfulBasis: { validUntil: '2027-03-31T00:00:00.000Z' },
  })
})

test('all missing and invalid fields are reported at once', () => {
  const wrong = { ...emptyBankForm, name: 'my bank', radius: '32', ratio: '101', validDays: 'a year' }
  const read = readBankForm(wrong, say)
  expect('faults' in read && read.faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
    '/name name-form',
    '/purposes none-chosen',
    '/lawfulBasis/reference empty',
    '/radius/pdq radius-range',
    '/matchingEnabledRatio ratio-range',
    '/validDays not-a-number',
    '/tlp none-chosen',
    '/pap none-chosen',
  ])
})
