import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { markingsOfEvent, readEvent } from '../misp/event-to-signal.ts'
import { MispEvent, MispManifest } from '../misp/misp-event.ts'
import { keepForeign } from '../stix/keep-foreign.ts'
import { isRecord } from '../stix/stix-object.ts'
import { foreignDraft } from './import-stix.ts'
import { find, type ImportContext, refuse, take } from './report.ts'

/**
 * Imports a feed, with one JSON value per line: `{manifest}`, then `{Event}` for each fetched event and `{missing:
 * uuid}` for each listed event that could not be fetched. Events that are no longer in the manifest are reported and
 * marked but never withdrawn, because a person decides what that means.
 */
export async function importMisp(
  tx: Tx,
  context: ImportContext,
  lines: readonly string[],
  from: number,
): Promise<void> {
  for (const [place, text] of lines.entries()) {
    const at = `/${from + place}`
    const value = json(text)
    if (isRecord(value) && 'manifest' in value) await noticeVanished(tx, context, value.manifest)
    else if (isRecord(value) && typeof value.missing === 'string') {
      const { missing } = value
      refuse(
        context,
        `/manifest/${missing.slice(0, 36)}`,
        missing,
        'misp-event-missing',
        'The feed names this event and has none.',
      )
    } else for (const event of eventsOf(value)) await takeEvent(tx, context, at, event)
  }
}

/**
 * Returns the events of a file in the forms that MISP writes: `{Event}`, a bare event, a list of them, and the answer of its interface
 * (`{response}`). Something else is returned as it is, and is refused.
 */
function eventsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(eventsOf)
  if (!isRecord(value)) return [null]
  if ('response' in value) return eventsOf(value.response)
  if ('Event' in value) return [value.Event]
  return 'uuid' in value && 'info' in value ? [value] : [null]
}

const noEvent =
  'No event was found: a MISP file is `{Event}`, a bare event or `{response: [...]}`, and a feed is a folder or an address with manifest.json. A STIX bundle has the format stix.'

async function takeEvent(tx: Tx, context: ImportContext, at: string, value: unknown): Promise<void> {
  context.report.read += 1
  const parsed = MispEvent.safeParse(value)
  if (!parsed.success) {
    if (!isRecord(value)) return refuse(context, at, null, 'misp-invalid', noEvent)
    const issue = parsed.error.issues[0]
    return refuse(
      context,
      [at, ...(issue?.path ?? [])].join('/'),
      value.uuid,
      'misp-invalid',
      issue?.message ?? noEvent,
    )
  }
  const event = parsed.data
  const known = await tx.db
    .selectFrom('misp_event')
    .select('stamp')
    .where('feed', '=', context.source)
    .where('event_id', '=', event.uuid)
    .executeTakeFirst()
  if (known !== undefined && BigInt(known.stamp) >= BigInt(event.timestamp)) {
    context.report.unchanged += 1
    return
  }
  const read = readEvent(event)
  if (read.what === 'refused') return refuse(context, at + read.at, event.uuid, read.code, read.message)
  find(context, read.findings)
  let signalId: string | null = null
  if (read.what === 'signal') {
    if (!(await take(tx, context, at, read.signal))) return
    const stored = await tx.db.selectFrom('signal').select('id').where('id', '=', read.signal.id).executeTakeFirst()
    signalId = stored?.id ?? null
  } else {
    const text = String(event.timestamp)
    const draft = foreignDraft(tx, context.source, {
      ...{ format: 'misp', objectId: event.uuid, objectType: 'event', text: JSON.stringify(value) },
      ...{ version: { us: BigInt(text) * 1_000_000n, text }, ...markingsOfEvent(event) },
    })
    context.report.foreign += await keepForeign(tx, [draft])
  }
  await tx.db
    .insertInto('misp_event')
    .values({ feed: context.source, event_id: event.uuid, stamp: BigInt(event.timestamp), signal_id: signalId })
    .onConflict((c) =>
      c.columns(['feed', 'event_id']).doUpdateSet((e) => ({
        ...{ stamp: e.ref('excluded.stamp'), signal_id: e.ref('excluded.signal_id'), gone_at: null },
      })),
    )
    .execute()
}

async function noticeVanished(tx: Tx, context: ImportContext, manifest: unknown): Promise<void> {
  const parsed = MispManifest.safeParse(manifest)
  if (!parsed.success) return refuse(context, '/manifest', null, 'misp-invalid', 'The manifest is none.')
  context.named += Object.keys(parsed.data).length
  const { rows } = await sql<{ event_id: string }>`
    update misp_event set gone_at = ${tx.now} where feed = ${context.source} and gone_at is null
      and not (event_id::text = any(${Object.keys(parsed.data).map((id) => id.toLowerCase())}::text[])) returning event_id`.execute(
    tx.db,
  )
  const gone = rows.map(({ event_id }) => event_id)
  await sql`update foreign_object set gone_at = ${tx.now} where source = ${context.source} and format = 'misp' and gone_at is null
    and object_id = any(${gone}::text[])`.execute(tx.db)
  find(
    context,
    gone.map((event) => ({
      ...{ code: 'MISP_EVENT_VANISHED', severity: 'warning' as const, position: { event }, literal: null, at: null },
      message: 'The feed names this event no more: it may have been withdrawn.',
    })),
  )
}

/** Lists the events of a manifest that are newer than those imported before. */
export async function wantedEvents(
  tx: Tx,
  source: string,
  events: Readonly<Record<string, number>>,
): Promise<string[]> {
  const known = await tx.db.selectFrom('misp_event').select(['event_id', 'stamp']).where('feed', '=', source).execute()
  const stamps = new Map(known.map(({ event_id, stamp }) => [event_id, Number(stamp)]))
  return Object.entries(events).flatMap(([id, stamp]) => (stamp > (stamps.get(id.toLowerCase()) ?? -1) ? [id] : []))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
