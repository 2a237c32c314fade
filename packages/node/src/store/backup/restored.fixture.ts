import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import type pg from 'pg'
import { createDatabase } from '../database.ts'
import { openPool } from '../postgres/index.ts'

/** A folder for restored nodes. `end` removes it with their databases. */
export function restorePlaces(prefix: string) {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const databases: TestDatabase[] = []
  const pools: pg.Pool[] = []
  return {
    folder,
    /** Makes an empty database and an empty data folder, into which a test restores. */
    async place(name: string): Promise<{ database: TestDatabase; dataRoot: string }> {
      const database = await createTestDatabase('template0')
      databases.push(database)
      const dataRoot = join(folder, name)
      await mkdir(dataRoot)
      return { database, dataRoot }
    },
    /** Opens a restored database as one of its roles. */
    open(database: TestDatabase, role: 'entente_app' | 'entente_verifier') {
      const pool = openPool(database.connection(role), { max: 2, log: () => {} })
      pools.push(pool)
      return createDatabase(pool)
    },
    /** Opens a pool of the role of the node. */
    pool(database: TestDatabase): pg.Pool {
      const pool = openPool(database.connection('entente_app'), { max: 2, log: () => {} })
      pools.push(pool)
      return pool
    },
    async end(): Promise<void> {
      for (const pool of pools) await pool.end()
      for (const database of databases) await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
