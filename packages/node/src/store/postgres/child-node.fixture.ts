import { openPostgres } from './open-postgres.ts'
import { withClient } from './provision.ts'

// Runs a node in a separate process, which a test kills. It opens the data root given as argument and prints one line
// of JSON that describes it.
try {
  const server = await openPostgres({ dataRoot: process.argv[2], fsync: false, log: () => {} })
  const { rows } = await withClient(server.connection('entente_app'), (client) =>
    client.query('select current_user as role'),
  )
  console.log(
    JSON.stringify({ pid: server.pid, user: server.serverUser?.name, role: rows[0]?.role, version: server.version }),
  )
  process.on('SIGINT', () => void server.stop())
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  console.log(JSON.stringify({ code, message }))
}
