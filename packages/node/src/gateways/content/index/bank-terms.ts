import { createHash } from 'node:crypto'
import type { Database } from '../../../safeguards/access/access-store.ts'

/** What of a bank decides its matches. */
export interface BankTerms {
  id: number
  name: string
  purposes: readonly string[]
  negative: boolean
  shadow: boolean
  ratio: number
  /** Bits two PDQ hashes may differ in. */
  radius: number
  /** The member whose signals it follows. */
  follows: string | null
}
/** Bits of 256 in which PDQ hashes of one picture differ at most. */
export const largestRadius = 31

/** Every bank that was not deleted, or one. */
export async function readBankTerms(db: Pick<Database, 'selectFrom'>, id?: number): Promise<BankTerms[]> {
  const rows = await db
    .selectFrom('bank')
    .select(['id', 'name', 'purposes', 'negative', 'shadow', 'enabled_ratio', 'radius', 'follows'])
    .where('deleted_at', 'is', null)
    .$if(id !== undefined, (select) => select.where('id', '=', id as number))
    .execute()
  return rows.map(({ enabled_ratio: ratio, radius, ...row }) => ({ ...row, ratio, radius: radius ?? largestRadius }))
}

/** Types of signals of which only a part is asked, by how large a part; others are asked always. */
export async function readTypeRatios(db: Pick<Database, 'selectFrom'>): Promise<Map<string, number>> {
  const rows = await db.selectFrom('signal_type_ratio').selectAll().execute()
  return new Map(rows.map(({ type, enabled_ratio: ratio }) => [type, ratio]))
}

/**
 * Whether a bank of which a part answers does answer this upload: the first 52 bits of SHA-256(bank:seed), as a fraction, are below its ratio. The same upload
 * is always answered alike.
 */
export function isDrawn({ name, ratio }: Pick<BankTerms, 'name' | 'ratio'>, seed: string): boolean {
  if (ratio >= 1) return true
  const digest = createHash('sha256').update(`${name}:${seed}`).digest()
  return Number(digest.readBigUInt64BE() >> 12n) / 2 ** 52 < ratio
}
