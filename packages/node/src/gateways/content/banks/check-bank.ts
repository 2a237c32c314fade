import type { Bank, NewBank, PatchBank } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { checkTerms } from '../../../exchange/signals/check-signal.ts'
import { loadSignalRules } from '../../../exchange/signals/false-positives/signal-rules.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { regimes } from '../../../safeguards/retention/regimes.ts'
import { largestRadius } from '../index/bank-terms.ts'

/** The terms of a bank, with defaults for terms that nobody stated. */
export type BankDraft = Omit<Bank, 'name' | 'version' | 'items' | 'follows' | 'createdAt' | 'radius'> & {
  radius: { pdq?: number | undefined }
}
/** Default terms of a new bank. */
export const usualTerms: Omit<BankDraft, 'purposes' | 'lawfulBasis'> = {
  agreements: [],
  tlp: 'amber',
  pap: 'green',
  negative: false,
  shadow: false,
  matchingEnabledRatio: 1,
  radius: {},
  labels: [],
  validDays: 365,
  // Raised to `validDays` by `withTerms`.
  retainDays: 1,
}

/**
 * Applies stated terms to earlier ones. Signals are retained at least as long as they are used, unless a shorter time
 * is stated.
 */
export function withTerms(before: BankDraft, stated: PatchBank): BankDraft {
  const { name: _, lawfulBasis, ...terms } = stated
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined))
  const draft: BankDraft = { ...before, ...given }
  if (lawfulBasis !== undefined) draft.lawfulBasis = basisOf(lawfulBasis)
  if (stated.retainDays === undefined) draft.retainDays = Math.max(draft.retainDays, draft.validDays)
  return draft
}

/** Checks a bank's name. Exchanges use names with a leading digit too. Error: `bank-name-invalid`. */
export function checkBankName(name: string): string {
  if (!/^[A-Z0-9_]{1,100}$/.test(name))
    throw fail('bank-name-invalid', { at: '/name', detail: 'Capital letters, digits and _ only, at most 100.' })
  return name
}

/**
 * Checks the terms of a bank. Errors: `radius-out-of-range`, `purpose-not-agreed`, `lawful-basis-missing`,
 * `retain-before-valid`, `red-needs-recipients`, `body-invalid`.
 */
export async function checkBank(tx: Tx, draft: BankDraft): Promise<void> {
  const { pdq } = draft.radius
  if (pdq !== undefined) checkRadius(pdq, '/radius/pdq')
  const known: readonly string[] = regimes.signal.purposes
  const foreign = draft.purposes.findIndex((purpose) => !known.includes(purpose))
  if (foreign >= 0)
    throw fail('body-invalid', { at: `/purposes/${foreign}`, detail: `Signals are used for ${known.join(', ')}.` })
  checkTerms(draft, tx.now, await loadSignalRules(tx, draft.agreements), '')
}

export function checkRadius(radius: number, at: string): number {
  if (!Number.isInteger(radius) || radius < 0 || radius > largestRadius) throw fail('radius-out-of-range', { at })
  return radius
}

export const basisOf = (basis: NewBank['lawfulBasis']): BankDraft['lawfulBasis'] =>
  typeof basis === 'string' ? { reference: basis, validUntil: null } : basis
