import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { askComparison } from '../consignments/keep-voyages.ts'
import { compareVoyages, type EquipmentFinding } from './compare-voyages.ts'
import { keepUndeclared } from './keep-undeclared.ts'
import { listUndeclared } from './list-undeclared.ts'
import { comparedMs, hasPlan, isBeingRead, readDeclared, readListed, readPlans, readVoyages } from './read-voyages.ts'

type Deps = Pick<CoreDeps, 'store' | 'member'>

/** A voyage with more containers is compared at most so often: its messages may come one after the other. */
const largeVoyage = 1_000
const waitMs = 10_000
const subjectsPerJob = 200

/**
 * Job `compare-cargo-voyage`: compares manifests with stowage plans of a voyage, however messages name it, stores what they show, and compares
 * the consignments again whose findings changed. It runs in one transaction and reads and writes sets, so a job that was
 * interrupted begins again, and running twice changes nothing. While a message of a voyage is being read it does nothing:
 * the end of the reading asks again.
 */
export function compareVoyage(deps: Deps, { voyageId }: { voyageId: string }): Promise<void> {
  const intent = { action: 'record.write', type: 'record.read', ref: `voyage:${voyageId}` } as const
  return systemAccess(deps, 'customs-security').transaction(intent, async (tx) => {
    // Nothing is opened without an undeclared container.
    tx.leavesNoEntry()
    const found = await tx.db
      .selectFrom('cargo_voyage')
      .select(['series', 'compared_at', 'containers'])
      .where('id', '=', voyageId)
      .executeTakeFirst()
    if (found === undefined) return
    const { series } = found
    await sql`select pg_advisory_xact_lock(hashtextextended(${series}, 81))`.execute(tx.db)
    const voyages = await readVoyages(tx, { id: voyageId, series })
    if (!(await hasPlan(tx, voyages)) || (await isBeingRead(tx, voyages))) return
    const next = (found.compared_at?.getTime() ?? 0) + waitMs
    if (found.containers > largeVoyage && tx.now.getTime() < next) return askComparison(tx, [voyageId], new Date(next))
    const plans = await readPlans(tx, voyages)
    const declared = await readDeclared(tx, voyages)
    const { findings, undeclared } = await compareVoyages(plans, declared, await readListed(tx, voyages))
    const ids = [...voyages.voyages.keys()]
    const changed = [
      ...(await storeFindings(tx, ids, findings, voyages.since)),
      ...(await keepUndeclared(tx, ids, undeclared, voyages.since)),
    ]
    await listUndeclared(tx, ids, undeclared)
    const gateway = cargoVocabulary.kind
    for (const subjectIds of chunksOf([...new Set(changed)].sort(), subjectsPerJob))
      await tx.enqueue(matchSubjectsJob, { gateway, subjectIds })
    const containers = declared.length + plans.reduce((sum, plan) => sum + plan.containers.length, 0)
    await tx.db.updateTable('cargo_voyage').set({ compared_at: tx.now, containers }).where('id', 'in', ids).execute()
  })
}

/** Stores the findings of consignments in place of the earlier ones. Returns the consignments whose findings changed. */
async function storeFindings(
  tx: Tx,
  voyageIds: readonly string[],
  findings: readonly EquipmentFinding[],
  since: Date,
): Promise<string[]> {
  const { rows: before } = await sql<EquipmentFinding>`
    select f.consignment_id as "consignmentId", f.container, f.code, f.expected, f.actual
    from cargo_consignment c join cargo_equipment_finding f on f.consignment_id = c.id
    where c.voyage_id = any(${[...voyageIds]}::uuid[]) and c.first_received_at > ${since} and c.containers is not null`.execute(
    tx.db,
  )
  const keyOf = ({ consignmentId, container, code }: EquipmentFinding) => `${consignmentId} ${code} ${container}`
  const known = new Map(before.map((one) => [keyOf(one), one]))
  const found = new Map(findings.map((one) => [keyOf(one), one]))
  const gone = before.filter((one) => !found.has(keyOf(one)))
  const added = findings.filter((one) => {
    const same = known.get(keyOf(one))
    return same?.expected !== one.expected || same.actual !== one.actual
  })
  if (gone.length > 0)
    await sql`delete from cargo_equipment_finding f using unnest(${gone.map(({ consignmentId }) => consignmentId)}::uuid[],
      ${gone.map(({ container }) => container)}::text[], ${gone.map(({ code }) => code)}::text[]) as g (consignment_id, container, code)
      where f.consignment_id = g.consignment_id and f.container = g.container and f.code = g.code`.execute(tx.db)
  for (const part of chunksOf(added, 5_000))
    await insertRecords(
      'cargo_equipment_finding',
      part.map(({ consignmentId, ...one }) => ({ consignment_id: consignmentId, ...one })),
      { conflict: { at: ['consignment_id', 'container', 'code'], update: ['expected', 'actual'] } },
    ).execute(tx.db)
  return [...gone, ...added].map(({ consignmentId }) => consignmentId)
}

/** Drops what belongs to voyages and flights that are not compared any more. */
export async function dropVoyages(tx: Tx): Promise<void> {
  const before = new Date(tx.now.getTime() - comparedMs)
  await sql`delete from cargo_undeclared u using cargo_voyage_message v
    where v.received_at <= ${before} and u.message_id = v.message_id`.execute(tx.db)
  await sql`delete from cargo_stated_equipment e using cargo_voyage_message v
    where v.received_at <= ${before} and e.message_id = v.message_id and e.read_version = v.read_version`.execute(tx.db)
  await sql`delete from cargo_voyage_message where received_at <= ${before}`.execute(tx.db)
  await sql`delete from cargo_manifest_page where received_at <= ${before}`.execute(tx.db)
}
