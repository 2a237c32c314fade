import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Before } from './open-contents.ts'
import { type SelectorHash, selectorHashes } from './selector-hashes.ts'
import type { MergedTraveller } from './write-travellers.ts'

/**
 * Updates the blind index of these travellers. Unchanged keys are not written again; the entries of travellers in
 * `gone` are deleted.
 */
export function indexTravellers(
  tx: Tx,
  travellers: readonly MergedTraveller[],
  before: ReadonlyMap<string, Before>,
  gone: readonly string[],
): void {
  const outdated: { id: string; kept: SelectorHash[] }[] = gone.map((id) => ({ id, kept: [] }))
  const added: { id: string; mask: Date | null; hash: SelectorHash }[] = []
  for (const { id, value, clocks } of travellers) {
    const known = before.get(id)
    const now = selectorHashes(tx, value)
    const knownKeys = new Set(known?.value ? selectorHashes(tx, known.value).map(keyOf) : [])
    const kept = now.filter((hash) => knownKeys.has(keyOf(hash)))
    if (known !== undefined && (known.value === null || kept.length < knownKeys.size)) outdated.push({ id, kept: now })
    const sameClock = (known?.mask_at?.getTime() ?? null) === (clocks.mask_at?.getTime() ?? null)
    for (const hash of now) {
      if (!sameClock || !knownKeys.has(keyOf(hash))) added.push({ id, mask: clocks.mask_at, hash })
    }
  }
  if (outdated.length > 0) {
    const kept = outdated.flatMap((one) => one.kept.map((hash) => ({ id: one.id, hash })))
    tx.later(sql`delete from selector_index i where i.owner_id = any(${outdated.map(({ id }) => id)}::uuid[]) and not exists
      (select 1 from unnest(${kept.map(({ id }) => id)}::uuid[], ${kept.map(({ hash }) => hash.kind)}::text[], ${kept.map(({ hash }) => hash.hash)}::bytea[])
        as k (owner_id, kind, hash) where k.owner_id = i.owner_id and k.kind = i.kind and k.hash = i.hash)`)
  }
  if (added.length > 0) {
    tx.later(sql`insert into selector_index (hash, kind, owner_type, owner_id, mask_at)
      select hash, kind, 'traveller', owner_id, mask_at
      from unnest(${added.map(({ hash }) => hash.hash)}::bytea[], ${added.map(({ hash }) => hash.kind)}::text[], ${added.map(({ id }) => id)}::uuid[],
        ${added.map(({ mask }) => mask)}::timestamptz[]) as t (hash, kind, owner_id, mask_at)
      on conflict (owner_id, kind, hash) do update set mask_at = excluded.mask_at`)
  }
}

const keyOf = ({ kind, hash }: SelectorHash): string => `${kind}|${hash.toString('latin1')}`
