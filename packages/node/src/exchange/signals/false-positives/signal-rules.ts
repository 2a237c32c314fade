import { FalsePositiveList, type SignalKind } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { noClock } from '../../../safeguards/access/clocks.ts'
import { type AgreementAttributes, readAgreementAttributes } from '../../../safeguards/access/signal-access/index.ts'
import type { FalsePositiveListTable } from '../../../store/agreement-schema.ts'
import { valueKeyOf } from '../stored/value-key.ts'
import { takeRests } from './compile-patterns.ts'
import { type AskedList, asked, shippedLists } from './shipped-lists.ts'

/**
 * The current rules for checking a signal: the agreements that it names, the lists of false positives, and the approved
 * overrides.
 */
export interface SignalRules {
  own: string
  agreements: ReadonlyMap<string, AgreementAttributes>
  lists: readonly AskedList[]
  isOverridden(list: string, kind: SignalKind, value: Record<string, unknown>): boolean
}

/** Loads the rules for signals that name these agreements. */
export async function loadSignalRules(tx: Tx, agreements: readonly string[]): Promise<SignalRules> {
  const rows = await tx.db
    .selectFrom('false_positive_list')
    .selectAll()
    .where((e) => e.or([e('valid_until', 'is', null), e('valid_until', '>', tx.now)]))
    .execute()
  const overrides = await tx.db
    .selectFrom('false_positive_override')
    .select(['list_id', 'kind', 'value_hash'])
    .where('agreed_at', 'is not', null)
    .execute()
  const overridden = new Set(overrides.map((row) => `${row.list_id} ${row.kind} ${row.value_hash.toString('hex')}`))
  return {
    own: tx.actor.member,
    agreements: await readAgreementAttributes(tx.db, agreements, tx.now),
    lists: [...shippedLists, ...(await askedInTurns(rows))],
    isOverridden: (list, kind, value) =>
      overridden.size > 0 &&
      overridden.has(`${list} ${kind} ${overrideHash(tx, kind, value).value_hash.toString('hex')}`),
  }
}

/** Prepares stored lists. The event loop runs between their patterns. */
export async function askedInTurns(rows: readonly Selectable<FalsePositiveListTable>[]): Promise<AskedList[]> {
  const next = takeRests()
  const lists: AskedList[] = []
  for (const row of rows) {
    await next()
    lists.push(await asked(listOf(row), next))
  }
  return lists
}

/** Returns the token of a value, so that the table of overrides does not reveal the value. */
export function overrideHash(
  tx: Pick<Tx, 'blind' | 'tokensFor'>,
  kind: SignalKind,
  value: Record<string, unknown>,
): { value_hash: Buffer; token_key: Buffer | null } {
  const { key, seal } = tx.tokensFor(noClock)
  return { value_hash: seal(tx.blind('false-positive', valueKeyOf(kind, value))), token_key: key }
}

const listOf = (row: Selectable<FalsePositiveListTable>): FalsePositiveList =>
  FalsePositiveList.parse({
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    type: row.type,
    effect: row.effect,
    owner: row.owner,
    entries: row.entries,
    validUntil: row.valid_until?.toISOString() ?? null,
    shipped: false,
  })
