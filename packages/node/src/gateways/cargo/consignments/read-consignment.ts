import type { ConsignmentDetail } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { listReferrals } from '../answers/list-referrals.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { checkHouses } from './check-across.ts'
import { findingsOf, openFilings } from './open-filings.ts'
import { type ConsignmentRow, openNewest } from './open-version.ts'
import { cancelledWhileHeld, statusesOf } from './status-of.ts'

/** The most related consignments that the answer lists. */
const mostRelated = 1000
/** The most houses that are summed up when their master is read. */
const mostSummed = 200
type Stated = Record<string, unknown>

/**
 * Reads a consignment in its newest version, or an earlier one, with its filings, findings, master and houses. Errors:
 * `not-found`, `refused`.
 */
export function readConsignment(access: AccessStore, id: string, version?: number): Promise<ConsignmentDetail> {
  let row: ConsignmentRow | undefined
  const intent = {
    ...({ action: 'record.read', type: 'record.read', decision: 'allow', ref: `consignment:${id}` } as const),
    on: async (db: Tx['db']) => {
      row = await db.selectFrom('cargo_consignment').selectAll().where('id', '=', id).executeTakeFirst()
      return row
    },
  }
  return access.transaction(intent, (tx) => detailOf(tx, row as ConsignmentRow, version))
}

async function detailOf(tx: Tx, row: ConsignmentRow, version = row.version): Promise<ConsignmentDetail> {
  const versions = await tx.db
    .selectFrom('cargo_version')
    .selectAll()
    .where('consignment_id', '=', row.id)
    .orderBy('version')
    .execute()
  const asked = versions.find((one) => one.version === version)
  if (asked === undefined) throw fail('not-found', { detail: `This consignment has no version ${version}.` })
  const { value, masked } = tx.open<MergedConsignment>({ ...row, a: asked.a, b: asked.b })
  const filings = (await openFilings(tx, [row.id])).get(row.id) ?? []
  const messages = [...new Set(filings.map(({ shown }) => shown.messageId))]
  const statuses = await statusesOf(tx, [row])
  const related = await relatedTo(tx, row)
  const houses = await checkedHouses(tx, row, value, related.houses)
  const findings = findingsOf(value, filings).filter((finding) => !houses.isSettled(finding))
  return {
    ...{ id: row.id, key: row.key, generation: row.generation, mode: row.mode, version },
    level: row.level as ConsignmentDetail['level'],
    status: statuses.get(row.id) ?? 'complete',
    versions: versions.map((one) => ({
      ...{ version: one.version, at: one.at.toISOString(), changedPaths: one.changed },
      messageIds: one.version === row.version ? messages : [one.message_id],
    })),
    masked,
    maskAt: row.mask_at?.toISOString() ?? null,
    deleteAt: row.delete_at.toISOString(),
    consignment: value.consignment as unknown as Stated,
    conveyance: value.conveyance as Stated | null,
    loads: value.loads as unknown as Stated[],
    differences: value.differences,
    filings: filings.map(({ shown }) => shown),
    findings: [...findings, ...houses.found, ...cancelledWhileHeld(row, statuses)] as unknown as Stated[],
    ...related,
    referrals: (await listReferrals(tx, null, { consignment: row.id })).items,
    caseId: await caseOf(tx, row.id),
  }
}

/** Compares a master with all its houses. Nothing is said if there are too many, or if one of them cannot be opened. */
async function checkedHouses(
  tx: Tx,
  { level }: ConsignmentRow,
  { consignment }: MergedConsignment,
  houses: readonly { id: string }[],
): Promise<ReturnType<typeof checkHouses>> {
  if (level !== 'master' || houses.length > mostSummed) return checkHouses(consignment, [])
  const ids = houses.map(({ id }) => id)
  const opened = (await openNewest(tx, ids)).filter(({ state }) => state !== 'cancelled').map(({ open }) => open())
  const values = opened.flatMap((one) => one?.value.consignment ?? [])
  return checkHouses(consignment, values.length < opened.length ? [] : values)
}

async function relatedTo(tx: Tx, row: ConsignmentRow): Promise<Pick<ConsignmentDetail, 'master' | 'houses'>> {
  const related = await tx.db
    .selectFrom('cargo_consignment')
    .select(['id', 'key', 'version', 'parent_id'])
    .where((e) => e.or([e('parent_id', '=', row.id), e('id', '=', row.parent_id ?? row.id)]))
    .where('id', '<>', row.id)
    .where('version', '>', 0)
    .where(rowsSeen(tx, 'cargo_consignment'))
    .orderBy('key')
    .limit(mostRelated)
    .execute()
  const shown = ({ id, key, version }: (typeof related)[number]) => ({ id, key, version })
  const master = related.find(({ id }) => id === row.parent_id)
  return {
    master: master === undefined ? null : shown(master),
    houses: related.filter(({ parent_id: parent }) => parent === row.id).map(shown),
  }
}

async function caseOf(tx: Tx, consignmentId: string): Promise<string | null> {
  const found = await tx.db
    .selectFrom('case_file')
    .select('id')
    .where('subject_id', '=', consignmentId)
    .where('ended_at', 'is', null)
    .where('delete_at', '>', tx.now)
    .executeTakeFirst()
  return found?.id ?? null
}
