import type { CargoRuleLeaf } from '@entente/contracts'
import type { SubjectInContext } from '../../../pipeline/gateway/gateway.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ConsignmentRow } from '../consignments/open-version.ts'

/** Facts about a consignment that rules read, beside its own data: see `RuleContext`. */
export interface OtherFacts {
  rate?: number | undefined
  findings?: readonly string[] | undefined
  unClasses?: readonly string[] | undefined
}

/**
 * The results of the steps of one comparison for a consignment. Each step fills its own fields, in the order of
 * `addHits`, and later steps read them. A field keeps its empty value until its step ran.
 */
export interface Assessed {
  /** The time of the assessment, UTC, `2026-03-01T10:00:00Z`. */
  now: string
  /** The features of the version `featuresVersion` by name; null where one cannot be measured. */
  features: Readonly<Record<string, number | null>> | null
  /** The counts behind the features. */
  counters: Readonly<Record<string, number>> | null
  featuresVersion: string | null
  firstSeen:
    | { consignor?: boolean; consignee?: boolean; pair?: boolean; route?: boolean; hsForConsignee?: boolean }
    | undefined
  /** The data quality of the filer, 0 to 1. */
  quality: number | null
  model: { hash: string; score: number } | null
  /** Further facts that rules read. */
  facts: OtherFacts
  /** The tags that the tables give the goods. */
  tags: readonly string[]
  /** The hash of the version in force of each kind of table that was asked. */
  tables: Readonly<Record<string, string>>
  /** The hash of the set of rules; null if no rule was asked. */
  rulesHash: string | null
  lanes: readonly {
    ruleId: string
    ruleVersion: number
    lane: 'red' | 'yellow' | 'blue'
    selectShare: number | null
    mostUnselected: number | null
  }[]
  /** The hits of the rules of every effect. `text` is the title of the rule. */
  ruleHits: readonly { ruleId: string; ruleVersion: number; text: string; leaves: readonly CargoRuleLeaf[] }[]
  /** The rules without a result. `path` is the value that is missing; null if a rule has no result for another reason. */
  undetermined: readonly { ruleId: string; ruleVersion: number; path: string | null; reason: string }[]
}

/** A consignment in its newest version as a subject of the pipeline, with the results of its comparison. */
export interface CargoSubject extends SubjectInContext {
  row: ConsignmentRow
  version: number
  /** Null if the consignment is masked. */
  value: MergedConsignment | null
  assessed: Assessed
}

/** Returns the state of an assessment before its first step. */
export const notAssessed = (now: Date): Assessed => ({
  now: `${now.toISOString().slice(0, 19)}Z`,
  ...{ features: null, counters: null, featuresVersion: null, firstSeen: undefined, quality: null, model: null },
  facts: {},
  ...{ tags: [], tables: {}, rulesHash: null, lanes: [], ruleHits: [], undetermined: [] },
})
