import type { Bank, NewBank, PatchBank } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { announceChange } from '../index/announce-change.ts'
import { emptyBankJob } from '../store/jobs.ts'
import { bankOf, findBank, refuseOfMember } from './bank-row.ts'
import { type BankDraft, basisOf, checkBank, checkBankName, usualTerms, withTerms } from './check-bank.ts'

/** Creates a bank; `withoutKey`: for a client of HMA that showed no key. Errors: `bank-name-invalid`, `bank-exists`, and those of `checkBank`. */
export async function createBank(tx: Tx, given: NewBank, withoutKey = false): Promise<Bank> {
  const name = checkBankName(given.name)
  const lawfulBasis = basisOf(given.lawfulBasis)
  const draft = withTerms({ ...usualTerms, purposes: given.purposes, lawfulBasis }, given)
  await checkBank(tx, draft)
  await refuseTaken(tx, name)
  const row = await tx.db
    .insertInto('bank')
    .values({ name, created_at: tx.now, without_key: withoutKey, ...columnsOf(draft) })
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.note({ bank: name })
  await announceChange(tx, { bank: row.id })
  return bankOf(tx, row)
}

/**
 * Changes a bank. Terms that signals carry apply to items added from now on. Errors: `not-found`, `bank-exists`,
 * `bank-of-member`, and those of `createBank`.
 */
export async function changeBank(tx: Tx, name: string, patch: PatchBank): Promise<Bank> {
  const before = await findBank(tx, name, 'update')
  const terms = await bankOf(tx, before)
  const draft = withTerms(terms, patch)
  if (changesMore(terms, draft) || (patch.name ?? name) !== name) refuseOfMember(before)
  await checkBank(tx, draft)
  const renamed = patch.name === undefined ? name : checkBankName(patch.name)
  if (renamed !== name) await refuseTaken(tx, renamed)
  const row = await tx.db
    .updateTable('bank')
    .set({ name: renamed, version: before.version + 1, ...columnsOf(draft) })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  tx.note({ bank: renamed, fields: Object.keys(patch) })
  await announceChange(tx, { bank: row.id })
  return bankOf(tx, row)
}

/**
 * Deletes a bank: nothing of it matches any more once this commits, and a job withdraws its signals. Errors:
 * `not-found`, `bank-of-member`.
 */
export async function deleteBank(tx: Tx, name: string): Promise<void> {
  const bank = await findBank(tx, name, 'update')
  refuseOfMember(bank)
  const { id } = bank
  await tx.db.updateTable('bank').set({ deleted_at: tx.now }).where('id', '=', id).execute()
  await tx.enqueue(emptyBankJob, { bankId: id }, { jobKey: `empty-bank:${id}` })
  tx.note({ bank: name })
  await announceChange(tx, { bank: id })
}

/** Terms that a person may change of any bank: those of matching. */
const ofMatching: ReadonlySet<keyof BankDraft> = new Set(['shadow', 'matchingEnabledRatio', 'radius'])
const changesMore = (before: BankDraft, after: BankDraft): boolean =>
  Object.entries(after).some(
    ([field, value]) =>
      !ofMatching.has(field as keyof BankDraft) &&
      JSON.stringify(value) !== JSON.stringify(before[field as keyof BankDraft]),
  )

async function refuseTaken(tx: Tx, name: string): Promise<void> {
  const taken = await tx.db
    .selectFrom('bank')
    .select('id')
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken !== undefined) throw fail('bank-exists', { at: '/name' })
}

const columnsOf = (draft: BankDraft) => ({
  purposes: [...new Set(draft.purposes)],
  basis: draft.lawfulBasis.reference,
  basis_until: draft.lawfulBasis.validUntil,
  agreements: [...draft.agreements],
  tlp: draft.tlp,
  pap: draft.pap,
  negative: draft.negative,
  shadow: draft.shadow,
  enabled_ratio: draft.matchingEnabledRatio,
  radius: draft.radius.pdq ?? null,
  labels: JSON.stringify(draft.labels),
  valid_days: draft.validDays,
  retain_days: draft.retainDays,
})
