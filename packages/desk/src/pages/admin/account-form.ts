import type { NewAccount, Role } from '@entente/contracts'
import type { z } from 'zod'
import type { FieldFault } from '../../parts/form-faults.ts'
import { itemsIn } from '../../parts/items-in.ts'

/** The roles that an account can have. */
export const grantable = [
  'analyst',
  'supervisor',
  'signal-officer',
  'administrator',
  'oversight',
] as const satisfies readonly Role[]

export interface AccountForm {
  name: string
  whose: 'new' | 'known'
  personName: string
  staffReference: string
  knowsHuman: boolean
  personId: string | null
  roles: (typeof grantable)[number][]
  teams: string
}
export const emptyAccount: AccountForm = {
  name: '',
  whose: 'new',
  personName: '',
  staffReference: '',
  knowsHuman: false,
  personId: null,
  roles: [],
  teams: '',
}

/** Splits the teams as typed, at commas and blanks. */
export const teamsIn = (text: string): string[] => [...new Set(itemsIn(text))]

/** Returns the account to create, or all missing fields. */
export function readAccount(
  form: AccountForm,
  say: { name: string; empty: string; role: string },
): { account: z.infer<typeof NewAccount> } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const staffReference = form.staffReference.trim()
  const fresh = { name: form.personName.trim(), ...(staffReference === '' ? {} : { staffReference }) }
  const person = form.whose === 'new' ? fresh : { id: form.personId ?? '' }
  if (!/^[a-z][a-z0-9._-]{1,63}$/.test(form.name)) faults.push({ code: 'name', at: '/name', message: say.name })
  if (Object.values(person)[0] === '') faults.push({ code: 'empty', at: '/person', message: say.empty })
  if (form.roles.length === 0) faults.push({ code: 'role', at: '/roles', message: say.role })
  if (faults.length > 0) return { faults }
  return {
    account: {
      name: form.name,
      person,
      roles: form.roles,
      teams: teamsIn(form.teams),
      ...(form.knowsHuman && { knowsHuman: true }),
    },
  }
}
