import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessRow } from '../../safeguards/access/decide-access.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Tx } from '../../safeguards/access/door.ts'
import { rawFolder } from '../receive/store-raw.ts'

type RawRow = AccessRow & { id: string; raw: Buffer | null; raw_file: string | null }

/** The bytes of a message as kept, through the door: refused once masked. */
export async function loadRaw(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, row: RawRow): Promise<Buffer> {
  if (row.raw_file === null) return tx.openRaw(row)
  return tx.openRaw({ ...row, raw: await readFile(join(rawFolder(deps.dataRoot), row.raw_file)) })
}
