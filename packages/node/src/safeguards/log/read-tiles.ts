import { bundleOf, LogFault, type TileLevel, type TileReader, tilePath } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'

/**
 * Reads the first `width` hashes of a tile, or entries of a bundle, from the database. Throws LogFault `tile-missing` if
 * the tree has fewer.
 */
export async function readTile(
  db: Kysely<Schema>,
  generation: number,
  { level, n, width }: { level: TileLevel; n: number; width: number },
): Promise<Uint8Array> {
  const first = n * 256
  const within = sql`generation = ${generation} and index >= ${first} and index < ${first + width}`
  const { rows } =
    level === 'entries'
      ? await sql<{ bytes: Buffer }>`select convert_to(e.entry, 'UTF8') as bytes from audit.leaf l
          join audit.entry e on e.id = l.entry_id where ${within} order by l.index`.execute(db)
      : level === 0
        ? await sql<{ bytes: Buffer }>`select hash as bytes from audit.leaf where ${within} order by index`.execute(db)
        : await sql<{ bytes: Buffer }>`select hash as bytes from audit.tile_hash
            where level = ${level} and ${within} order by index`.execute(db)
  if (rows.length < width) throw new LogFault('tile-missing', tilePath(level, n, width), 'There is no such tile.')
  const parts = rows.map(({ bytes }) => bytes)
  return level === 'entries' ? bundleOf(parts) : Buffer.concat(parts)
}

/** Returns a reader of the tiles of one generation. */
export const tilesIn =
  (db: Kysely<Schema>, generation: number): TileReader =>
  (level, n, width) =>
    readTile(db, generation, { level, n, width })
