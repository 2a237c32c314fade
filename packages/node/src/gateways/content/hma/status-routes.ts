import { sql } from 'kysely'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { accessOf } from '../../../safeguards/access/http.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { announceChange } from '../index/announce-change.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { hmaNames, namesOfContent, typeOf } from './names.ts'
import { parsed, Ratio } from './refuse.ts'
import { paramOf, type Route } from './route.ts'
import { refuseWithoutKey } from './without-key.ts'

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock'> & { index: ContentIndex }
const settingRatio: AccessIntent = {
  ...{ action: 'bank.write', type: 'config.change', impersonal: true },
  details: { what: 'signal type', interface: 'hma' },
}
const One = z.object({ signal_type: z.string().optional() })
/** Time after which a change that is not applied makes the index stale. */
const staleMs = 60_000
const never = -1

/** Routes for the state of the node and its index. `/status/live` answers without a key and does not read the index. */
export function statusRoutes(deps: Deps): Route[] {
  return [
    {
      method: 'GET',
      url: '/m/index/status',
      async answer(request) {
        const names = namesAsked(request.query)
        const { types } = await deps.index.status()
        const builtTo = await changedAt(deps, deps.index.appliedSeq)
        return Object.fromEntries(
          names.map((name) => {
            const size = types[typeOf(name)]?.items ?? 0
            return [
              name,
              size === 0 ? { present: false, built_to: never, size: 0 } : { present: true, built_to: builtTo, size },
            ]
          }),
        )
      },
    },
    {
      method: 'GET',
      url: '/c/signal_type',
      answer: () => hmaNames.map((name) => ({ name, enabled_ratio: deps.index.ratioOf(typeOf(name)) })),
    },
    {
      method: 'PUT',
      url: '/c/signal_type/:name',
      async answer(request, reply) {
        refuseWithoutKey(request)
        const type = typeOf(paramOf(request, 'name'))
        const { enabled_ratio: ratio } = parsed(z.object({ enabled_ratio: Ratio }), request.body)
        await accessOf(deps, request).transaction(settingRatio, async (tx) => {
          await tx.db
            .insertInto('signal_type_ratio')
            .values({ type, enabled_ratio: ratio })
            .onConflict((conflict) => conflict.column('type').doUpdateSet({ enabled_ratio: ratio }))
            .execute()
          tx.note({ type, ratio })
          await announceChange(tx, {})
        })
        await deps.index.catchUp()
        reply.code(204)
        return undefined
      },
    },
    {
      method: 'GET',
      url: '/c/signal_type/index',
      async answer(request) {
        const names = namesAsked(request.query)
        const { types } = await deps.index.status()
        const builtTo = await changedAt(deps, deps.index.appliedSeq)
        const stored = await storedByType(deps)
        return Object.fromEntries(
          names.map((name) => {
            const type = typeOf(name)
            const { count = 0, newest = never } = stored.get(type) ?? {}
            const { items = 0, appliedSeq = 0, headSeq = 0 } = types[type] ?? {}
            return [
              name,
              {
                db_size: count,
                index_size: items,
                index_out_of_date: appliedSeq < headSeq,
                newest_db_item: newest,
                index_built_to: items === 0 ? never : builtTo,
              },
            ]
          }),
        )
      },
    },
    {
      method: 'GET',
      url: '/c/content_type',
      answer: () => Object.keys(namesOfContent).map((name) => ({ name, enabled: true })),
    },
    {
      method: 'GET',
      url: '/status',
      open: true,
      async answer(_request, reply) {
        const word = !deps.index.ready ? 'INDEX-NOT-LOADED' : (await isStale(deps)) ? 'INDEX-STALE' : 'I-AM-ALIVE'
        reply.code(word === 'I-AM-ALIVE' ? 200 : 503).type('text/plain')
        return word
      },
    },
    {
      method: 'GET',
      url: '/status/live',
      open: true,
      answer(_request, reply) {
        reply.type('text/plain')
        return 'I-AM-ALIVE'
      },
    },
  ]
}

/** Returns the type that a query names, or all. An unknown one is answered 400. */
function namesAsked(query: unknown): readonly string[] {
  const { signal_type: only } = parsed(One, query)
  if (only !== undefined) typeOf(only)
  return only === undefined ? hmaNames : [only]
}

const inside = <T>(deps: Deps, work: Parameters<ReturnType<typeof systemAccess>['transaction']>[1]): Promise<T> =>
  systemAccess(deps, 'content-safety').transaction(
    { action: 'bank.read', type: 'signal.read', decision: 'allow', impersonal: true },
    async (tx) => {
      tx.leavesNoEntry()
      return work(tx)
    },
  ) as Promise<T>

/** Returns the second of the newest change up to this number. */
const changedAt = (deps: Deps, seq: number): Promise<number> =>
  inside(deps, async ({ db }) => {
    const query = db.selectFrom('content_change').select('at').where('seq', '<=', String(seq))
    const row = await query.orderBy('seq', 'desc').limit(1).executeTakeFirst()
    return row === undefined ? never : Math.floor(row.at.getTime() / 1000)
  })

const isStale = (deps: Deps): Promise<boolean> =>
  inside(deps, async ({ db, now }) => {
    const query = db.selectFrom('content_change').select('at').where('seq', '>', String(deps.index.appliedSeq))
    const waiting = await query.orderBy('seq').limit(1).executeTakeFirst()
    return waiting !== undefined && now.getTime() - waiting.at.getTime() > staleMs
  })

const storedByType = (deps: Deps): Promise<Map<string, { count: number; newest: number }>> =>
  inside(deps, async ({ db }) => {
    const { rows } = await sql<{ type: string; count: string; newest: Date }>`
      select s.type, count(*), max(i.created_at) as newest from item_signal s join bank_item i on i.id = s.item_id
      join bank b on b.id = i.bank_id and b.deleted_at is null group by s.type`.execute(db)
    return new Map(
      rows.map(({ type, count, newest }) => [
        type,
        { count: Number(count), newest: Math.floor(newest.getTime() / 1000) },
      ]),
    )
  })
