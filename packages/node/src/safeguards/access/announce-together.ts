import type { CasePart } from '@entente/contracts'
import { sql } from 'kysely'
import type { Database } from './access-store.ts'

/** A notice to the desk that it should read something again. */
export interface Announcement {
  type: string
  ref: string
  version: number
  /** The parts of a case that changed; null or absent if the announcement names none. */
  parts?: readonly CasePart[] | null
}

/** The time for which announcements are gathered, and the wait after a failure. */
const gatherMs = 100
const againMs = 1000
/** Announcements that wait while the database is unavailable. A desk that missed so many reads everything again. */
const mostWaiting = 10_000

/**
 * Returns a function that announces changes after their transactions have committed, many in one statement. Only the
 * latest version of each thing is announced, with the parts of all. A commit that notifies holds a lock of the whole database until it is on
 * disk; this one does not wait for the disk. A process that is killed loses what waits.
 */
export function announceTogether(db: Database): (announcements: readonly Announcement[]) => void {
  let waiting = new Map<string, Announcement>()
  let timer: NodeJS.Timeout | null = null

  function add(announcements: readonly Announcement[]): void {
    for (const one of announcements) {
      const key = `${one.type} ${one.ref}`
      const known = waiting.get(key)
      if (known === undefined && waiting.size >= mostWaiting) continue
      if (known === undefined) waiting.set(key, one)
      else waiting.set(key, { ...(known.version < one.version ? one : known), parts: partsOf(known, one) })
    }
    if (waiting.size > 0) schedule(gatherMs)
  }
  function schedule(ms: number): void {
    timer ??= setTimeout(() => void send(), ms)
    timer.unref()
  }
  async function send(): Promise<void> {
    const all = [...waiting.values()]
    waiting = new Map()
    try {
      await insert(db, all)
      timer = null
      if (waiting.size > 0) schedule(gatherMs)
    } catch {
      timer = null
      add(all)
      schedule(againMs)
    }
  }
  return add
}

function partsOf(one: Announcement, other: Announcement): readonly CasePart[] | null {
  const parts = new Set([...(one.parts ?? []), ...(other.parts ?? [])])
  return parts.size > 0 ? [...parts] : null
}

async function insert(db: Database, all: readonly Announcement[]): Promise<void> {
  const of = <K extends keyof Announcement>(column: K) => all.map((one) => one[column])
  // An array of arrays must be rectangular in PostgreSQL, so the parts of each are one text.
  const parts = all.map((one) => one.parts?.join(',') ?? null)
  await sql`with announced as (insert into event (type, ref, version, parts)
      select type, ref, version, string_to_array(parts, ',')
      from unnest(${of('type')}::text[], ${of('ref')}::text[], ${of('version')}::int[], ${parts}::text[]) as e (type, ref, version, parts))
    select set_config('synchronous_commit', 'off', true)`.execute(db)
}
