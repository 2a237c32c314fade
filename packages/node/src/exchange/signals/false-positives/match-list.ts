import { BlockList } from 'node:net'
import type { FalsePositiveList } from '@entente/contracts'
import { indexNumber } from '../../../safeguards/access/index-words.ts'
import { type CompiledPatterns, compilePatterns, type UnusablePattern } from './compile-patterns.ts'
import { hostOf } from './texts-of-value.ts'

/** A function that returns the entry of a list that matches a text, or null. */
export type Matcher = (text: string) => string | null

type Entries = Pick<FalsePositiveList, 'kind' | 'type' | 'entries'>
export interface ListMatcher {
  match: Matcher
  matchInTurns: CompiledPatterns['matchInTurns']
  /** Patterns that are not tested. Only a list that an older release stored can have any. */
  unusable: readonly UnusablePattern[]
}

/**
 * Makes a matcher from a new list. Throws RangeError, which names the first entry that is not a valid network or pattern.
 */
export async function newMatcherOf(list: Entries): Promise<ListMatcher> {
  const made =
    list.type === 'regex' ? await compilePatterns(list.entries, { untilUnusable: true }) : valueMatcherOf(list)
  const [first] = made.unusable
  if (first !== undefined) throw new RangeError(`${first.pattern} is no usable pattern: ${first.reason}.`)
  return made
}

/**
 * Makes a matcher from a stored list, and names the patterns that cannot be used. `next` lets the event loop run between
 * patterns.
 */
export async function storedMatcherOf(list: Entries, next?: () => Promise<void> | undefined): Promise<ListMatcher> {
  if (list.type !== 'regex') return valueMatcherOf(list)
  return compilePatterns(list.entries, next === undefined ? {} : { next })
}

/** Makes a matcher from a list without patterns. Throws RangeError for an entry that is no network. */
export function valueMatcherOf(list: Entries): ListMatcher {
  const match = entryMatcher(list)
  return { match, matchInTurns: async (text) => match(text), unusable: [] }
}

function entryMatcher({ kind, type, entries }: Entries): Matcher {
  const bare = (text: string) =>
    kind === 'travel-document' || kind === 'consignment' ? indexNumber(text) : text.trim().toLowerCase()
  const known = new Map(
    entries.map((entry) => [type === 'exact' ? bare(entry) : entry.trim().toLowerCase().replace(/^\./, ''), entry]),
  )
  switch (type) {
    case 'exact':
      return (text) => known.get(bare(text)) ?? null
    case 'hostname':
      return (text) => known.get(hostOf(text.toLowerCase())) ?? null
    case 'suffix':
      return (text) => {
        const labels = hostOf(text.toLowerCase()).split('.')
        for (let from = 0; from < labels.length; from += 1) {
          const entry = known.get(labels.slice(from).join('.'))
          if (entry !== undefined) return entry
        }
        return null
      }
    case 'cidr':
      return networks(entries)
    case 'regex':
      throw new RangeError('Patterns are compiled apart.')
  }
}

function networks(entries: readonly string[]): Matcher {
  const lists = entries.map((entry) => {
    const [address = '', bits] = entry.split('/')
    const family = address.includes(':') ? 'ipv6' : 'ipv4'
    const list = new BlockList()
    try {
      list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
    } catch {
      throw new RangeError(`${entry} is no network.`)
    }
    return { entry, list, family } as const
  })
  return (text) => {
    const host = hostOf(text.toLowerCase())
    const family = host.includes(':') ? 'ipv6' : /^\d+(\.\d+){3}$/.test(host) ? 'ipv4' : null
    return lists.find((one) => one.family === family && one.list.check(host, one.family))?.entry ?? null
  }
}
