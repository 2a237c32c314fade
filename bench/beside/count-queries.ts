// Loaded into a measured node by `--import`, in each of its threads. Counts the statements and the commits that the node sends
// to PostgreSQL, of any tree, and keeps the counts in a file for each thread.
import { openSync, renameSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

type Query = (this: unknown, query: unknown, ...rest: unknown[]) => unknown
const folder = process.env.ENTENTE_BENCH_COUNTS
const program = process.argv[1]
const longest = 80
if (folder !== undefined && program !== undefined) countQueries(folder, program)

function countQueries(folder: string, program: string): void {
  const { Client } = createRequire(program)('pg') as { Client: { prototype: { query: Query } } }
  const counted = { statements: 0, commits: 0 }
  let written = 0
  const path = join(folder, `${process.pid}-${threadId}`)
  const file = openSync(`${path}.new`, 'w')
  // The reader must not see half a text: every text has the same length, and one call writes it. A renamed file each time would cost the node
  // far more.
  const write = () => writeSync(file, JSON.stringify(counted).padEnd(longest), 0)
  write()
  renameSync(`${path}.new`, `${path}.json`)
  const { query } = Client.prototype
  Client.prototype.query = function (given, ...rest) {
    const text = typeof given === 'string' ? given : (given as { text?: unknown } | null)?.text
    if (typeof text === 'string') {
      counted.statements += 1
      if (/^\s*commit\b/i.test(text)) counted.commits += 1
    }
    return query.call(this, given, ...rest)
  }
  setInterval(() => {
    if (written === counted.statements) return
    written = counted.statements
    write()
  }, 100).unref()
}
