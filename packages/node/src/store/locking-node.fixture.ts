import pino from 'pino'
import { runJobs } from './jobs.ts'
import { openPool } from './postgres/index.ts'

// Runs jobs in a separate process, which a test kills. The argument holds the connection settings as JSON. The job
// `slow` never ends; the process prints a line when it starts.
const pool = openPool(JSON.parse(process.argv[2] ?? '{}'), { max: 6, log: () => {} })
await runJobs({
  pool,
  tasks: {
    slow: () => {
      console.log('started')
      return new Promise(() => {})
    },
  },
  cron: [],
  concurrency: 1,
  alone: false,
  log: pino({ level: 'silent' }),
})
