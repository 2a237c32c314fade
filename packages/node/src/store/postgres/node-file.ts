import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ProcessMark } from './processes.ts'

/** `ROOT/node.json`: the node that last ran the server, and its socket folder (remembered over restarts if the usual path is too long). */
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

/** After a clean end no node runs the server. */
export function removeNodeFile(root: string): void {
  rmSync(nodeFile(root), { force: true })
}

/**
 * Returns the holder of the lock, as the start script wrote it into the locked file on getting the lock. `node.json` follows a little later
 * and may still name a dead node then, so that its successor would be taken for an orphan.
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
