import type { MediaHashes } from '@entente/contracts'
import { type ErrorCode, errorTable, type Failure, fail } from '../../../errors.ts'
import { FetchRefused, type FetchRules, fetchUrl } from '../../../media/fetch/fetch-url.ts'
import { type HashOptions, type MediaHasher, mediaSignalTypes } from '../../../media/index.ts'

export interface HashDeps {
  hasher: MediaHasher
  /** Null: nothing is fetched. */
  fetching: FetchRules | null
}
export interface HashRequestOptions {
  types?: readonly string[] | undefined
  dihedral?: boolean | undefined
}
/** The sender or person who asks; callers take turns at the decoders. */
type Caller = string

/** Hashes a file from a request. Faults are findings. Errors: `signal-type-unknown`, `too-many-requests`, `overloaded`. */
export function hashFile(
  { hasher }: HashDeps,
  file: { name: string; bytes: Uint8Array },
  options: HashRequestOptions,
  caller: Caller,
): Promise<MediaHashes> {
  return hasher.hash({ file: file.name, bytes: file.bytes }, { ...readOptions(options), caller })
}

/** Fetches and hashes the content at an address. Errors: `url-forbidden`, `too-large`, `signal-type-unknown`. */
export async function hashAddress(
  deps: HashDeps,
  url: string,
  options: HashRequestOptions,
  caller: Caller,
): Promise<MediaHashes> {
  const hashing = { ...readOptions(options), caller }
  try {
    const { path, release } = await fetchUrl(url, deps.fetching)
    try {
      return { ...(await deps.hasher.hash({ file: path, path }, hashing)), file: url }
    } finally {
      await release()
    }
  } catch (error) {
    if (error instanceof FetchRefused) throw fail(error.code, { at: '/url' })
    throw error
  }
}

/** Returns the error for a file that cannot be hashed by its kind, with the hashes of its bytes; null if it can. */
export function refusalOf(hashes: MediaHashes, at = '/file'): Failure | null {
  const error = hashes.findings.find(({ severity }) => severity === 'error')
  if (error === undefined) return null
  const code = error.code.toLowerCase().replaceAll('_', '-')
  const { md5, sha1, sha256 } = hashes
  const errors = [{ code, at, message: error.message }]
  const detail = `${error.message} Of its bytes: ${JSON.stringify({ md5, sha1, sha256 })}`
  return fail(code in errorTable ? (code as ErrorCode) : 'media-undecodable', { at, detail, errors })
}

/** Throws the error of `refusalOf`, if there is one. */
export function refuseUnreadable(hashes: MediaHashes): void {
  const refusal = refusalOf(hashes)
  if (refusal !== null) throw refusal
}

function readOptions({ types, dihedral = false }: HashRequestOptions): HashOptions {
  const known: readonly string[] = mediaSignalTypes
  const unknown = types?.find((type) => !known.includes(type))
  if (unknown !== undefined)
    throw fail('signal-type-unknown', { at: '/types', detail: `There is no type ${unknown.slice(0, 40)}.` })
  const wanted = types as HashOptions['types']
  return { dihedral, ...(wanted === undefined ? {} : { types: wanted, tmk: wanted.includes('tmk') }) }
}
