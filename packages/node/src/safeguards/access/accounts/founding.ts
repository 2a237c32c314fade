import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import type { Tx } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { foundingDays } from '../grants.ts'
import { systemAccess } from '../system.ts'

const day = 86_400_000

type Because = 'message' | 'release' | 'peer' | 'time' | 'upgrade'
interface Founding {
  /** When founding ends by itself. */
  until: Date
  /** Why it is over; null while it lasts. */
  over: Because | null
  /** Whether its end is stored and logged. */
  noted: boolean
}

/** Stores the beginning of founding with the first accounts of a node, and whether one person uses all of them. */
export async function beginFounding(db: Kysely<Schema>, now: Date, singleOperator: boolean): Promise<void> {
  await db
    .insertInto('founding')
    .values({ began_at: now, because: null, single_operator: singleOperator })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Reads whether founding lasts. It ends at the first message or request from a sender that is not synthetic, the first released
 * signal, the first confirmed member, or after seven days. The conditions are read from the data, so nothing that happens
 * can be missed. A node without the row is not founded any more.
 */
export async function readFounding(db: Kysely<Schema>, now: Date): Promise<Founding> {
  const row = await db.selectFrom('founding').selectAll().executeTakeFirst()
  if (row === undefined) return { until: now, over: 'upgrade', noted: true }
  const until = new Date(row.began_at.getTime() + foundingDays * day)
  if (row.ended_at !== null) return { until, over: row.because as Because, noted: true }
  if (now >= until) return { until, over: 'time', noted: false }
  const { rows } = await sql<{ message: boolean; release: boolean; peer: boolean }>`
    select exists (select from sender s where not s.synthetic and (
        exists (select from message m where m.sender_id = s.id)
          or exists (select from sender_key k where k.sender_id = s.id and k.last_used_at is not null))) as message,
      exists (select from signal_release) as release,
      exists (select from peer where state in ('active', 'suspended', 'removed')) as peer`.execute(db)
  const met = (['message', 'release', 'peer'] as const).find((cause) => rows[0]?.[cause])
  return { until, over: met ?? null, noted: false }
}

/** Stores the end of founding once it is over. The log entry lists every account with its person and roles. */
export async function noteEndOfFounding(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'people.carry-out', type: 'people.found', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const { over, noted } = await readFounding(tx.db, tx.now)
    if (over === null || noted || !(await storeEnd(tx, over))) return tx.leavesNoEntry()
    const rows = await tx.db
      .selectFrom('account as a')
      .innerJoin('account_role as r', 'r.account_id', 'a.id')
      .select(['a.id as account', 'a.person_id as person', 'r.role'])
      .where('a.state', '<>', 'disabled')
      .where('r.state', '=', 'active')
      .orderBy('a.id')
      .execute()
    // The details of an entry have at most 64 kB.
    const passkeys = await tx.db
      .selectFrom('credential')
      .select(sql<string>`encode(sha256(public_key), 'hex')`.as('key'))
      .where('kind', '=', 'passkey')
      .where('state', '=', 'active')
      .orderBy('created_at')
      .limit(300)
      .execute()
    tx.note({ because: over, people: rows.slice(0, 300), passkeys: passkeys.map(({ key }) => key) })
    tx.counted(rows.length)
    await tx.announce('people.changed', 'founding', 1)
  })
}

async function storeEnd(tx: Tx, because: Because): Promise<boolean> {
  const ended = await tx.db
    .updateTable('founding')
    .set({ ended_at: tx.now, because })
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}
