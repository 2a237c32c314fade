import type { ConsignmentDetail, ConsignmentPlace } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import { openRawStream } from '../../../pipeline/raw/raw-files.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { deliveriesAbout } from '../answers/list-answers.ts'
import { listReferrals } from '../answers/list-referrals.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { findValue } from '../messages/find-value.ts'
import { checkHouses } from './check-across.ts'
import { equipmentFindings } from './equipment-findings.ts'
import { findStatement } from './find-statement.ts'
import { checkPages, readPages } from './manifest-pages.ts'
import { findingsOf, openFilings } from './open-filings.ts'
import { type ConsignmentRow, openNewest } from './open-version.ts'
import { largestOpened, readEquipment } from './read-equipment.ts'
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
  const pages = checkPages(value, (await readPages(tx, [row.id])).get(row.id))
  const findings = findingsOf(value, filings).filter(
    (finding) => !houses.isSettled(finding) && !pages.isSettled(finding),
  )
  const compared = await equipmentFindings(tx, { rowId: row.id, id: value.consignment.id, isMasked: masked })
  const { equipment, isCut } = await readEquipment(tx, value, filings)
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
    equipment: equipment as unknown as Stated[],
    equipmentIsCut: isCut,
    differences: value.differences,
    filings: filings.map(({ shown }) => shown),
    findings: [
      ...findings,
      ...[...houses.found, ...pages.found, ...compared, ...cancelledWhileHeld(row, statuses)].map((finding) => ({
        ...finding,
        messageId: null,
      })),
    ] as unknown as Stated[],
    ...related,
    referrals: (await listReferrals(tx, null, { consignment: row.id })).items,
    answers: await deliveriesAbout(tx, row.id),
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

/**
 * Finds the message that states a value of a consignment, and the place of the value in its bytes. Nothing of the message
 * is returned. Errors: `not-found`, `refused`, also once the consignment is masked.
 */
export async function readPlace(
  access: AccessStore,
  deps: Pick<CoreDeps, 'dataRoot'>,
  id: string,
  at: string,
): Promise<ConsignmentPlace> {
  const intent = {
    ...({ action: 'record.read', type: 'record.read', decision: 'allow', ref: `consignment:${id}` } as const),
    ...{ details: { part: 'place' }, needsUnmasked: true },
    on: (db: Tx['db']) => db.selectFrom('cargo_consignment').selectAll().where('id', '=', id).executeTakeFirst(),
  }
  const { messageId, chunks, found } = await access.transaction(intent, async (tx) => {
    const value = (await openNewest(tx, [id]))[0]?.open()?.value
    const filings = (await openFilings(tx, [id])).get(id) ?? []
    const found = value === undefined ? null : findStatement(value.consignment, filings, at)
    if (found === null) return { messageId: null, chunks: null, found }
    const { messageId } = found.filing.shown
    const row = await tx.db.selectFrom('message').selectAll().where('id', '=', messageId).executeTakeFirstOrThrow()
    return { messageId, chunks: row.bytes > largestOpened ? null : openRawStream(tx, deps, row), found }
  })
  const place = chunks === null || found === null ? null : await findValue(chunks, found.filing.ordinal, found.at)
  return { at, messageId, byte: place?.byte ?? null }
}
