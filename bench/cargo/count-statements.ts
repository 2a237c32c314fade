import { openSync, writeSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import pg from 'pg'

// A node loads this before its own code, in each of its threads. It counts the statements of the node's connections, and writes
// the number of each thread into a file.
const path = process.env.BENCH_STATEMENTS
let count = 0
let written = 0
const { prototype } = pg.Client
const query = prototype.query as (...given: unknown[]) => unknown
prototype.query = function (this: unknown, ...given: unknown[]) {
  const text = (given[0] as { text?: string } | undefined)?.text ?? given[0]
  if (!/^\s*(begin|start|commit|rollback)/i.test(String(text))) count += 1
  return query.apply(this, given)
} as typeof prototype.query
const everyMs = 100
if (path !== undefined) {
  // The file stays open, because opening it each time would be a part of the measured CPU.
  const file = openSync(`${path}.${threadId}`, 'w')
  setInterval(() => {
    if (count !== written) writeSync(file, String(count), 0)
    written = count
  }, everyMs).unref()
}
