import type { ContentCase, ContentQueue, ContentQueueQuery, Item, Match } from '@entente/contracts'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { readableOr, unreadableLabel } from '../../../pipeline/cases/unreadable.ts'
import type { Gateways } from '../../../pipeline/gateway/gateway.ts'
import { caseRows } from '../../../pipeline/review/case-row.ts'
import { countCases } from '../../../pipeline/review/count-cases.ts'
import { decodePlace, encodePlace, isOpenCase, placeOf, queueOrder } from '../../../pipeline/review/queue-order.ts'
import { visibleCases } from '../../../pipeline/review/visible-cases.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { Schema } from '../../../store/schema.ts'
import { readItemsOf } from '../items/read-items.ts'
import { labelKey, violentLabels } from '../labels/violent-labels.ts'
import { opensCase } from '../match/describe-matches.ts'
import { scoreOf } from '../uploads/hits-of.ts'
import type { UploadBody, UploadRow } from '../uploads/upload-row.ts'
import { readViewingSettings } from '../viewing/viewing-settings.ts'
import { incidentNames, isExact } from './read-case-upload.ts'

const usualLimit = 40
type Cases = ExpressionBuilder<Schema, 'case_file'>

/**
 * Lists the open cases of uploads that this person may see, in the fixed order of the queue, by page. Error:
 * `body-invalid` for a `next` that the node did not write.
 */
export async function listQueue(
  access: AccessStore,
  gateways: Gateways,
  query: ContentQueueQuery,
): Promise<ContentQueue> {
  const intent = {
    action: 'case.read',
    type: 'record.search',
    decision: 'allow',
    details: { what: 'content queue' },
  } as const
  return access.transaction(intent, async (tx) => {
    const { leftToOthers } = await readViewingSettings(tx)
    const limit = query.limit ?? usualLimit
    const from = query.next === undefined ? null : readNext(query.next)
    const open = (eb: Cases) => eb.and([visibleCases(tx)(eb), eb('gateway', '=', 'content'), isOpenCase])
    let select = tx.db
      .selectFrom('case_file')
      .selectAll()
      .where(open)
      .where((eb) => eb.not(leftOut(tx, leftToOthers)(eb)))
      .orderBy(queueOrder.forward)
      .limit(limit + 1)
    if (from !== null) select = select.where(queueOrder.after(from.place))
    if (query.with === 'none') select = select.where('assigned_to', 'is', null)
    if (query.with === 'me') select = select.where('assigned_to', '=', tx.actor.person)
    const { label, incident } = query
    if (label !== undefined) select = select.where(ofUpload(sql`${label} = any(u.labels)`))
    if (incident !== undefined) select = select.where(ofUpload(sql`${incident}::uuid = any(u.incidents)`))
    const rows = await select.execute()
    const page = rows.slice(0, limit)
    const items = spreadLabels(await describe(tx, gateways, page), violent, from?.shown ?? [])
    const left = await tx.db
      .selectFrom('case_file')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where(open)
      .where(leftOut(tx, leftToOthers))
      .executeTakeFirstOrThrow()
    const last = page.at(-1)
    const shown = items.slice(-mostInARow).map(violent)
    return {
      items,
      next: rows.length > limit && last !== undefined ? `${encodePlace(placeOf(last))}.${encode(shown)}` : null,
      counts: (await countCases(tx, { gateway: 'content' })).counts,
      leftToOthers: Number(left.count),
    }
  })
}

/** Builds the SQL condition that a given condition is true of a case's upload. */
const ofUpload = (so: Expression<unknown>) =>
  sql<SqlBool>`exists (select 1 from upload u where u.id = case_file.subject_id and ${so})`

/**
 * Builds the condition that a case has a label that this person does not review; cases already assigned to the person
 * stay.
 */
const leftOut =
  (tx: Tx, labels: readonly string[]) =>
  (eb: Cases): Expression<SqlBool> =>
    eb.and([
      ofUpload(sql`u.labels && ${[...labels]}::text[]`),
      sql<SqlBool>`assigned_to is distinct from ${tx.actor.role === 'oversight' ? null : tx.actor.person}::uuid`,
    ])

const violent = ({ upload }: ContentCase): string[] =>
  upload.labels.map(labelKey).filter((label) => violentLabels.has(label))

