import { type InspectionCause, orderInspections } from '../inspections/order-inspections.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import type { AfterAssessment, AssessedConsignment } from './after-cases.ts'

/**
 * Orders the inspection of consignments that rules, the draw or an expected rate put into the red lane. Acts of officers
 * order theirs by the decision. An open order of any assessed consignment is brought up to date, so that an inspector reads
 * the newest version.
 */
export const orderAssessed: AfterAssessment = (tx, assessed) =>
  orderInspections(
    tx,
    assessed.map((one) => ({
      ...{ consignment: one.subject.row, value: one.subject.value, lane: 'red', spoke: spokeAbout(one.subject) },
      reasons: one.lane === 'red' ? reasonsOf(one) : [],
    })),
  )

/** Returns all causes that apply to a consignment, whether or not they selected it: the result counts for each. */
function spokeAbout({ assessed: { ruleHits, tags, model } }: CargoSubject): InspectionCause[] {
  return [
    ...ruleHits.map(({ ruleId, ruleVersion, text }) => ruleCause(ruleId, ruleVersion, text)),
    ...tags.map((tag): InspectionCause => ({ kind: 'table', ref: tag, text: tag })),
    ...(model === null ? [] : [{ kind: 'model' as const, ref: model.hash, text: null, value: model.score }]),
  ]
}

const ruleCause = (ref: string, version: number, text: string | null): InspectionCause => ({
  ...{ kind: 'rule', ref, version, text },
})

/** A selection that is no suspicion has no reference: its reason orders one inspection of a consignment, not more. */
function reasonsOf({ subject: { assessed }, selectedBy }: AssessedConsignment): InspectionCause[] {
  const titles = new Map(assessed.ruleHits.map(({ ruleId, text }) => [ruleId, text]))
  const rules = assessed.lanes.filter(({ lane }) => lane === 'red')
  const free = (['random', 'quota', 'expected-rate', 'exploration'] as const).filter((kind) =>
    selectedBy.includes(kind),
  )
  return [
    ...(selectedBy.includes('rule')
      ? rules.map(({ ruleId, ruleVersion }) => ruleCause(ruleId, ruleVersion, titles.get(ruleId) ?? null))
      : []),
    ...free.map((kind): InspectionCause => ({ kind, ref: '', text: null })),
  ]
}
