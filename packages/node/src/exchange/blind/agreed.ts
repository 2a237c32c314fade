import type { Agreement, SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { day, readSignalBook, reviewGraceDays, versionInForce } from '../../safeguards/access/signal-access/index.ts'
import { isBlindKind } from './normalise-item.ts'

/**
 * Terms for blind checks in an agreement: the daily quota, the members that may ask, and whether the holder is notified
 * of the number of items found.
 */
export type AgreedBlindCheck = NonNullable<Agreement['blindCheck']>

/** The surface of blind checks, which people can stop. */
export const blindSurface = 'blind-check'

export interface BlindQuestion {
  agreement: string
  kind: SignalKind
  asker: string
  holder: string
}

/**
 * Returns the terms under which one member may run blind checks against another. Errors: `kind-not-blind-checkable`; `matching-stopped`;
 * `blind-not-agreed`, whose text is the same for an unknown agreement, an agreement not in force, and an agreement that
 * does not allow this member to ask.
 */
export async function agreedBlindCheck(tx: Tx, asked: BlindQuestion): Promise<AgreedBlindCheck> {
  if (!isBlindKind(asked.kind))
    throw fail('kind-not-blind-checkable', { detail: `A signal of the kind ${asked.kind} has no single exact form.` })
  if (isStopped(tx, asked)) throw fail('matching-stopped')
  const agreed = await findAgreed(tx, asked)
  if (agreed === null) throw fail('blind-not-agreed')
  return agreed
}

/** Whether a person stopped blind checks, or those with one of these members or under this agreement. */
const isStopped = ({ stops }: Tx, { agreement, asker, holder }: BlindQuestion): boolean =>
  stops.stopsSurface(blindSurface, null) ||
  stops.stopsAgreement(agreement) ||
  [asker, holder].some((member) => stops.stopsPeer(member))

/** Returns the terms like `agreedBlindCheck`, but null where that function throws. */
export async function findAgreed(tx: Tx, asked: BlindQuestion): Promise<AgreedBlindCheck | null> {
  if (isStopped(tx, asked)) return null
  const { agreement, kind, asker, holder } = asked
  const { agreements, standings } = await readSignalBook(tx.db, [agreement])
  const now = tx.now.getTime()
  const version = versionInForce(agreements.get(agreement), now)
  if (version === undefined || version.suspended !== false || version.ended?.length !== 0) return null
  const { validUntil, reviewDue, kinds, parties } = version
  const over = validUntil === null || now >= validUntil || reviewDue === null || now > reviewDue + reviewGraceDays * day
  const party = (member: string) => parties?.find((candidate) => candidate.member === member)
  const both = asker !== holder && standings[asker] === 'active' && standings[holder] === 'active'
  if (over || !both || kinds?.includes(kind) !== true) return null
  if (party(asker)?.receive !== true || party(holder)?.contribute !== true) return null
  const { body } = await tx.db
    .selectFrom('agreement')
    .select('body')
    .where('id', '=', agreement)
    .where('version', '=', version.version)
    .executeTakeFirstOrThrow()
  const terms = body.blindCheck
  return terms?.kinds.includes(kind) === true && terms.learns.includes(asker) ? terms : null
}
