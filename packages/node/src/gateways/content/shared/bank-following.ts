import { createHash } from 'node:crypto'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { usualTerms } from '../banks/check-bank.ts'

/**
 * Finds or creates the bank with a member's shared signals; `made` is true if it is new, and indexes must be notified
 * then. The signals have their own terms: the bank's terms only decide the radius and whether matches open cases.
 */
export async function bankFollowing(tx: Tx, member: string, isOwn: boolean): Promise<{ id: number; made: boolean }> {
  const known = await bankOfMember(tx, member)
  if (known !== undefined) return { id: known, made: false }
  const wanted = isOwn ? 'OWN_SIGNALS' : `SHARED_${member.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`
  const taken = await tx.db
    .selectFrom('bank')
    .select('id')
    .where('name', '=', wanted)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const { tlp, pap, negative, shadow, validDays } = usualTerms
  await tx.db
    .insertInto('bank')
    .values({
      name: taken === undefined ? wanted : `${wanted}_${shortHash(member)}`,
      follows: member,
      purposes: ['content-safety'],
      basis: 'Each signal states its own',
      basis_until: null,
      ...{ tlp, pap, negative, shadow },
      radius: null,
      valid_days: validDays,
      retain_days: validDays,
      created_at: tx.now,
    })
    // Another job may have created it meanwhile.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const id = await bankOfMember(tx, member)
  if (id === undefined) throw new Error(`no bank could be made for the signals of ${member}`)
  return { id, made: true }
}

async function bankOfMember(tx: Pick<Tx, 'db'>, member: string): Promise<number | undefined> {
  const row = await tx.db.selectFrom('bank').select('id').where('follows', '=', member).executeTakeFirst()
  return row?.id
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()
