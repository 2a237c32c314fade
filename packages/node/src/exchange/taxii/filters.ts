import { isStixId, isStixType } from '../stix/check-object.ts'
import { readInstant } from './instants.ts'
import { badRequest } from './taxii-error.ts'

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
  /** All filters except the limit, as one text. A page token is valid only for this text. */
  signature: string
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
    signature: JSON.stringify([String(addedAfter), ids, types, specVersions, versions]),
  }
}
const isWord = (part: string): boolean => part === 'first' || part === 'last' || part === 'all'
