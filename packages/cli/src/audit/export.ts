import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  parseCheckpoint,
  parseNote,
  type SignedAct,
  type SignerExport,
  type TileLevel,
  tilePath,
  toBase64,
  widthAt,
} from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { print, printResult, progressBar } from '../command/output.ts'

// Oversight states no purpose, because entries and hashes have no personal data.
const client = () => nodeClient({ impersonal: true })

interface ExportOptions {
  out: string
  openings?: boolean
  json?: boolean
}

/** Writes the files of a log into a new folder, so that it can be verified without the node. Fails with `folder-exists`. */
export async function exportLog({ out, openings = false, json }: ExportOptions): Promise<void> {
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new CommandFailure('folder-exists', `${out} is not empty. Name a folder that does not exist.`)
  const node = client()
  const read = (path: string) => node.bytes('GET', path, undefined)
  const checkpoint = await read('/audit/checkpoint')
  const { size, root } = parseCheckpoint(parseNote(checkpoint, 'checkpoint').text, 'checkpoint')
  const write = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(out, path)), { recursive: true, mode: 0o700 })
    writeFileSync(join(out, path), bytes, { mode: 0o600 })
  }
  const bar = progressBar('tiles', json !== true)
  const levels: TileLevel[] = ['entries']
  for (let level = 0; 256 ** level <= Math.max(1, size); level++) levels.push(level)
  for (const level of levels) {
    for (let n = 0, width = widthAt(level, n, size); width > 0; width = widthAt(level, ++n, size)) {
      const path = tilePath(level, n, width)
      write(path, await read(`/audit/${path}`))
      if (level === 'entries') bar.update(n * 256 + width, size)
    }
  }
  bar.end()
  write('policy', await read('/v1/audit/policy'))
  const acts = await writeActs(node, out)
  const opened = openings ? await writeOpenings(node, join(out, 'openings.jsonl'), size) : 0
  // The checkpoint comes last: a folder without one is not complete.
  write('checkpoint', checkpoint)
  const rootText = toBase64(root)
  printResult(json, { dir: out, size, root: rootText, openings: opened, acts }, () => [
    `${out}: ${size} entries, root ${rootText}`,
    `${acts} signed acts: entente people verify ${out}`,
    ...(openings ? [`${opened} openings: they tell what people did, keep them as the log`] : []),
  ])
}

/**
 * Writes the signed acts without their content, and who could sign them: `acts.jsonl`, `credentials.jsonl`, `people.jsonl`, and the
 * addresses of the desk in `desk.json`. Returns the number of acts.
 */
async function writeActs(node: ReturnType<typeof client>, out: string): Promise<number> {
  const write = (name: string, text: string, add = false) =>
    (add ? appendFileSync : writeFileSync)(join(out, name), text, { mode: 0o600 })
  const linesOf = (items: readonly object[]) => items.map((item) => `${JSON.stringify(item)}\n`).join('')
  write('acts.jsonl', '')
  let count = 0
  for (let after: string | null = ''; after !== null; ) {
    const query: string = after === '' ? '' : `?after=${encodeURIComponent(after)}`
    const { items, next }: { items: SignedAct[]; next: string | null } = await node.call(
      'GET',
      `/v1/acts/export${query}`,
    )
    write('acts.jsonl', linesOf(items), true)
    count += items.length
    after = next
  }
  const { credentials, people, ...desk } = await node.call<SignerExport>('GET', '/v1/acts/signers')
  write('credentials.jsonl', linesOf(credentials))
  write('people.jsonl', linesOf(people))
  write('desk.json', `${JSON.stringify(desk)}\n`)
  return count
}

interface Page {
  items: { index: number; salt: string; details: string }[]
  next: number | null
}

async function writeOpenings(node: ReturnType<typeof client>, file: string, size: number): Promise<number> {
  writeFileSync(file, '', { mode: 0o600 })
  let count = 0
  for (let from: number | null = 0; from !== null && from < size; ) {
    const { items, next }: Page = await node.call<Page>('GET', `/v1/audit/openings?from=${from}`)
    const within = items.filter(({ index }) => index < size)
    const lines = within.map(({ index, salt, details }) => {
      return `{"index":${index},"salt":${JSON.stringify(salt)},"details":${details}}\n`
    })
    appendFileSync(file, lines.join(''))
    count += within.length
    from = next
  }
  return count
}

/** Writes the proof that an entry is in the log. Fails with `not-found` until the entry is in a published checkpoint. */
export async function writeProof(entry: string, { out }: { out: string }): Promise<void> {
  writeFileSync(out, await client().bytes('GET', `/v1/audit/entries/${encodeURIComponent(entry)}/proof`, undefined))
}

/** Prints the newest checkpoint. */
export async function printCheckpoint(): Promise<void> {
  print(Buffer.from(await client().bytes('GET', '/audit/checkpoint', undefined)).toString())
}
