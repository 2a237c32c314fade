import { createHash } from 'node:crypto'

/** Hashes of 256 bits as eight little-endian words. They are the same on every machine; the checksums below prove that. */
interface SearchData {
  kind: SearchKind
  rows: number
  database: Uint8Array
  queries: Uint8Array
}
export type SearchKind = 'random' | 'skewed'

const words = 8
const planted = 256
const queryCount = 512

/** SHA-256 of database and queries, by kind and number of rows. */
const sums: Record<string, [database: string, queries: string]> = {
  'random 1000': [
    '1af442b1082ead72d3e8fcb4ff0d5ba8e412a9333fac4ae2d4e5d3e4a16105b2',
    '77d58a1c8e77426c7bd896db76688aba5b7ba6ac14e96e1d4a6bba492dda1779',
  ],
  'random 100000': [
    'caad109145512b134a6e241baed87c7dd8765114a55567bb6fdf72cec4180f0a',
    'f6f5a4fc6757acae77856f76c5d3a8882ff5642687b98614e6a4c1ee0f3c0232',
  ],
  'random 1000000': [
    '3e5745e91719af4b08a05ba40b6c62623988cae7c3b01c79919c4a0580499121',
    'd9675c70e75a807c9dc74f425ad9cc47542499e04f3ec9e15fc3ed05a4f45fb0',
  ],
  'random 10000000': [
    '8e64936ee0fe26109d5f779f6b870c3956f60782ae37745dd111b39e16c3675d',
    'e0c1628fcaf0aab9ce6534cf60e9ae32cb85ede75d44707011caef26d81bd92b',
  ],
  'skewed 1000': [
    '7b7486688420e123c8d98c4c4e65e9ccab43baa9d2b12dc48b5385b49584b2b8',
    '1607a2e3bc746032443e70c1514e74f5753e2ea9e461877bfa2c6ef1cfed9b7d',
  ],
  'skewed 1000000': [
    '572a7fd3554c31c9fe8d9c1d2ff26a3a3bbf6ed2adf575207619d84fd56fb425',
    '729f5309016cced4f91cd2788b49d428b7d743a59c783f027d9806fa71f1b7c9',
  ],
}

/** Creates a generator of 32-bit numbers: xoshiro128**, seeded by a 32-bit splitmix. */
export function generator(seed: number): () => number {
  let s = seed >>> 0
  const start = () => {
    s = (s + 0x9e3779b9) >>> 0
    let z = s
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  let [a, b, c, d] = [start(), start(), start(), start()]
  return () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
}

/** Throws if a set of a known size has a wrong checksum, because measurements on it would be meaningless. */
export function makeSearchData(kind: SearchKind, rows: number): SearchData {
  const database = kind === 'random' ? drawn(generator(1), rows) : skewed(rows)
  const queries = kind === 'random' ? randomQueries(database, rows) : skewedQueries(database, rows)
  const data = { kind, rows, database: bytesOf(database), queries: bytesOf(queries) }
  const expected = sums[`${kind} ${rows}`]
  const found = [data.database, data.queries].map((bytes) => createHash('sha256').update(bytes).digest('hex'))
  if (expected !== undefined && expected.join() !== found.join())
    throw new Error(`${kind} ${rows}: the checksum of the data is wrong.`)
  return data
}

/** Makes queries for the warm-up, which are different from all measured queries. */
export const warmUpQueries = (): Uint8Array => bytesOf(drawn(generator(5), 64))

const bytesOf = (hashes: Uint32Array): Uint8Array => new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength)

function drawn(next: () => number, count: number): Uint32Array {
  const hashes = new Uint32Array(words * count)
  for (let at = 0; at < hashes.length; at += 1) hashes[at] = next()
  return hashes
}

function randomQueries(database: Uint32Array, rows: number): Uint32Array {
  const next = generator(2)
  const queries = new Uint32Array(words * queryCount)
  queries.set(drawn(next, queryCount - planted))
  plant(queries, database, rows, next)
  return queries
}

function skewedQueries(database: Uint32Array, rows: number): Uint32Array {
  const next = generator(4)
  const queries = new Uint32Array(words * queryCount)
  for (let query = 0; query < queryCount - planted; query += 1) {
    const row = next() % rows
    queries.set(database.subarray(words * row, words * (row + 1)), words * query)
  }
  plant(queries, database, rows, next)
  return queries
}

export const plantedRow = (place: number, rows: number): number => (99_991 * place + 17) % rows
export const plantedDistance = (place: number): number => place % 40

function plant(queries: Uint32Array, database: Uint32Array, rows: number, next: () => number): void {
  for (let place = 0; place < planted; place += 1) {
    const row = plantedRow(place, rows)
    const query = queries.subarray(words * (queryCount - planted + place))
    query.set(database.subarray(words * row, words * (row + 1)))
    const bits = Uint16Array.from({ length: 256 }, (_, bit) => bit)
    for (let at = 0; at < plantedDistance(place); at += 1) {
      const other = at + (next() % (256 - at))
      const bit = bits[other] ?? 0
      bits[other] = bits[at] ?? 0
      bits[at] = bit
      flip(query, bit)
    }
  }
}

function flip(hash: Uint32Array, bit: number): void {
  hash[bit >>> 5] = (hash[bit >>> 5] ?? 0) ^ (1 << (bit & 31))
}

/** Makes a shuffled set. One half is near-duplicates of 2,000 centres with weights 1/k, the other half balanced hashes with correlated bits. */
function skewed(rows: number): Uint32Array {
  const next = generator(3)
  const centreCount = 2000
  const centres = drawn(next, centreCount)
  const sums = new Uint32Array(centreCount)
  let sum = 0
  for (let k = 0; k < centreCount; k += 1) {
    sum += Math.floor(1_048_576 / (k + 1))
    sums[k] = sum
  }
  const database = new Uint32Array(words * rows)
  for (let row = 0; row < rows / 2; row += 1) {
    const weight = next() % sum
    const centre = firstAbove(sums, weight)
    const threshold = next() % 858_993_459
    const hash = database.subarray(words * row, words * (row + 1))
    hash.set(centres.subarray(words * centre, words * (centre + 1)))
    for (let bit = 0; bit < 256; bit += 1) if (next() < threshold) flip(hash, bit)
  }
  const values = new Int32Array(256)
  for (let row = rows / 2; row < rows; row += 1) {
    for (let run = 0; run < 64; run += 1) {
      const shared = 4 * bell(next)
      for (let bit = 0; bit < 4; bit += 1) values[4 * run + bit] = shared + 5 * bell(next)
    }
    const middle = values.slice().sort()[127] ?? 0
    const hash = database.subarray(words * row, words * (row + 1))
    for (let bit = 0; bit < 256; bit += 1) if ((values[bit] ?? 0) > middle) flip(hash, bit)
  }
  const spare = new Uint32Array(words)
  for (let row = rows - 1; row > 0; row -= 1) {
    const other = next() % (row + 1)
    spare.set(database.subarray(words * row, words * (row + 1)))
    database.copyWithin(words * row, words * other, words * (other + 1))
    database.set(spare, words * other)
  }
  return database
}

/** Returns the sum of four bytes minus its mean. */
function bell(next: () => number): number {
  const four = next()
  return (four & 255) + ((four >>> 8) & 255) + ((four >>> 16) & 255) + (four >>> 24) - 510
}

function firstAbove(ascending: Uint32Array, value: number): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
