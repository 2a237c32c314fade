import { type Cell, type Purpose, strengthOf } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, readAttributes, systemAccess } from '../../safeguards/access/system.ts'
import { type CaseFile, type HitBody, type HitRow, lockCase, openHit } from '../cases/case-record.ts'
import { readableOr } from '../cases/unreadable.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { type Rank, rankOf, rankWritten } from './open-case.ts'
import { relateCells } from './relate-cells.ts'

/** Cases that one transaction relates. */
const casesAtOnce = 50

/**
 * Computes cells, hollow steps and band of hits that an older release stored, and the rank of their cases. Leaves out
 * masked cases: their evidence may not be read any more, so they keep the band of their strength. Feedback on such a hit
 * gets the new band too, so that track records compare like with like.
 */
export async function relateStoredHits(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock'> & { gateways: Gateways },
): Promise<void> {
  for (;;) {
    const waiting = await casesWithoutCells(deps)
    if (waiting.size === 0) return
    for (const [purpose, ids] of waiting) {
      const intent = {
        action: 'record.write',
        type: 'record.read',
        details: { what: 'hits of an older release' },
      } as const
      await systemAccess(deps, purpose).transaction(intent, async (tx) => {
        for (const id of ids) await relateCase(tx, deps.gateways, await lockCase(tx, id))
      })
    }
  }
}

async function casesWithoutCells(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock'>,
): Promise<Map<Purpose | null, string[]>> {
  const rows = await readAttributes(deps, (db) =>
    db
      .selectFrom('case_file')
      .select(['id', 'regime', 'purposes'])
      .where(sql<boolean>`id in (select case_id from hit where cells is null)`)
      .where('delete_at', '>', deps.clock())
      .where((eb) => eb.or([eb('mask_at', 'is', null), eb('mask_at', '>', deps.clock())]))
      .orderBy('id')
      .limit(casesAtOnce)
      .execute(),
  )
  const byPurpose = new Map<Purpose | null, string[]>()
  for (const row of rows) byPurpose.set(purposeFor(row), [...(byPurpose.get(purposeFor(row)) ?? []), row.id])
  return byPurpose
}

async function relateCase(tx: Tx, gateways: Gateways, row: CaseFile): Promise<void> {
  const hits = await tx.db.selectFrom('hit').selectAll().where('case_id', '=', row.id).orderBy('id').execute()
  const related: (Rank & Pick<HitRow, 'withdrawn_at'>)[] = []
  for (const hit of hits) {
    const rank = hit.cells === null ? await rankAgain(tx, gateways, row, hit) : hit
    related.push({ ...rank, withdrawn_at: hit.withdrawn_at })
    if (hit.cells === null) await tx.db.updateTable('hit').set(rankWritten(rank)).where('id', '=', hit.id).execute()
  }
  const live = related.filter(({ withdrawn_at }) => withdrawn_at === null)
  const rank = rankOf(live.length > 0 ? live : related)
  await tx.db.updateTable('case_file').set(rankWritten(rank)).where('id', '=', row.id).execute()
}

/** A hit whose evidence is damaged or was erased gets no cells, and keeps its strength. */
async function rankAgain(tx: Tx, { all }: Gateways, row: CaseFile, hit: HitRow): Promise<Rank> {
  const { band, strength, compared_fields } = hit
  const kept: Rank = { band, strength, compared_fields, hollow: 0, cells: [] }
  const body = await readableOr(tx, row.id, () => openHit(tx, row, hit), null)
  if (body === null || body.evidence.length === 0) return kept
  const gateway = all.find(({ vocabulary }) => vocabulary.kind === row.gateway)
  if (gateway?.relateStored !== undefined) {
    const cells = gateway.relateStored(body)
    return { ...kept, cells, compared_fields: cells.filter(({ relation }) => relation !== 'not-said').length }
  }
  const cells = cellsOfStored(body)
  const again = strengthOf(body.evidence, cells)
  return { band: again.band, strength: again.value, compared_fields: again.compared, hollow: again.hollow, cells }
}

/** Relates a stored hit on an identity. Its comparison holds the pair of documents that agrees best. */
function cellsOfStored({ evidence, comparison }: HitBody): Cell[] {
  const row = (...fields: string[]) => comparison.find(({ field }) => fields.includes(field))
  const name = row('name', 'family name', 'given names', 'earlier name')
  const document = row('document', 'earlier document')
  const stated = (value: string | null | undefined) => (value === null || value === undefined ? [] : [value])
  return relateCells(evidence, {
    names: name !== undefined && name.a !== null && name.b !== null,
    documents: { a: stated(document?.a), b: stated(document?.b) },
  })
}
