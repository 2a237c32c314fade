import type { KillSwitch, KillSwitchList, StopChoice, StopScopeType } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import { roleMay } from '../access/roles.ts'
import { silentMs } from '../stops-in-force/follow-stops.ts'
import { drillDueAt, readDrills } from './drills.ts'

/** Lifted stops that are listed after those in force, the newest first. */
const mostLifted = 50

interface Row {
  id: string
  scope_type: string
  scope_id: string | null
  reason: string
  set_at: Date
  off_at: Date | null
  effective_ms: number | null
  set_by: string | null
  confirmed: number
  workers: number
  off_by: { id: string; person: string; at: string }[]
}

/** Lists the stops in force, then the newest lifted ones, with the drills. */
export async function readStops(tx: Tx, choices: readonly StopChoice[]): Promise<KillSwitchList> {
  const rows = await readRows(tx, null)
  const drills = await readDrills(tx)
  const dueAt = await drillDueAt(tx)
  const { count } = await tx.db
    .selectFrom('unchecked_subject')
    .select((e) => e.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  const { role } = tx.actor
  return {
    items: rows.map((row) => asStop(tx, row, choices)),
    next: null,
    ...{ unchecked: Number(count), drills, drillDueAt: dueAt.toISOString(), drillOverdue: dueAt <= tx.now },
    may: { set: roleMay(role, 'kill.set'), drill: roleMay(role, 'kill.drill') },
  }
}

/** Reads one stop. Errors: `not-found`. */
export async function readStop(tx: Tx, id: string, choices: readonly StopChoice[]): Promise<KillSwitch> {
  const [row] = await readRows(tx, id)
  if (row === undefined) throw fail('not-found')
  return asStop(tx, row, choices)
}

async function readRows(tx: Tx, id: string | null): Promise<Row[]> {
  const wanted = id === null ? sql`true` : sql`s.id = ${id}`
  const { rows } = await sql<Row>`
    with live as (select w.id from stop_worker w where w.heard_at > clock_timestamp() - make_interval(secs => ${silentMs / 1000 + 2}))
    select s.id, s.scope_type, s.scope_id, s.reason, s.set_at, s.off_at, s.effective_ms, p.name as set_by,
      (select count(*)::int from live) as workers,
      (select count(*)::int from live join stop_confirmation c on c.worker_id = live.id and c.stop_id = s.id) as confirmed,
      coalesce((select json_agg(json_build_object('id', o.person_id, 'person', b.name, 'at', o.at) order by o.at)
        from stop_off o join person b on b.id = o.person_id where o.stop_id = s.id), '[]') as off_by
    from stop s left join person p on p.id = s.set_by where ${wanted}
    order by (s.off_at is null) desc, s.n desc limit ${mostLifted * 2}`.execute(tx.db)
  return rows
}

function asStop(tx: Tx, row: Row, choices: readonly StopChoice[]): KillSwitch {
  const type = row.scope_type as StopScopeType
  const { role, person } = tx.actor
  const agreed = row.off_by.some((by) => by.id === person)
  return {
    ...{ id: row.id, scope: { type, id: row.scope_id }, on: row.off_at === null, reason: row.reason },
    name: choices.find((choice) => choice.type === type && choice.id === row.scope_id)?.name ?? null,
    setBy: row.set_by === null ? [] : [row.set_by],
    at: row.set_at.toISOString(),
    ...{ confirmedWorkers: row.confirmed, workers: row.workers, effectiveMs: row.effective_ms },
    offBy: row.off_by.map((by) => ({ person: by.person, at: new Date(by.at).toISOString() })),
    offAt: row.off_at?.toISOString() ?? null,
    mayLift: row.off_at === null && !agreed && roleMay(role, 'kill.lift'),
  }
}

/** What gateways and other parts of the node add to what can be stopped. */
export interface StoppableParts {
  gateways: readonly {
    kind: string
    surfaces: readonly string[]
    stoppable: ((tx: Tx) => Promise<{ type: 'rule' | 'model'; id: string; name: string }[]>) | undefined
  }[]
  /** Surfaces that belong to no gateway. */
  surfaces: readonly string[]
}

/**
 * Lists what this node can stop, with names. A kind of which it has nothing is left out. It reads no signals, so it is fast on a large node:
 * sources are this member, those whose nodes it knows, and those of its agreements.
 */
export async function stopChoices(tx: Tx, { gateways, surfaces }: StoppableParts): Promise<StopChoice[]> {
  const { rows } = await sql<{ type: StopChoice['type']; id: string; name: string | null }>`
    select 'list' as type, id::text as id, title as name from list
    union all select 'source', s.member, null
      from (select ${tx.actor.member} as member union select member from peer union select unnest(members) from agreement) s
    union all select 'peer', member, null from peer
    union all select 'agreement', a.id::text, a.body ->> 'title'
      from (select distinct on (id) id, body from agreement order by id, version desc) a
    order by 1, 3, 2`.execute(tx.db)
  const choices: StopChoice[] = [{ type: 'all', id: null, name: null, gateway: null }]
  for (const { kind, surfaces: own, stoppable } of gateways) {
    choices.push({ type: 'gateway', id: kind, name: null, gateway: kind })
    choices.push(...own.map((id) => ({ type: 'surface' as const, id, name: null, gateway: kind })))
    const found = (await stoppable?.(tx)) ?? []
    choices.push(...found.map((one) => ({ ...one, gateway: kind })))
  }
  choices.push(...surfaces.map((id) => ({ type: 'surface' as const, id, name: null, gateway: null })))
  return [...choices, ...rows.map((row) => ({ ...row, gateway: null }))]
}
