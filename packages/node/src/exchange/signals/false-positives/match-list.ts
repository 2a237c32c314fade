import { BlockList } from 'node:net'
import { createContext, Script } from 'node:vm'
import type { FalsePositiveList } from '@entente/contracts'
import { indexNumber } from '../../../safeguards/access/index-words.ts'
import { hostOf } from './texts-of-value.ts'

/**
 * Patterns are tested only against this many characters from the start of a text, because long texts make slow patterns
 * slower. In a longer text `$` also matches at the cut.
 */
const mostPattern = 256
const mostMs = 10

/** A function that returns the entry of a list that matches a text, or null. */
export type Matcher = (text: string) => string | null

/** Makes a matcher from a list. Throws RangeError, which names the entry that is not a valid network or pattern. */
export function matcherOf({ kind, type, entries }: Pick<FalsePositiveList, 'kind' | 'type' | 'entries'>): Matcher {
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
      return patterns(entries)
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

const asking = createContext({ pattern: '', text: '' })
const ask = new Script('new RegExp(pattern, "u").test(text)')

/**
 * Matches patterns within limits, because an operator's regular expression may be slow. Only the first `mostPattern`
 * characters of a text are tested, and a pattern that takes too long counts as not matching.
 */
function patterns(entries: readonly string[]): Matcher {
  for (const entry of entries) {
    try {
      new RegExp(entry, 'u')
    } catch {
      throw new RangeError(`${entry} is no pattern.`)
    }
  }
  return (text) => {
    for (const entry of entries) if (testPattern(entry, text.slice(0, mostPattern)) === true) return entry
    return null
  }
}

/**
 * Tests a pattern against a text. Returns null if three attempts timed out; a first timeout may only mean that the
 * machine was busy.
 */
export function testPattern(pattern: string, text: string): boolean | null {
  Object.assign(asking, { pattern, text })
  for (let times = 0; times < 3; times += 1) {
    try {
      return ask.runInContext(asking, { timeout: mostMs }) === true
    } catch {
      // The test timed out; try again.
    }
  }
  return null
}
