import pino from 'pino'
import { openAccess } from '../../open-access.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { readNodeKey } from '../keys/index.ts'
import { AfterBackup } from './after-backup.ts'
import { readLogKey } from './log-key.ts'
import { runLog } from './run-log.ts'

// Runs the sequencer of a log in a separate process, which a test kills. Arguments: the connection as JSON, and the data root. It
// prints a line for each published state.
const [connection = '{}', dataRoot = ''] = process.argv.slice(2)
const db = createDatabase(openPool(JSON.parse(connection), { max: 2, log: () => {} }))
const clock = () => new Date()
const access = openAccess({ db, node: 'killed', dataRoot, clock })
await access.audit.prepare()
const log = runLog({
  ...{ db, clock, dataRoot, member: { id: 'norland.example', name: 'Norland' }, node: 'killed', scheduled: true },
  ...{ nodeKey: readNodeKey(dataRoot), key: readLogKey(dataRoot), after: new AfterBackup(dataRoot) },
  log: pino({ level: 'silent' }),
  ...access,
})
log.follow(({ origin, size, root }) => console.log(JSON.stringify({ origin, size, root: root.toString('base64') })))
await log.start()
