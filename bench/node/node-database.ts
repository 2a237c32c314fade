import { type NodeDatabase, withNodeDatabase } from '@entente/node'
import pg from 'pg'
import type { NodeFolder } from './node-folder.ts'

/** Opens a connection to a node's database as its owner, even while the node runs. */
export async function inDatabase<T>(folder: NodeFolder, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withNodeDatabase(
    folder.environment,
    async (database: NodeDatabase) => {
      const client = new pg.Client(database.connection('entente_owner'))
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end()
      }
    },
    { migrate: false },
  )
}
