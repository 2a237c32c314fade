import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ProcessMark } from './processes.ts'

/**
 * The file `ROOT/node.json`. It names the node that last ran the server, and its socket folder. The folder is
 * remembered over restarts because it may be a short replacement for a path that is too long.
 */
export const NodeFile = ProcessMark.extend({ socketDirectory: z.string() })
export type NodeFile = z.infer<typeof NodeFile>

const nodeFile = (root: string): string => join(root, 'node.json')

export function readNodeFile(root: string): NodeFile | null {
  return parsed(nodeFile(root), NodeFile)
}

export function writeNodeFile(root: string, content: NodeFile): void {
  const fresh = `${nodeFile(root)}.${process.pid}.new`
  writeFileSync(fresh, `${JSON.stringify(content)}\n`, { mode: 0o644 })
  renameSync(fresh, nodeFile(root))
}

/** Removes the file when a node ends properly, because then no node runs the server. */
export function removeNodeFile(root: string): void {
  rmSync(nodeFile(root), { force: true })
}

/**
 * Returns the process that has the lock, as the start script wrote it into the locked file. `node.json` is written a
 * little later, so it may still name a dead node; the new node's server would then be taken for an orphan.
 */
export function readHolder(root: string): ProcessMark | null {
  return parsed(join(root, 'server.lock'), ProcessMark)
}

function parsed<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
