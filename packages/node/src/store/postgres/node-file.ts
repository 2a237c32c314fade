import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ProcessMark } from './processes.ts'

/** `ROOT/node.json`: which node last held the server, and where its socket is (remembered over restarts where the usual place is too long). */
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

/** At a clean end nobody holds the server any more. */
export function removeNodeFile(root: string): void {
  rmSync(nodeFile(root), { force: true })
}

/**
 * Who holds the lock, as the start script wrote it into the locked file the moment it had the lock. `node.json` comes a little later
 * and may still name a dead node then, whose successor would be taken for an orphan.
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
