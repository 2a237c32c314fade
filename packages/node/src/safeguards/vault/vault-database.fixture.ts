import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@entente/testkit'
import pg from 'pg'
import pino from 'pino'
import { openPool } from '../../store/postgres/index.ts'
import type { Codec } from '../access/codec.ts'
import { unlockVault } from './open-vault.ts'
import type { SealedColumns } from './sealed-columns.ts'
import type { RawFiles } from './walk-sealed.ts'

/** A table of the tests that is sealed like those of the node: the process that serves only adds to it. */
export const testTable: SealedColumns = {
  table: 'sealed_test',
  columns: { a: 'a', b: 'b', raw: 'raw' },
  file: 'raw_file',
}

/** Opens a new database with the table `testTable` (unless a backup of it is made), a data folder, and a vault with a clock that the caller moves. */
export async function openVaultDatabase(start: Date, options: { testTable?: boolean } = {}) {
  const database = await createTestDatabase()
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-vault-'))
  const owner = new pg.Client(database.connection('entente_owner'))
  await owner.connect()
  if (options.testTable !== false)
    await owner.query(`create table sealed_test (id uuid primary key, regime text not null, mask_at timestamptz, delete_at timestamptz not null,
    a bytea, b bytea, raw bytea, raw_file text, elsewhere bytea);
    grant select, insert on sealed_test to entente_app`)
  const connect = (max: number) => openPool(database.connection('entente_app'), { max, log: () => {} })
  const pool = connect(4)
  let now = start
  const clock = () => now
  const log = pino({ level: 'silent' })
  const opened: (() => Promise<void>)[] = []
  const open = async () => {
    const vault = await unlockVault({
      ...{ read: pool, openWrite: () => connect(1), dataRoot, clock, log },
      source: { from: 'file' },
    })
    opened.push(vault.close)
    return vault
  }
  const files = new Map<string, Buffer>()
  const rawFiles: RawFiles = {
    async *read(name) {
      const bytes = files.get(name) ?? Buffer.alloc(0)
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
    },
    async replace(name, chunks) {
      const parts: Uint8Array[] = []
      for await (const chunk of chunks) parts.push(chunk)
      files.set(name, Buffer.concat(parts))
    },
  }
  return {
    ...{ database, dataRoot, owner, pool, clock, log, open, files, rawFiles },
    at: (time: Date | string) => {
      now = new Date(time)
    },
    deps: (codec: Codec) => ({ pool, codec, files: rawFiles, log, clock }),
    async close() {
      for (const end of opened) await end()
      await owner.end()
      await pool.end()
      await database.drop()
      rmSync(dataRoot, { recursive: true, force: true })
    },
  }
}
