import pino, { type Logger } from 'pino'
import { gateways } from './gateways/index.ts'
import { lowerPriority } from './lower-priority.ts'
import { openAccess } from './open-access.ts'
import { gatewaysOf } from './pipeline/gateway/gateway.ts'
import type { ReaderThreadData } from './reader-thread.ts'
import { useStoredRegimes } from './safeguards/retention/load-regimes.ts'
import { followStops } from './safeguards/stops-in-force/follow-stops.ts'
import { openVaultInThread } from './safeguards/vault/open-vault.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

/** How often a thread looks for regimes that people loaded. A version that is loaded while the node runs applies later than that. */
const regimesMs = 30_000

/**
 * Opens the store of the node in a thread, over connections of its own, with the gateways that read messages. The thread
 * and its connections stand back by `niceness`. `write` receives the lines of its log.
 */
export async function openInThread(
  data: ReaderThreadData,
  { connections, niceness, kind }: { connections: number; niceness: number; kind: string },
  write: (line: string) => void,
) {
  const { connection, dataRoot, node, member, logLevel } = data
  const log: Logger = pino({ level: logLevel, base: null, timestamp: false }, { write })
  const pool = openPool(connection, { max: connections, log: (event, fields) => log.warn({ event, ...fields }) })
  lowerPriority({ niceness, pool, dataRoot, log })
  const db = createDatabase(pool)
  await useStoredRegimes(db)
  const following = setInterval(() => void useStoredRegimes(db).catch(() => {}), regimesMs)
  const clock = () => new Date()
  const vault = await openVaultInThread({
    ...{ read: pool, dataRoot, clock, root: data.rootKey },
    openWrite: () => openPool(connection, { max: 1, log: () => {} }),
  })
  // The only connection that work in hand cannot take.
  const stopPool = openPool(connection, { max: 1, log: (event, fields) => log.warn({ event, ...fields }) })
  const stops = await followStops({ pool: stopPool, kind, log })
  const { store } = openAccess({ db, node, dataRoot, clock, codec: vault.codec, stops })
  const end = async () => {
    clearInterval(following)
    await stops.stop()
    await stopPool.end()
    await vault.close()
    await pool.end()
  }
  const reading = gatewaysOf(gateways.flatMap(({ createReader }) => createReader?.({ dataRoot }) ?? []))
  return { core: { store, clock, log, member, dataRoot, db }, end, reading }
}
