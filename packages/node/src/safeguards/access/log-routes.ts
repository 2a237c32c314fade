import { AuditEntry, AuditQuery, type Role } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { describeEntry } from '../audit/describe-entry.ts'
import { actorHandle } from '../audit/entry.ts'
import type { AccessIntent, Tx } from './access-store.ts'
import type { CoreDeps } from './core-deps.ts'
import { type App, accessOf, actorOf } from './http.ts'

const Item = AuditEntry.extend({ text: z.string(), actorName: z.string().nullable() })
const Opening = z.object({
  /** The place in the log, or null until the entry has one. */
  index: z.int().nullable(),
  salt: z.string(),
  details: z.record(z.string(), z.unknown()),
  /** The details as canonical JSON (RFC 8785), the text to which the entry commits. */
  canonical: z.string(),
})

/**
 * Registers the routes for the log. People read their own entries, and oversight reads all entries. Reading by
 * oversight is logged too.
 */
export function logRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'clock'> & { audit: AuditLog }): void {
  app.get(
    '/v1/audit/entries',
    {
      schema: {
        summary: 'List entries of the log',
        querystring: AuditQuery,
        response: { 200: z.object({ items: z.array(Item), next: z.string().nullable() }) },
      },
    },
    (request) => {
      const all = actorOf(request).role === 'oversight' && request.query.own === undefined
      const intent: AccessIntent = all
        ? { action: 'log.all', type: 'oversight.read', decision: 'allow', impersonal: true, details: { what: 'log' } }
        : {
            action: 'log.own',
            type: 'record.search',
            decision: 'allow',
            impersonal: true,
            details: { what: 'own log' },
          }
      return accessOf(deps, request).transaction(intent, (tx) => readEntries(tx, deps.audit, request.query, all))
    },
  )
  app.get(
    '/v1/audit/entries/:id/opening',
    {
      schema: {
        summary: 'Read the details and the salt of a log entry',
        params: z.object({ id: z.uuid() }),
        response: { 200: Opening },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        action: 'log.own',
        type: 'record.search',
        decision: 'allow',
        impersonal: true,
        details: { what: 'opening' },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        const row = await tx.db
          .selectFrom('audit.entry')
          .selectAll()
          .where('id', '=', request.params.id)
          .executeTakeFirst()
        const mine =
          row !== undefined && (tx.actor.role === 'oversight' || (await ownHandles(tx, deps.audit)).includes(row.actor))
        if (row === undefined || !mine) throw fail('not-found')
        const leaf = await tx.db
          .selectFrom('audit.leaf')
          .select('index')
          .where('generation', '=', (e) => e.selectFrom('audit.log').select((l) => l.fn.max('generation').as('newest')))
          .where('entry_id', '=', row.id)
          .executeTakeFirst()
        const canonical = row.details.toString()
        return {
          index: leaf === undefined ? null : Number(leaf.index),
          ...{ salt: row.salt.toString('base64'), details: JSON.parse(canonical), canonical },
        }
      })
    },
  )
}

/** Returns the pseudonyms that the actor's account has in the log this year and had last year. */
async function ownHandles(tx: Tx, audit: AuditLog): Promise<string[]> {
  return (await recentKeys(tx, audit)).map((key) => actorHandle(key, tx.actor))
}

async function recentKeys(tx: Tx, audit: AuditLog): Promise<Buffer[]> {
  const year = tx.now.getUTCFullYear()
  return [await audit.actorKey(year, tx.db), await audit.actorKey(year - 1, tx.db)]
}

async function readEntries(tx: Tx, audit: AuditLog, query: z.infer<typeof AuditQuery>, all: boolean) {
  const limit = query.limit ?? 100
  let select = tx.db
    .selectFrom('audit.entry')
    .select(['id', 'entry', 'actor', 'details', 'at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (!all) select = select.where('actor', 'in', await ownHandles(tx, audit))
  if (query.type !== undefined) select = select.where('type', '=', query.type)
  if (query.from !== undefined) select = select.where('at', '>=', instant(query.from, 'from'))
  if (query.to !== undefined) select = select.where('at', '<', instant(query.to, 'to'))
  if (query.next !== undefined) {
    // Many entries have the same millisecond, so the position also contains the id of the entry.
    const place = placeOf(query.next)
    select = select.where(sql<boolean>`(at, id) < (${place.at}::timestamptz, ${place.id}::uuid)`)
  }
  const rows = await select.execute()
  const names = all ? await accountNames(tx, audit) : new Map<string, string>()
  const items = rows.slice(0, limit).map((row) => {
    const entry = JSON.parse(row.entry) as AuditEntry
    const details = JSON.parse(row.details.toString()) as Record<string, unknown>
    return {
      ...entry,
      role: entry.role as Role,
      text: describeEntry(entry, details, !all),
      actorName: names.get(row.actor) ?? null,
    }
  })
  const last = rows[limit - 1]
  return { items, next: rows.length > limit && last !== undefined ? `${last.at.toISOString()}_${last.id}` : null }
}

/** Reads the position in the log from a request. Throws `body-invalid` for a position that this node did not issue. */
function placeOf(next: string): { at: Date; id: string } {
  const [at, id] = next.split('_')
  if (!z.uuid().safeParse(id).success) throw fail('body-invalid', { at: '/next', detail: 'This place is not known.' })
  return { at: instant(at ?? '', 'next'), id: id as string }
}

async function accountNames(tx: Tx, audit: AuditLog): Promise<Map<string, string>> {
  const accounts = await tx.db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.name', 'p.name as person'])
    .execute()
  const keys = await recentKeys(tx, audit)
  return new Map(
    accounts.flatMap((a) =>
      keys.map((key) => [actorHandle(key, { ...tx.actor, account: a.id, role: 'analyst' }), `${a.person} (${a.name})`]),
    ),
  )
}

function instant(text: string, field: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw fail('body-invalid', { at: `/${field}`, detail: `${field} is not a time.` })
  return date
}
