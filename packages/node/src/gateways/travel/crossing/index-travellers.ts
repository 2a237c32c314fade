import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Before } from './open-contents.ts'
import { type SelectorHash, type SelectorTexts, selectorTexts, tokensOfTexts } from './selector-hashes.ts'
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
  const added: Added = new Map()
  for (const { id, value, clocks, message, isNew } of travellers) {
    const known = before.get(id)
    const now = selectorTexts(value)
    const was: SelectorTexts = known?.value ? selectorTexts(known.value) : new Map()
    const sameClock = (known?.mask_at?.getTime() ?? null) === (clocks.mask_at?.getTime() ?? null)
    // The month of the clock decides about the key, so all tokens of a clock that moved are outdated.
    const isOutdated =
      known !== undefined && (known.value === null || !sameClock || [...was.keys()].some((key) => !now.has(key)))
    // Most texts of a known traveller are in the index already, so they are not hashed again.
    const fresh = isOutdated ? now : [...now].filter(([key]) => !was.has(key))
    const { key, hashes } = tokensOfTexts(tx, fresh, { ...clocks, regime: message.row.regime })
    if (isOutdated) outdated.push({ id, kept: hashes })
    if (hashes.length > 0) added.set(id, { mask: clocks.mask_at, key, hashes, isNew })
  }
  if (outdated.length > 0) {
    const kept = outdated.flatMap((one) => one.kept.map((hash) => ({ id: one.id, hash })))
    tx.later(sql`delete from selector_index i where i.owner_id = any(${outdated.map(({ id }) => id)}::uuid[]) and not exists
      (select 1 from unnest(${kept.map(({ id }) => id)}::uuid[], ${kept.map(({ hash }) => hash.kind)}::text[], ${kept.map(({ hash }) => hash.hash)}::bytea[])
        as k (owner_id, kind, hash) where k.owner_id = i.owner_id and k.kind = i.kind and k.hash = i.hash)`)
  }
  const all = [...added]
  // A new traveller has no entries yet. Looking for them costs as much as writing them.
  insertHashes(tx, new Map(all.filter(([, { isNew }]) => isNew)), sql``)
  const again = new Map(all.filter(([, { isNew }]) => !isNew))
  insertHashes(tx, again, sql`on conflict (owner_id, kind, hash) do update set mask_at = excluded.mask_at`)
}

/** Hashes to write, by traveller. */
type Added = Map<string, { mask: Date | null; key: Buffer | null; hashes: readonly SelectorHash[]; isNew: boolean }>

/** Writes hashes with few long parameters: PostgreSQL reads the id and the time of a traveller once, and not for each hash. */
function insertHashes(tx: Tx, added: Added, conflict: RawBuilder<unknown>): void {
  if (added.size === 0) return
  const owners = [...added.values()].flatMap(({ hashes }, place) => hashes.map(() => place + 1))
  const hashes = [...added.values()].flatMap((one) => one.hashes)
  const kinds = [...new Set(hashes.map(({ kind }) => kind))]
  tx.later(sql`insert into selector_index (hash, kind, owner_type, owner_id, mask_at, token_key)
    select substring(given.hashes from (16 * t.n - 15)::int for 16), given.kinds[t.kind], 'traveller', given.ids[t.owner], given.masks[t.owner], given.keys[t.owner]
    from (select ${Buffer.concat(hashes.map(({ hash }) => hash))}::bytea as hashes, ${kinds}::text[] as kinds, ${[...added.keys()]}::uuid[] as ids,
        ${[...added.values()].map(({ mask }) => mask)}::timestamptz[] as masks, ${[...added.values()].map(({ key }) => key)}::bytea[] as keys) as given,
      unnest(${owners}::int[], ${hashes.map(({ kind }) => kinds.indexOf(kind) + 1)}::int[]) with ordinality as t (owner, kind, n)
    ${conflict}`)
}
