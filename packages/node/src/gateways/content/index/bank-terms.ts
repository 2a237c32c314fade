import { createHash } from 'node:crypto'
import type { Database } from '../../../safeguards/access/access-store.ts'

/** Terms of a bank that decide its matches. */
export interface BankTerms {
  id: number
  name: string
  purposes: readonly string[]
  negative: boolean
  shadow: boolean
  ratio: number
  /** Bits in which two PDQ hashes may differ. */
  radius: number
  /** The member whose signals the bank follows. */
  follows: string | null
}
/** Largest difference, in bits of 256, between PDQ hashes of one picture. */
export const largestRadius = 31

/** Reads the terms of all banks that are not deleted, or of one. */
export async function readBankTerms(db: Pick<Database, 'selectFrom'>, id?: number): Promise<BankTerms[]> {
  const rows = await db
    .selectFrom('bank')
    .select(['id', 'name', 'purposes', 'negative', 'shadow', 'enabled_ratio', 'radius', 'follows'])
    .where('deleted_at', 'is', null)
    .$if(id !== undefined, (select) => select.where('id', '=', id as number))
    .execute()
  return rows.map(({ enabled_ratio: ratio, radius, ...row }) => ({ ...row, ratio, radius: radius ?? largestRadius }))
}

/** Reads the ratio of each signal type that is not always matched. */
export async function readTypeRatios(db: Pick<Database, 'selectFrom'>): Promise<Map<string, number>> {
  const rows = await db.selectFrom('signal_type_ratio').selectAll().execute()
  return new Map(rows.map(({ type, enabled_ratio: ratio }) => [type, ratio]))
}

/**
 * Returns whether a bank with a partial ratio answers this upload: the first 52 bits of SHA-256(bank:seed), as a
 * fraction, are below the ratio. The same seed always gives the same result.
 */
export function isDrawn({ name, ratio }: Pick<BankTerms, 'name' | 'ratio'>, seed: string): boolean {
  if (ratio >= 1) return true
  const digest = createHash('sha256').update(`${name}:${seed}`).digest()
  return Number(digest.readBigUInt64BE() >> 12n) / 2 ** 52 < ratio
}
