import type { Bank, Label, NewBank, Purpose } from '@entente/contracts'
import { isDay } from '../../../../parts/day.ts'
import type { FieldFault } from '../../../../parts/form-faults.ts'
import { type BankUse, useOf } from './use-of.ts'

/** The settings of a bank as typed. */
export interface BankForm {
  name: string
  use: BankUse
  radius: string
  /** In percent. */
  ratio: string
  labels: Label[]
  purposes: Purpose[]
  basisReference: string
  basisValidUntil: string
  tlp: '' | Bank['tlp']
  pap: '' | Bank['pap']
  validDays: string
  retainDays: string
}
type BankFault = 'empty' | 'not-a-number' | 'not-a-day' | 'none-chosen' | 'radius-range' | 'ratio-range' | 'name-form'

/** Returns an empty form. Matching settings and validity have defaults; the officer must enter purposes and lawful basis. */
export const emptyBankForm: BankForm = {
  name: '',
  use: 'matches',
  radius: '31',
  ratio: '100',
  labels: [],
  purposes: [],
  basisReference: '',
  basisValidUntil: '',
  tlp: '',
  pap: '',
  validDays: '365',
  retainDays: '365',
}
export const bankFormOf = (bank: Bank): BankForm => ({
  name: bank.name,
  use: useOf(bank),
  radius: String(bank.radius.pdq),
  ratio: String(Math.round(bank.matchingEnabledRatio * 1000) / 10),
  labels: bank.labels,
  purposes: bank.purposes,
  basisReference: bank.lawfulBasis.reference,
  basisValidUntil: bank.lawfulBasis.validUntil?.slice(0, 10) ?? '',
  tlp: bank.tlp,
  pap: bank.pap,
  validDays: String(bank.validDays),
  retainDays: String(bank.retainDays),
})

/** Returns the body to send, or all missing fields at once. The node checks all other rules. */
export function readBankForm(
  form: BankForm,
  say: (fault: BankFault) => string,
): { bank: NewBank } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const fault = (at: string, code: BankFault) => faults.push({ code, at, message: say(code) })
  const counted = (text: string, at: string): number => {
    if (text.trim() === '') fault(at, 'empty')
    else if (!/^\d{1,5}$/.test(text.trim())) fault(at, 'not-a-number')
    return Number(text)
  }
  const name = form.name.trim()
  if (name === '') fault('/name', 'empty')
  else if (!/^[A-Z0-9_]{1,100}$/.test(name)) fault('/name', 'name-form')
  if (form.purposes.length === 0) fault('/purposes', 'none-chosen')
  const reference = form.basisReference.trim()
  if (reference === '') fault('/lawfulBasis/reference', 'empty')
  if (form.basisValidUntil !== '' && !isDay(form.basisValidUntil)) fault('/lawfulBasis/validUntil', 'not-a-day')
  const radius = counted(form.radius, '/radius/pdq')
  if (radius > 31) fault('/radius/pdq', 'radius-range')
  const ratio = Number(form.ratio.replace(',', '.'))
  if (form.ratio.trim() === '') fault('/matchingEnabledRatio', 'empty')
  else if (!(ratio >= 0 && ratio <= 100)) fault('/matchingEnabledRatio', 'ratio-range')
  const validDays = counted(form.validDays, '/validDays')
  const retainDays = counted(form.retainDays, '/retainDays')
  const { tlp, pap } = form
  if (tlp === '') fault('/tlp', 'none-chosen')
  if (pap === '') fault('/pap', 'none-chosen')
  if (faults.length > 0 || tlp === '' || pap === '') return { faults }
  return {
    bank: {
      name,
      negative: form.use === 'negative',
      shadow: form.use === 'shadow',
      radius: { pdq: radius },
      matchingEnabledRatio: ratio / 100,
      labels: form.labels,
      purposes: form.purposes,
      lawfulBasis: {
        reference,
        validUntil: form.basisValidUntil === '' ? null : `${form.basisValidUntil}T00:00:00.000Z`,
      },
      tlp,
      pap,
      validDays,
      retainDays,
    },
  }
}
