import { HammingIndex } from '@entente/matching'
import { findRunningPostgres, openOwnFiles } from '@entente/node'
import { SignalFinder, SignalTermsTable, writeSnapshot } from '@entente/node/content-match'
import { openOwnerPool } from '../node/wait-until-done.ts'
import { makeSearchData } from './search-data.ts'

/** Numbers of generated signals start here. Signals added over HTTP have lower numbers. */
const firstMade = 1_000_000
const year = 365 * 86_400_000

interface LastChange {
  seq: number
  at: bigint
  bank: number
}

/** Reads the number of the last change of banks, and the id of a bank, from the database of a running node. */
export async function lastChange(dataRoot: string, bank: string): Promise<LastChange> {
  const running = findRunningPostgres(dataRoot)
  if (running === null) throw new Error('the node runs, and its database server is not found')
  const pool = openOwnerPool(running)
  try {
    const { rows } = await pool.query<{ seq: string; at: string; bank: number }>(
      `select seq, (extract(epoch from at) * 1000000)::bigint as at, (select id from bank where name = $1) as bank
       from content_change order by seq desc limit 1`,
      [bank],
    )
    const [row] = rows
    if (row === undefined) throw new Error('nothing was ever changed in the banks')
    return { seq: Number(row.seq), at: BigInt(row.at), bank: row.bank }
  } finally {
    await pool.end()
  }
}

/**
 * Writes a snapshot of the index with random hashes for a stopped node. After the next start the index contains these hashes as if they had been
 * added to the bank, but the database does not. Returns the seconds that writing took.
 */
export async function writeMadeSnapshot(
  dataRoot: string,
  hashes: number,
  { seq, at, bank }: LastChange,
): Promise<number> {
  const { database } = makeSearchData('random', hashes)
  const started = performance.now()
  const [validFrom, usableUntil] = [Date.now() - year, Date.now() + year]
  const terms = new SignalTermsTable(firstMade + hashes)
  const plain = {
    type: 'pdq',
    bank,
    inactive: false,
    validFrom,
    usableUntil,
    disabledUntil: null,
    keyHigh: 0,
    keyLow: 0,
  } as const
  for (let row = 0; row < hashes; row += 1) terms.set({ ...plain, number: firstMade + row })
  const pdq = new HammingIndex()
  pdq.addMany(
    Uint32Array.from({ length: hashes }, (_, row) => firstMade + row),
    database,
  )
  await pdq.seal()
  await writeSnapshot(dataRoot, await openOwnFiles(dataRoot), new SignalFinder({ terms, pdq }), { seq, at })
  return (performance.now() - started) / 1000
}
