import { hashBytes, LogFault } from './bytes.ts'

/** The number of hashes in a full tile, and of entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256

/** The level of a tile of hashes, or the bundles of entries beside level 0. */
export type TileLevel = number | 'entries'

/**
 * Reads the first `width` hashes of tile `n` of a level. The tile may be stored wider. Rejects with `tile-missing` and
 * `tile-length`.
 */
export type TileReader = (level: number, n: number, width: number) => Promise<Uint8Array>

/** Returns the path of a tile or bundle, such as `tile/0/x001/000` or `tile/entries/005.p/12`. */
export function tilePath(level: TileLevel, n: number, width: number = tileWidth): string {
  const groups =
    String(n)
      .padStart(Math.ceil(String(n).length / 3) * 3, '0')
      .match(/\d{3}/g) ?? []
  const name = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`
}

/** Returns what a path of `tilePath` names, or null for any other text. */
export function parseTilePath(path: string): { level: TileLevel; n: number; width: number } | null {
  const match = /^tile\/(entries|0|[1-5]?\d|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (match === null) return null
  const level = match[1] === 'entries' ? 'entries' : Number(match[1])
  const n = Number((match[2] ?? '').replaceAll(/[x/]/g, ''))
  const width = match[3] === undefined ? tileWidth : Number(match[3])
  // Every tile has one path: no `x000/005`, no `.p/256`.
  return tilePath(level, n, width) === path && width <= tileWidth ? { level, n, width } : null
}

/** Returns the number of hashes of tile `n` of a level in a tree of `size`: 0 if there is no such tile. */
export function widthAt(level: TileLevel, n: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level))
  return Math.max(0, Math.min(tileWidth, hashes - n * tileWidth))
}

/** Splits a tile into its hashes. Throws `tile-length` if there are not `width` of them. */
export function hashesOf(tile: Uint8Array, width: number, where: string): Uint8Array[] {
  if (tile.length !== width * hashBytes)
    throw new LogFault('tile-length', where, `${width * hashBytes} bytes are expected, not ${tile.length}.`)
  return Array.from({ length: width }, (_, at) => tile.subarray(at * hashBytes, (at + 1) * hashBytes))
}

/**
 * Reads hashes whose root is that of the `count` leaves from `from`, in a tree of `size`. `count` is a power of two and
 * divides `from`, so that they are in one tile.
 */
export async function readHashes(tiles: TileReader, from: number, count: number, size: number): Promise<Uint8Array[]> {
  let level = 0
  while (tileWidth ** (level + 1) <= count) level++
  const first = from / tileWidth ** level
  const n = Math.floor(first / tileWidth)
  const width = widthAt(level, n, size)
  const hashes = hashesOf(await tiles(level, n, width), width, tilePath(level, n, width))
  const at = first - n * tileWidth
  return hashes.slice(at, at + count / tileWidth ** level)
}
