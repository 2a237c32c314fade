import { createHash, createPublicKey, verify } from 'node:crypto'

// A second verifier of logs. It is written from RFC 6962 and the C2SP formats alone and shares no code with the product:
// it follows the recursive definitions, where the product follows the iterative ones.

const hash = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const below = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)

/** Returns MTH(D[n]) (RFC 6962, 2.1). */
export function rootByStandard(entries: readonly Uint8Array[]): Buffer {
  if (entries.length === 0) return hash()
  if (entries.length === 1) return hash(Buffer.of(0), entries[0] as Uint8Array)
  const k = below(entries.length)
  return hash(Buffer.of(1), rootByStandard(entries.slice(0, k)), rootByStandard(entries.slice(k)))
}

/** Returns whether PATH(m, D[n]) leads from an entry to the root (RFC 6962, 2.1.1). */
export function includedBy(entry: Uint8Array, m: number, n: number, path: readonly Uint8Array[], root: Uint8Array) {
  const climb = (index: number, size: number, rest: readonly Uint8Array[]): Buffer | null => {
    if (size === 1) return rest.length === 0 ? hash(Buffer.of(0), entry) : null
    const k = below(size)
    const last = rest.at(-1)
    if (last === undefined) return null
    const inner = index < k ? climb(index, k, rest.slice(0, -1)) : climb(index - k, size - k, rest.slice(0, -1))
    if (inner === null) return null
    return index < k ? hash(Buffer.of(1), inner, last) : hash(Buffer.of(1), last, inner)
  }
  return climb(m, n, path)?.equals(root) === true
}

interface Tree {
  size: number
  root: Uint8Array
}
/** Returns whether PROOF(m, D[n]) shows that one tree is the beginning of another (RFC 6962, 2.1.2). */
export function isBeginning(old: Tree, tree: Tree, proof: readonly Uint8Array[]): boolean {
  if (old.size === 0) return proof.length === 0
  const rest = [...proof]
  // Returns the roots of the old and the new tree below one node.
  const climb = (m: number, n: number, whole: boolean): [Uint8Array, Uint8Array] | null => {
    if (m === n) {
      const root = whole ? old.root : rest.shift()
      return root === undefined ? null : [root, root]
    }
    const k = below(n)
    const inner = m <= k ? climb(m, k, whole) : climb(m - k, n - k, false)
    const other = rest.shift()
    if (inner === null || other === undefined) return null
    if (m <= k) return [inner[0], hash(Buffer.of(1), inner[1], other)]
    return [hash(Buffer.of(1), other, inner[0]), hash(Buffer.of(1), other, inner[1])]
  }
  const roots = climb(old.size, tree.size, true)
  return (
    roots !== null &&
    rest.length === 0 &&
    Buffer.compare(roots[0], old.root) === 0 &&
    Buffer.compare(roots[1], tree.root) === 0
  )
}

function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/**
 * Reads an export from its files and returns its entries, if the checkpoint is signed and all hashes fit; else null. Without a witness,
 * the signature of the log is enough.
 */
export function entriesOfExport(
  read: (path: string) => Uint8Array | undefined,
  keys: { log: string; witness: string | null },
): Buffer[] | null {
  const note = Buffer.from(read('checkpoint') ?? []).toString()
  const [head = '', tail = ''] = note.split('\n\n')
  const text = `${head}\n`
  const [origin, size, root] = head.split('\n')
  const signature = (vkey: string): Buffer | null => {
    const [name] = vkey.split('+')
    const line = tail.split('\n').find((one) => one.startsWith(`— ${name} `))
    return line === undefined ? null : strictBase64(line.split(' ').slice(2).join(' '))
  }
  const check = (vkey: string, made: (payload: Buffer) => [Buffer, Buffer]): boolean => {
    const [, name = '', id, encoded = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(vkey) ?? []
    const key = Buffer.from(encoded, 'base64')
    if (
      hash(Buffer.from(`${name}\n`), key)
        .subarray(0, 4)
        .toString('hex') !== id
    )
      return false
    const signed = signature(vkey)
    if (signed === null || signed.subarray(0, 4).toString('hex') !== id) return false
    const [message, value] = made(signed.subarray(4))
    const x = key.subarray(1).toString('base64url')
    return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), value)
  }
  if (!check(keys.log, (payload) => [Buffer.from(text), payload])) return null
  const cosigned = (payload: Buffer): [Buffer, Buffer] => [
    Buffer.from(`cosignature/v1\ntime ${payload.readBigUInt64BE()}\n${text}`),
    payload.subarray(8),
  ]
  if ((keys.witness !== null && !check(keys.witness, cosigned)) || origin === undefined) return null
  const entries: Buffer[] = []
  for (let n = 0; entries.length < Number(size); n++) {
    const width = Math.min(256, Number(size) - n * 256)
    const name = String(n).padStart(3, '0')
    const bundle = read(`tile/entries/${name}${width < 256 ? `.p/${width}` : ''}`)
    if (bundle === undefined) return null
    let rest = Buffer.from(bundle)
    while (rest.length > 0) {
      const end = 2 + rest.readUInt16BE()
      if (end > rest.length) return null
      entries.push(rest.subarray(2, end))
      rest = rest.subarray(end)
    }
  }
  return rootByStandard(entries).toString('base64') === root ? entries : null
}
