import { privateConnection } from '../postgres/index.ts'
import { releases } from './releases.fixture.ts'
import { restoreFrom } from './restore-from.ts'

// Runs a restore in a separate process, which a test kills while its last migration waits for a lock.
const [file = '', socketDirectory = '', database = '', dataRoot = ''] = process.argv.slice(2)
const waiting = { name: '9999-waits', sql: 'select pg_advisory_xact_lock(4711)' }
await restoreFrom(file, {
  connection: privateConnection(socketDirectory)('entente_owner', database),
  dataRoot,
  migrations: [...releases.slice(0, -1), waiting],
})
