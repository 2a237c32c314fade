import { createTestDatabase } from '@entente/testkit'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'

/** Opens a new database with the rights of the node. */
export async function openAccessDatabase() {
  const database = await createTestDatabase()
  const connection = database.connection('entente_app')
  const pool = openPool(connection, { max: 2, log: () => {} })
  const close = async () => {
    await pool.end()
    await database.drop()
  }
  return { connection, db: createDatabase(pool), close }
}
