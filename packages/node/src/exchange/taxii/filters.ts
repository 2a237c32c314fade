import { createHash } from 'node:crypto'
import { isStixId, isStixType } from '../stix/check-object.ts'
import { instantOf, readInstant } from './instants.ts'
import { badRequest, TaxiiFailure } from './taxii-error.ts'

const largestPage = 1000
const usualPage = 100

/** The filters of a request. A list matches any of its values. If `versions` is null, the last version is selected. */
export interface Filters {
  limit: number
  next: string | null
  addedAfter: bigint | null
  ids: string[] | null
  types: string[] | null
  specVersions: string[] | null
  versions: { first: boolean; last: boolean; all: boolean; at: bigint[] } | null
  /** The filters that were stated, except the limit, by parameter and in one form for equal ones. A page token carries them. */
  stated: Readonly<Record<string, string>>
}
export type FilterName = 'added_after' | 'limit' | 'next' | 'id' | 'type' | 'version' | 'spec_version'
export const everyFilter: FilterName[] = ['added_after', 'limit', 'next', 'id', 'type', 'version', 'spec_version']
export const ofObject: FilterName[] = ['added_after', 'limit', 'next', 'version', 'spec_version']
export const ofVersions: FilterName[] = ['added_after', 'limit', 'next', 'spec_version']

/** Reads the filters that a resource supports and ignores all others. Error: 400 for an invalid value. */
export function readFilters(query: unknown, takes: readonly FilterName[]): Filters {
  const parameters = query as Record<string, unknown>
  const get = (name: FilterName, key: string): string | null => {
    const value = parameters[key]
    if (!takes.includes(name) || value === undefined) return null
    if (typeof value !== 'string' || value === '') throw badRequest(`${key} is said once, with a value.`)
    return value
  }
  const list = (name: FilterName, key: string, fits: (part: string) => boolean): string[] | null => {
    const parts = get(name, key)?.split(',') ?? null
    if (parts !== null && !parts.every(fits)) throw badRequest(`${key} has a value that is none.`)
    return parts === null ? null : [...new Set(parts)].sort()
  }
  const limit = get('limit', 'limit')
  if (limit !== null && !/^0*[1-9][0-9]{0,8}$/.test(limit)) throw badRequest('limit is a positive whole number.')
  const after = get('added_after', 'added_after')
  const addedAfter = after === null ? null : readInstant(after)
  if (addedAfter === undefined) throw badRequest('added_after is a time in UTC such as 2026-01-31T00:00:00.000000Z.')
  const ids = list('id', 'match[id]', isStixId)
  const types = list('type', 'match[type]', isStixType)
  const specVersions = list('spec_version', 'match[spec_version]', (part) => /^2\.[0-9]$/.test(part))
  const versions = list('version', 'match[version]', (part) => isWord(part) || readInstant(part) !== undefined)
  return {
    limit: Math.min(Number(limit ?? usualPage), largestPage),
    next: get('next', 'next'),
    addedAfter,
    ids,
    types,
    specVersions,
    versions:
      versions === null
        ? null
        : {
            first: versions.includes('first'),
            last: versions.includes('last'),
            all: versions.includes('all'),
            at: versions.flatMap((part) => (isWord(part) ? [] : (readInstant(part) ?? []))),
          },
    stated: Object.fromEntries(
      [
        ['added_after', addedAfter === null ? null : instantOf(addedAfter)] as const,
        ...Object.entries({ id: ids, type: types, version: versions, spec_version: specVersions }).map(
          ([name, parts]) => [`match[${name}]`, parts?.join(',') ?? null] as const,
        ),
      ].flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
    ),
  }
}

const longestCarried = 400
/** Shortens a filter for a page token, so that requests stay below the limit of HTTP headers. */
const carried = (text: string): string =>
  text.length <= longestCarried ? text : `sha256:${createHash('sha256').update(text).digest('base64')}`

/** Returns the filters that a page token carries. */
export const carriedFilters = ({ stated }: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(stated).map(([name, text]) => [name, carried(text)]))

/**
 * Combines the filters of a request for a following page with those of its token. A filter that the request leaves out
 * is that of the token: some clients send nothing but `next`. A later `added_after` only narrows the list. Errors: 400
 * `next-contradicts`, which names the filters that differ; 400 for a filter that was too long for the token and is
 * left out.
 */
export function followingFilters(asked: Filters, token: Readonly<Record<string, string>>): Filters {
  const query: Record<string, string> = { limit: String(asked.limit) }
  const other: string[] = []
  for (const name of new Set([...Object.keys(token), ...Object.keys(asked.stated)])) {
    const [here, there] = [asked.stated[name], token[name]]
    if (here === undefined) {
      if (there?.startsWith('sha256:') === true) throw badRequest(`${name} is too long for next: repeat it.`)
      query[name] = there ?? ''
    } else {
      query[name] = here
      // Both times have one form, so their order is that of their texts.
      const narrows = name === 'added_after' && (there === undefined || there <= here)
      const usual = name === 'match[version]' && there === undefined ? 'last' : there
      if (!narrows && carried(here) !== usual) other.push(name)
    }
  }
  if (other.length > 0)
    throw new TaxiiFailure(400, 'next-contradicts', `This next belongs to other filters: ${other.sort().join(', ')}.`)
  return readFilters(query, everyFilter)
}
const isWord = (part: string): boolean => part === 'first' || part === 'last' || part === 'all'
