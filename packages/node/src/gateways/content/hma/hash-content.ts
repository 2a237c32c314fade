import type { MediaHashes } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { FetchRefused, type FetchRules, fetchUrl } from '../../../media/fetch/fetch-url.ts'
import type { MediaHasher, MediaSource } from '../../../media/index.ts'
import { type ContentKind, type HmaName, namesWanted, typeOf } from './names.ts'
import { badRequest } from './refuse.ts'

export interface HashDeps {
  hasher: MediaHasher
  /** Null: no address is ever fetched. */
  fetching: FetchRules | null
}
/** Kind and types to hash. A null kind is detected from the bytes; without types, the usual ones are hashed. */
export interface Wanted {
  kind: ContentKind | null
  types?: string | undefined
  /** The account that asks; callers take turns at the decoders. */
  caller: string
}
export type Hashes = { [name in HmaName]?: string }

/** Hashes content under HMA's names. The PDQ hash of a picture with too little detail is an empty text, as in HMA. */
export async function hashContent(deps: HashDeps, source: MediaSource, wanted: Wanted): Promise<Hashes> {
  const digested = await deps.hasher.digest(source)
  try {
    if (digested.tooLarge) throw fail('too-large')
    const kind = wanted.kind ?? (digested.sniffed.kind === 'video' ? 'video' : 'photo')
    const names = namesWanted(kind, wanted.types)
    const { digests } = digested
    if (digested.bytes === 0 || digests === null) throw badRequest('The content is empty.')
    const hashes: Hashes = {}
    for (const name of names) {
      const type = typeOf(name)
      hashes[name] =
        type === 'pdq'
          ? pdqOf(await deps.hasher.decode(digested, { types: ['pdq'], caller: wanted.caller }))
          : digests[type as 'md5' | 'sha256']
    }
    return hashes
  } finally {
    await digested.release()
  }
}

function pdqOf({ pdq, findings }: Pick<MediaHashes, 'pdq' | 'findings'>): string {
  if (pdq !== null) return pdq.usable ? pdq.hash : ''
  const tooLarge = findings.some(({ code }) => code === 'MEDIA_TOO_LARGE')
  throw tooLarge ? fail('too-large') : badRequest(findings[0]?.message ?? 'This is no picture that can be hashed.')
}

/** Hashes the content at an address. Answers 400 for a forbidden address and 413 for too large content. */
export async function hashUrl(deps: HashDeps, url: string, wanted: Wanted): Promise<Hashes> {
  try {
    const { path, release } = await fetchUrl(url, deps.fetching)
    try {
      return await hashContent(deps, { file: url, path }, wanted)
    } finally {
      await release()
    }
  } catch (error) {
    if (error instanceof FetchRefused) throw fail(error.code)
    throw error
  }
}
