import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { keysFolder } from '../keys/key-file.ts'
import { listSealedKeys } from './key-files.ts'
import { type RootSource, rootKeyName } from './root-key.ts'
import { type PlainProgress, readPlainProgress } from './seal-plain.ts'
import { readSplit } from './shares.ts'

export interface KeysState {
  /** Where the root key is, in words. */
  root: string
  /** Whether the root key lies on the disk that it protects. */
  onThisDisk: boolean
  /** When the root key was split into shares; null: never. */
  splitAt: string | null
  epochs: { epoch: number; madeAt: string | null }[]
  dayKeys: { living: number; retiring: number; shut: number }
  /** For how many more hours no key is deleted, because the clock stepped by days. */
  waitsHours: number
  /** How far the values of an older release are sealed. */
  plain: PlainProgress
}

/** Describes the keys of a node, without the root key. */
export async function describeKeys(
  client: Pick<pg.Pool, 'query'>,
  dataRoot: string,
  source: RootSource,
): Promise<KeysState> {
  const { rows } = await client.query<{ state: 'living' | 'retiring' | 'shut'; keys: number }>(
    "select state, count(*)::int as keys from day_key where class <> 'index' group by state",
  )
  const keeping = await client.query<{ waits: number }>('select waits from key_keeping')
  const count = (state: string) => rows.find((row) => row.state === state)?.keys ?? 0
  const file = join(keysFolder(dataRoot), rootKeyName)
  const root = {
    file: existsSync(file) ? file : `${file}, which is made at the first start`,
    passphrase: 'a passphrase',
    command: 'a command',
  }
  return {
    root: root[source.from],
    onThisDisk: source.from === 'file',
    splitAt: readSplit(dataRoot),
    epochs: listSealedKeys(dataRoot)
      .filter((name) => name.startsWith('epoch/'))
      .map((name) => ({
        epoch: Number(name.slice('epoch/'.length)),
        madeAt: madeAtOf(join(keysFolder(dataRoot), name)),
      })),
    dayKeys: { living: count('living'), retiring: count('retiring'), shut: count('shut') },
    waitsHours: keeping.rows[0]?.waits ?? 0,
    plain: await readPlainProgress(client),
  }
}

function madeAtOf(file: string): string | null {
  try {
    const { madeAt } = JSON.parse(readFileSync(file, 'utf8')) as { madeAt?: unknown }
    return typeof madeAt === 'string' ? madeAt : null
  } catch {
    return null
  }
}