async function describe(tx: Tx, gateways: Gateways, cases: Parameters<typeof caseRows>[2]): Promise<ContentCase[]> {
  if (cases.length === 0) return []
  const ids = cases.map(({ subject_id: id }) => id)
  const uploads = await tx.db.selectFrom('upload').selectAll().where('id', 'in', ids).execute()
  const previews = await tx.db
    .selectFrom('upload_original')
    .select('upload_id')
    .where('upload_id', 'in', ids)
    .where('preview', 'is not', null)
    .where('delete_at', '>', tx.now)
    .execute()
  const pictures = new Set(previews.map(({ upload_id }) => upload_id))
  const byId = new Map(uploads.map((row) => [row.id, row]))
  // The subject of a case may also be a signal that matches too many uploads (a flooding signal).
  const items = await readItemsOf(
    tx,
    ids.filter((id) => !byId.has(id)),
    'shown',
  )
  const names = await incidentNames(tx, [
    ...uploads.flatMap(({ incidents }) => incidents),
    ...[...items.values()].flatMap(({ incident }) => incident ?? []),
  ])
  const described: ContentCase[] = []
  for (const row of await caseRows(tx, gateways, cases)) {
    const { id } = row.subject
    const [upload, item] = [byId.get(id), items.get(id)]
    if (item !== undefined) described.push({ ...row, upload: signalFacts(item, row.openedAt, names) })
    else if (upload !== undefined) {
      const facts = await readableOr(tx, row.id, () => factsOf(tx, upload, names), 'unreadable' as const)
      if (facts === 'unreadable') described.push(unreadableCase(row, upload))
      else if (facts !== null) described.push({ ...row, upload: { ...facts, picture: pictures.has(id) } })
    }
  }
  return described
}

/** Shows a case whose upload is damaged. */
function unreadableCase(row: Omit<ContentCase, 'upload'>, { received_at }: UploadRow): ContentCase {
  const upload = { kind: null, duration: null, nearest: null, picture: false, labels: [], sources: 0, incident: null }
  const receivedAt = received_at.toISOString()
  return { ...row, subject: { ...row.subject, label: unreadableLabel }, upload: { ...upload, receivedAt } }
}

/** Replaces an upload's facts in a case about a signal: there is no file to view. */
function signalFacts(
  { labels, incident }: Item,
  openedAt: string,
  names: Awaited<ReturnType<typeof incidentNames>>,
): ContentCase['upload'] {
  const nothing = { kind: null, duration: null, nearest: null, picture: false }
  return { ...nothing, receivedAt: openedAt, labels, sources: 1, incident: names.get(incident ?? '') ?? null }
}

function factsOf(
  tx: Tx,
  row: UploadRow,
  names: Awaited<ReturnType<typeof incidentNames>>,
): Omit<ContentCase['upload'], 'picture'> | null {
  const text = tx.openIfAllowed<UploadBody>(row)?.value.text
  if (text == null) return null
  const standing = text.matches.filter(opensCase)
  const labels = new Map(standing.flatMap((match) => match.labels.map((label) => [labelKey(label), label])))
  return {
    kind: text.media?.kind ?? null,
    duration: text.media?.duration ?? null,
    receivedAt: row.received_at.toISOString(),
    labels: [...labels.values()],
    nearest: nearestOf(standing),
    sources: new Set(standing.map(({ source, bank }) => source?.member ?? bank)).size,
    incident: names.get(row.incidents[0] ?? '') ?? null,
  }
}

function nearestOf(matches: readonly Match[]): ContentCase['upload']['nearest'] {
  const [nearest] = [...matches].sort((a, b) => Number(isExact(b)) - Number(isExact(a)) || scoreOf(b) - scoreOf(a))
  if (nearest === undefined) return null
  const { signal, distance, radius, similarity } = nearest
  return { type: signal.type, exact: isExact(nearest), distance, radius, similarity }
}

const encode = (shown: readonly string[][]): string => Buffer.from(JSON.stringify(shown)).toString('base64url')

function readNext(next: string) {
  const [place = '', shown = ''] = next.split('.')
  try {
    const labels: unknown = JSON.parse(Buffer.from(shown, 'base64url').toString())
    const sound = Array.isArray(labels) && labels.length <= mostInARow && labels.every(Array.isArray)
    if (sound) return { place: decodePlace(place), shown: labels as string[][] }
  } catch {}
  throw fail('body-invalid', { at: '/next', detail: 'This is no place in the list.' })
}

/** Largest number of cases with the same violent label one after another. */
const mostInARow = 3

/**
 * Reorders rows so that no label is on more than three in sequence if another row can stand between: that row moves up,
 * all others keep their order. `before` has the labels of the last rows shown.
 */
export function spreadLabels<T>(
  rows: readonly T[],
  labelsOf: (row: T) => readonly string[],
  before: readonly (readonly string[])[] = [],
): T[] {
  const waiting = [...rows]
  const shown = [...before]
  const spread: T[] = []
  while (waiting.length > 0) {
    const last = shown.slice(-mostInARow)
    const tooMany = (row: T) =>
      last.length === mostInARow && labelsOf(row).some((label) => last.every((labels) => labels.includes(label)))
    const next = Math.max(
      0,
      waiting.findIndex((row) => !tooMany(row)),
    )
    const [row] = waiting.splice(next, 1) as [T]
    spread.push(row)
    shown.push(labelsOf(row))
  }
  return spread
}
