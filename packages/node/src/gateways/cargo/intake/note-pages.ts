import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { StoredReading } from '../classes/content-classes.ts'
import { type ManifestPage, missingPage } from '../consignments/manifest-pages.ts'
import { preparedAt } from '../consignments/partial-date.ts'
import { digestOf } from '../consignments/voyage.ts'

const subjectsPerJob = 200
/** Pages of one flight and day come this close together. A day without its year returns after a year. */
const apartMs = 60 * 86_400_000
/** No manifest has more pages. A page number is text of the filer, and the search for a missing page walks over all. */
const mostPages = 10_000

interface Reading {
  message: MessageRow
  version: number
  reading: StoredReading
}

/**
 * Stores the pages of flight manifests, notes which page each flight lacks, and compares the goods of its other pages again if
 * that changed, but for those that this transaction compares. Another transaction with a page of the same flight waits, so that
 * the later one sees both.
 */
export async function notePages(
  tx: Tx,
  readings: readonly Reading[],
  comparedNow: ReadonlySet<string> = new Set(),
): Promise<void> {
  const rows = readings.flatMap(pagesOf)
  const again = readings.filter(({ version, reading }) => version > 1 && reading.messages.some(isPaged))
  const left = await leftJourneys(tx, again)
  const journeys = [...new Set([...rows.map(({ journey }) => journey), ...left])].sort()
  if (journeys.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtextextended(journey, 82)) from unnest(${journeys}::text[]) as journey`.execute(
    tx.db,
  )
  for (const { message, version } of again)
    await tx.db
      .deleteFrom('cargo_manifest_page')
      .where('message_id', '=', message.id)
      .where('read_version', '<', version)
      .execute()
  if (rows.length > 0)
    await insertRecords('cargo_manifest_page', rows, {
      conflict: { at: ['message_id', 'read_version', 'place'], update: 'none' },
    }).execute(tx.db)
  for (const journey of journeys) await noteMissing(tx, journey, comparedNow)
}

const isPaged = ({ format, header: { page } }: StoredReading['messages'][number]): boolean =>
  format === 'ffm' && page !== null && page >= 1 && page <= mostPages

function pagesOf({ message, version, reading }: Reading) {
  const { received_at: receivedAt } = message
  return reading.messages.flatMap((head, place) => {
    if (!isPaged(head)) return []
    const { header, conveyance } = head
    const day = conveyance?.departureAt?.replace(/T.*$/, '') ?? null
    return [
      {
        ...{ message_id: message.id, read_version: version, place, page: header.page as number },
        journey: digestOf('journey', message.sender_id, conveyance?.reference ?? null, day),
        continued: header.continued === true,
        prepared_at: preparedAt(header.preparedAt, receivedAt),
        received_at: receivedAt,
      },
    ]
  })
}

async function leftJourneys(tx: Tx, again: readonly Reading[]): Promise<string[]> {
  if (again.length === 0) return []
  const rows = await tx.db
    .selectFrom('cargo_manifest_page')
    .select('journey')
    .where(
      'message_id',
      'in',
      again.map(({ message }) => message.id),
    )
    .execute()
  return rows.map(({ journey }) => journey)
}

/** Of a page that was sent twice the newer one counts. */
async function noteMissing(tx: Tx, journey: string, comparedNow: ReadonlySet<string>): Promise<void> {
  const since = new Date(tx.now.getTime() - apartMs)
  const { rows } = await sql<ManifestPage & { missing: number | null }>`
    select distinct on (page) page, continued, missing from cargo_manifest_page
    where journey = ${journey} and received_at > ${since} order by page, prepared_at desc, received_at desc, message_id desc`.execute(
    tx.db,
  )
  const missing = missingPage(rows)
  const { rows: changed } = await sql<{ message_id: string }>`
    with before as (select message_id, read_version, place, missing from cargo_manifest_page
      where journey = ${journey} and received_at > ${since} and missing is distinct from ${missing}::int),
    noted as (update cargo_manifest_page p set missing = ${missing}::int from before b
      where p.message_id = b.message_id and p.read_version = b.read_version and p.place = b.place)
    select message_id from before where (missing is null) <> (${missing}::int is null)`.execute(tx.db)
  if (changed.length === 0) return
  const ids = await consignmentsOf(
    tx,
    changed.map(({ message_id: id }) => id),
  )
  const gateway = cargoVocabulary.kind
  const others = ids.filter((id) => !comparedNow.has(id))
  for (const subjectIds of chunksOf(others, subjectsPerJob)) await tx.enqueue(matchSubjectsJob, { gateway, subjectIds })
}

async function consignmentsOf(tx: Tx, messageIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct consignment_id as id from cargo_filing
    where message_id = any(${[...messageIds]}::uuid[]) and in_force order by id`.execute(tx.db)
  return rows.map(({ id }) => id)
}
