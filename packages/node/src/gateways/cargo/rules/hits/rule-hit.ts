import { bandOfStrength, type CargoRuleLeaf, defineSentences, strengthSteps } from '@entente/contracts'
import type { RuleHitFound } from '../../../../pipeline/gateway/compared-subject.ts'
import { findStatement } from '../../consignments/find-statement.ts'
import type { OpenFiling } from '../../consignments/open-filings.ts'
import type { CargoSubject } from '../../subjects/cargo-subject.ts'
import type { CompiledRule } from '../set/compile-rule.ts'

/** The score of a hit while fewer consignments of the rule were inspected than a rate can be measured on. */
const scoreWithoutRecord = 0.3
/** The party of a consignment that a rule is about. */
const goodsParty = 'goods'

type LeafValues = Record<'path' | 'operator' | 'value' | 'expected' | 'outcome' | 'at' | 'messageId', string>
const outcomeWords: Record<string, string> = {
  ...{ true: 'true', false: 'false', absent: 'not stated', error: 'without a result' },
}
/** English sentences about hits of rules, by key. */
export const ruleHitEnglish = {
  'cargo.rules.hit': ({ title }: { title: string }) => `The rule “${title}” applies.`,
  'cargo.reasons.lawful-goods': () =>
    'Lawful goods: rules read words, codes and figures that lawful trade has too, and most goods that they pick are in order.',
  'cargo.rules.because': ({ title }: { title: string }) => title,
  'cargo.rules.leaf': ({ path, operator, value, expected, outcome }: LeafValues) =>
    `${path} ${operator} ${expected}: ${outcomeWords[outcome] ?? outcome} (${value === '' ? 'no value' : value})`,
} as const satisfies Record<string, (values: never) => string>
export const ruleReason = defineSentences(ruleHitEnglish)

/** A leaf with the message that states its value; null if the value comes from the node. */
export type PlacedLeaf = CargoRuleLeaf & { messageId: string | null }

/** Finds the message of each leaf: the newest filing in force that states the value at the leaf's place, or another of the same list. */
export const placeLeaves = (
  consignment: object,
  filings: readonly OpenFiling[],
  leaves: readonly CargoRuleLeaf[],
): PlacedLeaf[] =>
  leaves.map((leaf) => {
    const found = leaf.at === null ? null : findStatement(consignment, filings, leaf.at)
    return { ...leaf, messageId: found?.filing.shown.messageId ?? null }
  })

const shown = (value: CargoRuleLeaf['value']): string =>
  value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value)

/** Returns the hit of a rule on a consignment, with one line of evidence for each comparison. Its score stays as it is made. */
export function ruleHit(
  subject: CargoSubject,
  { id, version, body: { title }, hash }: Pick<CompiledRule, 'id' | 'version' | 'body' | 'hash'>,
  leaves: readonly PlacedLeaf[],
  score = scoreWithoutRecord,
): RuleHitFound {
  const value = strengthSteps * score
  const stated = leaves.filter(({ outcome }) => outcome !== 'absent').length
  return {
    ...{ party: goodsParty, signal: null, rule: { id, version, title }, score, logOdds: null, threshold: null },
    ...{ subjectVersion: subject.version, compared: null, matchedName: null, cells: [], kind: 'hs-text' },
    strength: {
      ...{ value, filled: Math.floor(value), hollow: 0, band: bandOfStrength(value) },
      ...{ compared: stated, of: leaves.length },
    },
    ...{ selectors: [], comparison: [] },
    reasons: [ruleReason('cargo.rules.hit', { title })],
    because: ruleReason('cargo.rules.because', { title }),
    evidence: leaves.map((leaf) => {
      const values = {
        ...{ path: leaf.path, operator: leaf.operator, value: shown(leaf.value), expected: shown(leaf.expected) },
        ...{ outcome: leaf.outcome, at: leaf.at ?? '', messageId: leaf.messageId ?? '' },
      }
      return {
        ...ruleReason('cargo.rules.leaf', values),
        ...{ kind: 'rule-leaf', weight: null, a: values.value, b: values.expected, role: leaf.path },
        ...{ relation: leaf.outcome, scheme: leaf.operator, frequency: null },
      }
    }),
    engine: { code: hash, tables: tablesOf(subject), index: subject.assessed.rulesHash ?? '' },
  }
}

const tablesOf = ({ assessed: { tables } }: CargoSubject): string =>
  Object.keys(tables)
    .sort()
    .map((kind) => `${kind}:${tables[kind]}`)
    .join(' ')
