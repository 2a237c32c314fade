import { recoveredDays } from '@entente/contracts'
import type { Tx } from './access-store.ts'

const day = 86_400_000

/** Returns whether one of the person's accounts was reset in the last seven days, or opened with a recovery code in the last day. */
export async function wasRecovered(tx: Pick<Tx, 'db' | 'now'>, person: string): Promise<boolean> {
  const found = await tx.db
    .selectFrom('account')
    .select('id')
    .where('person_id', '=', person)
    .where((e) =>
      e.or([
        e('recovered_at', '>', new Date(tx.now.getTime() - recoveredDays * day)),
        e('recovery_code_at', '>', new Date(tx.now.getTime() - day)),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}
