import type pg from 'pg'
import type { Logger } from 'pino'
import { takeTurns } from '../../store/take-turns.ts'
import type { Epochs } from './epochs.ts'
import { aboutDayKey, type StoredDayKey } from './key-ring.ts'
import { openKey, sealKey } from './seal-bytes.ts'

/**
 * A new epoch key is made after so many days, and the old one is erased so many days after its successor was made. So a copy of a day key
 * can be opened for twice as long after the key was deleted.
 */
const epochDays = 7
const dayMs = 86_400_000

interface RenewDeps {
  /** A pool of the role of the node. */
  pool: pg.Pool
  epochs: Epochs
  clock: () => Date
  log: Pick<Logger, 'info'>
}

export interface Renewal {
  /** The newest epoch. */
  epoch: number
  made: boolean
  /** The number of day keys that were sealed under the newest epoch now. */
  sealed: number
  erased: number[]
}

/**
 * Brings the epochs up to date. Makes a new epoch key if the newest is 7 days old, or always with `force`; seals every day key under the newest in
 * one transaction; erases an old epoch key 7 days after its successor was made, if no day key is under it. Each step can be interrupted and is
 * repeated by the next call: until the old key is erased, both open.
 */
export async function renewEpoch(deps: RenewDeps, options: { force?: boolean } = {}): Promise<Renewal> {
  const { epochs, clock, log } = deps
  const newest = epochs.newest()
  const age = clock().getTime() - newest.madeAt.getTime()
  // An epoch of the future was made while the clock was wrong. It would stay in use until then.
  const isOld = age >= epochDays * dayMs || age < -dayMs
  const made = isOld || options.force === true
  const epoch = made ? newest.epoch + 1 : newest.epoch
  if (made) epochs.make(epoch, clock())
  const sealed = await sealAnew(deps, epoch)
  const erased = await eraseOld(deps)
  if (made || sealed > 0 || erased.length > 0) log.info({ event: 'keys.epoch', epoch, sealed, erased })
  return { epoch, made, sealed, erased }
}

/** Seals every day key under this epoch. A key that does not open stays as it is: its values are lost already. */
async function sealAnew({ pool, epochs }: RenewDeps, epoch: number): Promise<number> {
  const under = epochs.find(epoch)
  if (under === undefined) return 0
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<StoredDayKey>(
      `select id, regime, class, day::text as day, epoch, sealed from day_key where epoch <> $1 and state <> 'shut' order by id for update`,
      [epoch],
    )
    const ids: Buffer[] = []
    const seals: Buffer[] = []
    const next = takeTurns()
    for (const row of rows) {
      await next()
      const old = epochs.find(row.epoch)
      const key = old === undefined ? null : openKey(old, aboutDayKey(row), row.sealed)
      if (key === null) continue
      ids.push(row.id)
      seals.push(sealKey(under, aboutDayKey({ ...row, epoch }), key))
    }
    if (ids.length > 0)
      await client.query(
        `update day_key k set sealed = v.sealed, epoch = $1 from unnest($2::bytea[], $3::bytea[]) as v (id, sealed) where k.id = v.id`,
        [epoch, ids, seals],
      )
    await client.query('commit')
    return ids.length
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function eraseOld({ pool, epochs, clock }: RenewDeps): Promise<number[]> {
  const erased: number[] = []
  const all = epochs.withErased()
  for (const [place, epoch] of all.entries()) {
    const later = all.slice(place + 1)
    if (later.length === 0) break
    // A successor of a time when the clock was wrong may have a later time than its own successors.
    const isDue = later.some(
      (one) => clock().getTime() - (epochs.madeAt(one)?.getTime() ?? Infinity) >= epochDays * dayMs,
    )
    // A file that is overwritten already belongs to a removal that was interrupted.
    if (!isDue && epochs.living().includes(epoch)) continue
    const { rowCount } = await pool.query("select from day_key where epoch = $1 and state <> 'shut' limit 1", [epoch])
    if (rowCount !== 0) continue
    epochs.erase(epoch)
    erased.push(epoch)
  }
  return erased
}
