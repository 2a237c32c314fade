import type { Value } from '../language/rule-node.ts'

/** The facts about a consignment beside its own data. An unknown fact is absent for a rule. */
export interface RuleContext {
  /** The time of the assessment, `2026-03-01T10:00:00Z`. */
  now: string
  /** How much of the node's currency one unit of the consignment's currency is on that day. */
  rate?: number | undefined
  findings?: readonly string[] | undefined
  unClasses?: readonly string[] | undefined
  firstSeen?:
    | {
        consignor?: boolean | undefined
        consignee?: boolean | undefined
        pair?: boolean | undefined
        route?: boolean | undefined
        hsForConsignee?: boolean | undefined
      }
    | undefined
  /** The data quality of the filer, 0 to 1. */
  quality?: number | undefined
  watch?: { best: number; kinds: readonly string[] } | undefined
  /** The score of the model, 0 to 1. */
  score?: number | undefined
  /** The tags of the tables of strategic goods and text terms. Without them `inTable` is undetermined. */
  tableTags?: ReadonlySet<string> | undefined
}

/** A consignment as rules see it. It is made once and read by every rule. */
export interface RuleInput {
  /** The values of the fields by slot. An absent value is undefined. */
  values: (Value | undefined)[]
  tableTags: ReadonlySet<string> | null
}

/** The data of a consignment do not have the form of a consignment. `at` is a JSON pointer to the fault. */
export class ConsignmentFault extends Error {
  readonly at: string
  constructor(at: string) {
    super(`The value at ${at === '' ? 'the root' : at} has another type than a consignment has there.`)
    this.name = 'ConsignmentFault'
    this.at = at
  }
}
