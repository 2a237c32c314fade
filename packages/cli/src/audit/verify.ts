import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AuditVerifyResult,
  LogFault,
  type LogPolicy,
  type LogSource,
  type Opening,
  parsePolicy,
  tilePath,
  verifyLog,
} from '@entente/contracts'
import { canonicalJson, nodeLogCrypto } from '@entente/node/audit-log'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile, readLines } from '../command/input-file.ts'
import { printResult, progressBar } from '../command/output.ts'

interface VerifyOptions {
  policy: string
  old?: string[]
  consistency?: string[]
  proof?: string[]
  openings?: string
  canary?: string[]
  now?: string
  json?: boolean
}

/**
 * Verifies an exported log and prints what was found. The exit status is 0 if it is verified, 1 if something is wrong, and
 * 2 if the folder or the policy cannot be read.
 */
export async function verifyFolder(folder: string, options: VerifyOptions): Promise<0 | 1 | 2> {
  const source = logFolder(folder)
  const now = Number(options.now ?? Math.floor(Date.now() / 1000))
  if (!Number.isSafeInteger(now)) throw new CommandFailure('usage', '--now is a number of seconds since 1970.')
  const files = (names: readonly string[] = []) => names.map((name) => ({ name, bytes: readInputFile(name) }))
  const bar = progressBar('entries', options.json !== true)
  const result = await verifyLog(nodeLogCrypto, source, {
    policy: await readPolicy(options.policy),
    now,
    old: files(options.old),
    consistency: files(options.consistency),
    proofs: files(options.proof),
    openings: options.openings === undefined ? [] : openingsOf(options.openings),
    canaries: options.canary ?? [],
    onProgress: bar.update,
  })
  bar.end()
  printResult(options.json, result, () => describe(result))
  if (result.ok) return 0
  return result.failures.every(({ code }) => code === 'unreadable') ? 2 : 1
}

/** Reads a policy. Fails with the code of its first fault. */
export async function readPolicy(file: string): Promise<LogPolicy> {
  try {
    return await parsePolicy(nodeLogCrypto, readInputFile(file).toString())
  } catch (error) {
    if (error instanceof LogFault) throw new CommandFailure(error.code, `${error.where}: ${error.message}`)
    throw error
  }
}

function openingsOf(file: string): Opening[] {
  const openings: Opening[] = []
  for (const { text, line } of readLines(file)) {
    const where = `${file}:${line}`
    try {
      const { index, salt, details } = JSON.parse(text) as { index: number; salt: string; details: unknown }
      openings.push({ where, index, salt: String(salt), details: canonicalJson(details) })
    } catch {
      // An opening without bytes fails as `opening-shape`, at its line.
      openings.push({ where, index: 0, salt: '', details: '' })
    }
  }
  return openings
}

function describe(result: AuditVerifyResult): string[] {
  const { failures, checked, continues } = result
  const lines = failures.map(({ code, where, what }) => `${code} ${where}: ${what}`)
  if (continues !== undefined)
    lines.push(`this log goes on after a restore: ${continues.size} entries before it, ${continues.lost} of them lost`)
  if (result.origin !== undefined) {
    const by = result.witnesses?.length ? `, cosigned by ${result.witnesses.join(', ')}` : ', cosigned by nobody'
    lines.push(`${result.origin}: ${result.size} entries, root ${result.root}${by}`)
    const { old, consistency, proofs, openings } = checked
    lines.push(
      `checked: ${old} old checkpoints, ${consistency} consistency proofs, ${proofs} proofs, ${openings} openings`,
    )
  }
  lines.push(result.ok ? 'verified' : `NOT VERIFIED: ${failures.length} failures`)
  return lines
}

/** Reads an exported log from a folder. Fails with `unreadable` if there is no such folder. */
export function logFolder(folder: string): LogSource {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CommandFailure('unreadable', `There is no folder ${folder}.`)
  const read = (path: string): Buffer | null => {
    const file = join(folder, path)
    // A full tile may stand beside or in place of a partial one, so look for exactly this file.
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null
  }
  return {
    checkpoint: async () => read('checkpoint'),
    tile: async (level, n, width) => read(tilePath(level, n, width)),
  }
}

/** Runs work on the entries of an exported log. A fault of the log ends the command with its code, an entry that is no JSON with `leaf-json`. */
export async function onEntries<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LogFault) throw new CommandFailure(error.code, `${error.where}: ${error.message}`)
    if (error instanceof SyntaxError) throw new CommandFailure('leaf-json', `${folder}: an entry is no JSON.`)
    throw error
  }
}
