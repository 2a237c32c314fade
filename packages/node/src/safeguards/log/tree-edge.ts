import { rootOfHashes, tileWidth } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'

/** A hash of a level above 0: the root of one full tile. */
export interface TileHash {
  level: number
  index: number
  hash: Uint8Array
}

/**
 * The last tile of each level of a tree. It is all that is needed to add leaves and to compute the root: a few hundred
 * hashes, however large the tree is.
 */
export class TreeEdge {
  size: number
  /** By level: the hashes that fill no tile yet. */
  readonly #levels: Uint8Array[][]

  constructor(size: number, levels: Uint8Array[][] = []) {
    this.size = size
    this.#levels = levels
  }

  /** Adds a leaf hash. Returns the hashes of tiles that it completed. */
  async add(hash: Uint8Array): Promise<TileHash[]> {
    const made: TileHash[] = []
    let added = hash
    for (let level = 0; ; level++) {
      const row = this.#levels[level] ?? []
      this.#levels[level] = row
      row.push(added)
      if (row.length < tileWidth) break
      added = await rootOfHashes(nodeLogCrypto, row.splice(0))
      made.push({ level: level + 1, index: Math.floor(this.size / tileWidth ** (level + 1)), hash: added })
    }
    this.size++
    return made
  }

  async root(): Promise<Uint8Array> {
    let below: Uint8Array[] = []
    for (const row of this.#levels) {
      // What is left of the level below is the last and smaller subtree here.
      const all = [...row, ...below]
      below = all.length === 0 ? [] : [await rootOfHashes(nodeLogCrypto, all)]
    }
    return below[0] ?? nodeLogCrypto.sha256(new Uint8Array())
  }
}

/** Reads the last tile of each level. The caller has locked the log. */
export async function readEdge(db: Kysely<Schema>, generation: number, size: number): Promise<TreeEdge> {
  const firsts: number[] = []
  for (let level = 0; level === 0 || tileWidth ** level <= size; level++)
    firsts.push(Math.floor(size / tileWidth ** (level + 1)) * tileWidth)
  const { rows } = await sql<{ level: number; hash: Buffer }>`
    select 0 as level, index, hash from audit.leaf where generation = ${generation} and index >= ${firsts[0]}
    union all select t.level, t.index, t.hash from unnest(${firsts.slice(1)}::bigint[]) with ordinality as f (first, level)
      join audit.tile_hash t on t.generation = ${generation} and t.level = f.level and t.index >= f.first
    order by level, index`.execute(db)
  const levels = firsts.map((_, level) => rows.filter((row) => row.level === level).map(({ hash }) => hash))
  return new TreeEdge(size, levels)
}
