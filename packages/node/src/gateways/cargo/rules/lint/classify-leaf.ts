import { readOrganisationWords } from '@entente/matching'
import type { FaultReason } from '../language/faults.ts'
import { type Ground, slotOf } from '../language/fields.ts'
import { partsOf, type RuleNode } from '../language/rule-node.ts'
import { ordinaryConsignments } from './ordinary-consignments.ts'
import people from './tables/words-for-people.json' with { type: 'json' }
import type { Trial } from './try-condition.ts'

export type ProtectedReason = Extract<FaultReason, 'party-place-alone' | 'party-name-alone' | 'group-words-alone'>

/** The facts that the lint has about one condition. */
export interface Leaf {
  /**
   * `protected`: needs a second condition. `counting`: is such a condition, about goods, route or data quality. `neutral`:
   * neither, such as a score.
   */
  kind: 'protected' | 'counting' | 'neutral'
  reason: ProtectedReason | null
  /** The word for a group of people that the condition finds. */
  word: string | null
  /** The texts that the condition is written with. */
  literals: readonly string[]
  isOfRoute: boolean
  /** True if the condition reads a variable of a loop, and cannot be evaluated alone. */
  isInLoop: boolean
}

const counting = new Set<Ground>(['goods', 'route', 'quality'])
const goodsTexts = ['c.description', 'c.handlingText'].map(slotOf)
const words: readonly string[] = [...people.religion, ...people.ethnicity, ...people.nationality]

/** Classifies a condition by the fields that it reads, also through variables of loops, and by the texts that it looks for. */
export function classifyLeaf(node: RuleNode, trial: Trial): Leaf {
  const read = readBy(node)
  const { grounds, literals } = read
  const leaf = { reason: null, word: null, literals, isOfRoute: grounds.has('route'), isInLoop: read.isInLoop }
  // Two fields that are compared with each other single out nobody.
  const comparesFields = literals.length === 0 && !read.hasPattern
  if (node.kind === 'has' || comparesFields) {
    const isAboutParty = grounds.has('place') || grounds.has('name')
    return { ...leaf, kind: isAboutParty || node.kind === 'has' || !isCounting(grounds) ? 'neutral' : 'counting' }
  }
  if (grounds.has('place')) return { ...leaf, kind: 'protected', reason: 'party-place-alone' }
  if (grounds.has('name')) {
    const isOfOrganisations = !read.hasPattern && literals.every(namesOrganisation)
    return isOfOrganisations ? { ...leaf, kind: 'neutral' } : { ...leaf, kind: 'protected', reason: 'party-name-alone' }
  }
  const word = read.isOfText ? findWord(node, trial, read) : null
  if (word !== null) return { ...leaf, kind: 'protected', reason: 'group-words-alone', word }
  return { ...leaf, kind: isCounting(grounds) ? 'counting' : 'neutral' }
}

const isCounting = (grounds: ReadonlySet<Ground>): boolean => [...grounds].some((ground) => counting.has(ground))

/** A name with a legal form is that of an organisation. */
const namesOrganisation = (name: string): boolean =>
  readOrganisationWords(name).some(({ role }) => role === 'legal-form')

interface Reading {
  grounds: Set<Ground>
  literals: string[]
  hasPattern: boolean
  isOfText: boolean
  isInLoop: boolean
}

function readBy(node: RuleNode): Reading {
  const reading: Reading = {
    ...{ grounds: new Set<Ground>(), literals: [], hasPattern: false, isOfText: false, isInLoop: false },
  }
  const inside = new Set<number>()
  const visit = (part: RuleNode): void => {
    if (part.kind === 'field') {
      reading.grounds.add(part.field.ground)
      reading.isOfText ||= goodsTexts.includes(part.field.slot)
    }
    if (part.kind === 'has') for (const { ground } of part.fields) reading.grounds.add(ground)
    if (part.kind === 'literal' && typeof part.value === 'string') reading.literals.push(part.value)
    if (part.kind === 're') reading.hasPattern = true
    if (part.kind === 'call' && part.name === 'inTable') reading.grounds.add('goods')
    if (part.kind === 'local') {
      reading.isInLoop ||= !inside.has(part.depth)
      visit(part.of)
    }
    if (part.kind === 'each') inside.add(part.depth)
    for (const each of partsOf(part)) visit(each)
  }
  visit(node)
  return reading
}

/**
 * Returns a word for a group of people that the condition finds, or null. The condition is tried on each word and on ordinary
 * descriptions, so that a pattern such as `m[u]slim` is found, and a letter that many words have is not. A condition inside a
 * loop cannot be tried: its texts are searched.
 */
function findWord(node: RuleNode, trial: Trial, { literals, isInLoop }: Reading): string | null {
  if (isInLoop) return words.find((word) => literals.some((text) => text.toUpperCase().includes(word))) ?? null
  if (trial.shareOf(node) > 0) return null
  const isTrue = trial.start(node)
  const values = [...(ordinaryConsignments()[0]?.values ?? [])]
  return (
    words.find((word) =>
      [word, word.toLowerCase(), word[0] + word.slice(1).toLowerCase()].some((text) => {
        for (const slot of goodsTexts) values[slot] = text
        return isTrue({ values, tableTags: null })
      }),
    ) ?? null
  )
}
