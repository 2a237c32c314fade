import { Agreement, type SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/door.ts'
import { reviewGraceDays } from '../../safeguards/access/signal-access/index.ts'
import { isBlindKind } from './normalise-item.ts'

export interface AgreedBlindCheck {
  agreement: Agreement
  quotaPerDay: { single: number; batch: number }
  tellCount: boolean
}

/**
 * What an agreement in force lets one member ask another blindly. Errors: `kind-not-blind-checkable`; `blind-not-agreed`, in the same words whether there is
 * no such agreement, it is not in force, or it does not let this member ask.
 */
export async function agreedBlindCheck(
  tx: Tx,
  asked: { agreement: string; kind: SignalKind; asker: string; holder: string },
): Promise<AgreedBlindCheck> {
  if (!isBlindKind(asked.kind))
    throw fail('kind-not-blind-checkable', { detail: `A signal of the kind ${asked.kind} has no single exact form.` })
  const agreement = await inForce(tx, asked.agreement)
  const terms = agreement?.blindCheck ?? null
  const party = (member: string) => agreement?.parties.find((candidate) => candidate.member === member)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from member_standing
    where member in (${asked.asker}, ${asked.holder}) and state = 'active'`.execute(tx.db)
  const both = rows[0]?.n === 2 && asked.asker !== asked.holder
  const covered = agreement?.kinds.includes(asked.kind) === true && terms?.kinds.includes(asked.kind) === true
  const parties = party(asked.asker)?.receive === true && party(asked.holder)?.contribute === true
  if (agreement === null || terms === null || !both || !covered || !parties || !terms.learns.includes(asked.asker))
    throw fail('blind-not-agreed')
  return { agreement, quotaPerDay: terms.quotaPerDay, tellCount: terms.tellCount }
}

/** The version of an agreement that binds now, if no party of it left. */
async function inForce(tx: Tx, id: string): Promise<Agreement | null> {
  const reviewed = new Date(tx.now.getTime() - reviewGraceDays * 86_400_000)
  const { rows } = await sql<{ body: unknown; valid: boolean }>`
    select a.body, (a.valid_until > ${tx.now} and a.review_due >= ${reviewed}
      and not exists (select from agreement_suspension s where s.agreement_id = a.id and s.lifted_at is null)
      and not exists (select from agreement_end e where e.agreement_id = a.id and e.member = any(a.members))) as valid
    from agreement a where a.id = ${id} and cardinality(a.members) > 0 and a.members <@ a.signed and a.valid_from <= ${tx.now}
    order by a.version desc limit 1`.execute(tx.db)
  const [row] = rows
  if (row === undefined || !row.valid) return null
  const parsed = Agreement.safeParse({ signatures: [], ...(row.body as object) })
  return parsed.success ? parsed.data : null
}
