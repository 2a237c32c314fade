import { promises as files } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import pg from 'pg'
import pino from 'pino'
import { gatewaysOf } from '../../pipeline/gateway/gateway.ts'
import { maskMessages } from '../../pipeline/read/mask-messages.ts'
import { sweepRetention } from '../../pipeline/retention/sweep.ts'
import { createPersonalStore } from '../../safeguards/access/access-store.ts'
import { plainCodec } from '../../safeguards/access/plain-codec.fixture.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { rawCopiesOf } from '../../safeguards/access/with-keys.ts'
import { createAuditLog } from '../../safeguards/audit/audit-log.ts'
import { readNodeKey } from '../../safeguards/keys/node-key.ts'
import { endDays } from '../../safeguards/vault/end-days.ts'
import { createDatabase } from '../../store/database.ts'
import { createTravelGateway } from './index.ts'

export interface SteppedSweep {
  connection: pg.ClientConfig
  dataRoot: string
  now: Date
  /** A record that is read first. */
  record: string
  /** Called when the record was given out. */
  onRead(): void
  /** Called before and after each statement that is sent to the database, and each file that is removed. Returns whether to stop there. */
  onStep(): boolean
}

const never = new Promise<never>(() => {})

/**
 * Reads a record, sweeps and ends the keys of days. Where `onStep` says so, it stops as a killed process does: its connections break, and
 * nothing of it runs any more. Returns whether it came to the end.
 */
export async function sweepInSteps(order: SteppedSweep): Promise<boolean> {
  let isDead = false
  let stop: (over: boolean) => void = () => {}
  const stopped = new Promise<boolean>((resolve) => {
    stop = resolve
  })
  const clients = new Set<pg.Client>()
  const step = (): boolean => {
    if (!isDead && order.onStep()) {
      isDead = true
      for (const client of clients) client.connection.stream.destroy()
      stop(false)
    }
    return isDead
  }
  const pool = new pg.Pool({ ...order.connection, max: 2 })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    clients.add(client as pg.Client)
    client.on('error', () => {})
    const send = client.query.bind(client) as (...given: unknown[]) => unknown
    const query = (...given: unknown[]): unknown => {
      if (step()) return never
      const answered = given.at(-1)
      if (typeof answered === 'function')
        given[given.length - 1] = (...result: unknown[]) => {
          if (!isDead) answered(...result)
        }
      const result = send(...given)
      if (!step()) return result
      if (result instanceof Promise) result.catch(() => {})
      return never
    }
    Object.assign(client, { query })
  })
  const { rm } = files
  files.rm = async (path, options) => {
    if (step()) return never
    await rm(path, options)
    return step() ? never : undefined
  }
  syncBuiltinESMExports()
  try {
    return await Promise.race([work(order, pool).then(() => true), stopped])
  } finally {
    files.rm = rm
    syncBuiltinESMExports()
    if (!isDead) await pool.end()
  }
}

async function work({ dataRoot, now, record, onRead }: SteppedSweep, pool: pg.Pool): Promise<void> {
  const db = createDatabase(pool)
  const clock = () => now
  const audit = createAuditLog({ db, node: 'test', clock })
  const deps = {
    store: createPersonalStore({ db, audit, codec: plainCodec, indexKey: Buffer.alloc(32, 7), clock }),
    ...{ clock, dataRoot, log: pino({ level: 'silent' }), member: { id: 'norland.example', name: 'Norland' } },
    ...{ gateways: gatewaysOf([createTravelGateway()]), nodeKey: readNodeKey(dataRoot) },
    rawCopies: rawCopiesOf(plainCodec),
  }
  const reading = { action: 'record.read', type: 'record.read', decision: 'allow', ref: `record:${record}` } as const
  await systemAccess(deps, 'border-control').transaction(reading, async (tx) => {
    const row = await tx.db.selectFrom('traveller').selectAll().where('id', '=', record).executeTakeFirstOrThrow()
    return tx.open(row).masked
  })
  onRead()
  await sweepRetention(deps, (tx, moment, most) => maskMessages(deps, tx, moment, most))
  // Keys retire first, and are deleted when no transaction can use them any more.
  const noFiles = { read: () => noBytes(), replace: async () => {} }
  for (const at of [now, new Date(now.getTime() + 3_600_000)])
    await endDays({ pool, codec: plainCodec, log: deps.log, clock: () => at, files: noFiles }, [])
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
