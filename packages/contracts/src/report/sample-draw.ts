import { bytesOfHex, hexOf, type LogCrypto } from '../log/index.ts'

// Plain functions of the draw of oversight's sample (decision 0101), so that the desk, the command line and the tests judge it alike.
// The database draws by the same rule.

/** A decided case of a week. `minor`: an adverse decision was made about somebody under 18. */
export interface ListedCase {
  id: string
  minor: boolean
}

/** Returns the text whose SHA-256 the log has: a line for each decided case, in the order of the lines, with ` minor` where it applies. */
export const sampleListText = (cases: readonly ListedCase[]): string =>
  cases
    .map(({ id, minor }) => `${id}${minor ? ' minor' : ''}\n`)
    .sort()
    .join('')

/** The share of decided cases that is drawn, in per cent. */
const samplePercent = 5
const two64 = 1n << 64n

/** Returns whether a case is drawn: the first 8 bytes of HMAC-SHA-256 (RFC 2104) of its id under the seed are below 5 % of 2^64. */
export async function isDrawnBySeed(crypto: LogCrypto, seed: Uint8Array, caseId: string): Promise<boolean> {
  const hash = await crypto.hmacSha256(seed, new TextEncoder().encode(caseId))
  return BigInt(`0x${hexOf(hash.subarray(0, 8))}`) * 100n < two64 * BigInt(samplePercent)
}

/** What contradicts a draw: the seed, the list of cases, a case that is missing in the sample, or one that was not drawn. */
export interface SampleFault {
  fault: 'seed' | 'list' | 'left-out' | 'not-drawn'
  caseId: string | null
}

export interface SampleToCheck {
  /** SHA-256 of the seed, and the seed, in hexadecimal digits. Null: the seed is lost, and only minors are added. */
  commitment: string
  seed: string | null
  /** SHA-256 of `sampleListText`, in hexadecimal digits. */
  listDigest: string
  cases: readonly ListedCase[]
  /** The ids of the cases in the sample. */
  sample: readonly string[]
}

/** Recomputes commitment, list and draw of a week. Returns what contradicts them; an empty list if nothing does. */
export async function checkSample(crypto: LogCrypto, week: SampleToCheck): Promise<SampleFault[]> {
  const { commitment, seed, listDigest, cases, sample } = week
  const faults: SampleFault[] = []
  const key = seed === null ? null : bytesOfHex(seed)
  if (key !== null && hexOf(await crypto.sha256(key)) !== commitment) faults.push({ fault: 'seed', caseId: null })
  const list = new TextEncoder().encode(sampleListText(cases))
  if (hexOf(await crypto.sha256(list)) !== listDigest) faults.push({ fault: 'list', caseId: null })
  const left = new Set(sample)
  for (const { id, minor } of cases) {
    const isDrawn = minor || (key !== null && (await isDrawnBySeed(crypto, key, id)))
    if (left.delete(id) !== isDrawn) faults.push({ fault: isDrawn ? 'left-out' : 'not-drawn', caseId: id })
  }
  for (const caseId of left) faults.push({ fault: 'not-drawn', caseId })
  return faults
}
