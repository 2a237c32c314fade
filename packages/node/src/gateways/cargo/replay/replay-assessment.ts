import { createHash } from 'node:crypto'
import type { CargoLane, ReplayResult } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import { factsIn, tagsIn } from '../assess/apply-tables.ts'
import {
  type AssessmentContent,
  type AssessmentFindings,
  type AssessmentOutcome,
  findingsOf,
  outcomeText,
} from '../assess/assessment.ts'
import { onAssessment } from '../assess/read-assessments.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { openVersion } from '../consignments/open-version.ts'
import { factsOf } from '../features/consignment-facts.ts'
import { featuresVersion } from '../features/make-features.ts'
import { inputsOf } from '../features/model-inputs.ts'
import { replayFeatures } from '../learn/measure-features.ts'
import { modelOf } from '../learn/model-in-force.ts'
import { scoreInputs } from '../learn/node-model.ts'
import { evaluateRules } from '../rules/hits/evaluate-rules.ts'
import type { RuleSet } from '../rules/set/rule-set.ts'
import { builtInRule } from '../rules/tables/built-in-rules.ts'
import {
  type Criteria,
  chooseLane,
  type FreeSelection,
  joinCriteria,
  laneOfCase,
  noCriteria,
  strongest,
} from '../select/choose-lane.ts'
import { createDraw, type DayDraws } from '../select/draw.ts'
import { ratesOf } from '../select/rates-of-day.ts'
import type { AssessmentTable } from '../store/schema.ts'
import { type Assessed, type CargoSubject, notAssessed } from '../subjects/cargo-subject.ts'
import { tablesOf } from '../tables/tables-in-force.ts'
import { rulesOf } from './rules-of.ts'

type AssessmentRow = Selectable<AssessmentTable>

/**
 * Recomputes an assessment from the stored version, the rules, tables and model of its time, and its inputs, and compares the
 * canonical JSON byte by byte. A masked record is recomputed from its stored features and hits, and the result says so. Errors:
 * `not-found`, `refused`.
 */
export function replayAssessment(access: AccessStore, draws: DayDraws, id: string): Promise<ReplayResult> {
  const intent = { action: 'replay.run', type: 'replay.run', decision: 'done' } as const
  return onAssessment(access, id, intent, null, async (tx, row) => {
    const result = await replay(tx, draws, row)
    tx.note({ identical: result.identical, from: result.from })
    return result
  })
}

async function replay(tx: Tx, draws: DayDraws, row: AssessmentRow): Promise<ReplayResult> {
  const { value: stored, masked } = tx.open<AssessmentContent>(row)
  const { inputs } = stored
  const notRecomputed: string[] = []
  const differs: string[] = []
  const set = inputs.rulesHash === null ? null : await rulesOf(tx, inputs.rulesHash, row.at)
  if (set === null && inputs.rulesHash !== null) differs.push('rules')
  const version = await openVersion(tx, row.consignment_id, row.version)
  if (version.hash !== inputs.consignmentHash) differs.push('consignment')
  let findings: AssessmentFindings = stored
  const isWhole = !masked && !version.masked
  const measured = await measureAgain(tx, version, stored, isWhole)
  if (measured.isUnknown) notRecomputed.push('features', 'score')
  const { score = row.score, features = stored.features } = measured
  if (text(features) !== text(stored.features)) differs.push('features')
  if (isWhole && set !== null) {
    findings = findingsOf(
      await evaluateAgain(tx, set, version.value, stored, score),
      stored.hits.some(({ kind }) => kind === 'watchlist'),
    )
  } else notRecomputed.push('hits', 'tags', 'undetermined', 'lanes')
  const drawn = await drawAgain(tx, draws, row, stored, criteriaOf(stored, findings, set))
  if (drawn === null) notRecomputed.push('selection')
  const { selection, lane } = drawn ?? { selection: row.selection, lane: row.selection_lane }
  const found: AssessmentOutcome = {
    ...findings,
    ...chooseLane(criteriaOf(stored, findings, set), selection, lane, score),
    score,
  }
  const expected = { ...stored, lane: row.lane, selectedBy: row.selected_by, score: row.score } as AssessmentOutcome
  const texts = { expected: outcomeText(expected), found: outcomeText(found) }
  const parts = ['hits', 'tags', 'undetermined', 'lanes', 'lane', 'selectedBy', 'score'] as const
  differs.push(...parts.filter((part) => text(expected[part]) !== text(found[part])))
  // Somebody who changes a stored assessment cannot compute its digest without the key of the node.
  if (!masked && !digestOf(tx, outcomeText({ ...expected, score: null })).equals(row.digest)) differs.push('stored')
  return {
    ...{ assessmentId: row.id, from: isWhole ? 'record' : 'features', notRecomputed, differs },
    identical: differs.length === 0 && texts.expected === texts.found,
    ...{ expected: sha256(texts.expected), found: sha256(texts.found) },
  }
}

const text = (value: unknown): string => canonicalJson(value, undefined, true)
const sha256 = (value: string): string => createHash('sha256').update(value).digest('hex')
const digestOf = (tx: Tx, outcome: string): Buffer => tx.blind('cargo-assessment', sha256(outcome))

/** The values that were measured again. Without features in the assessment, or without a model, it has none. */
interface Measured {
  features?: AssessmentContent['features']
  score?: number | null
  /** The model is not stored any more, or this release measures other features. */
  isUnknown: boolean
}

/** Measures features from the stored counters and scores them with the model of that time. A masked record has its stored features. */
async function measureAgain(
  tx: Tx,
  { row, value }: Awaited<ReturnType<typeof openVersion>>,
  { inputs, features, counters }: AssessmentContent,
  isWhole: boolean,
): Promise<Measured> {
  if (inputs.featuresVersion === null) return { isUnknown: false }
  const model = inputs.modelHash === null ? null : await modelOf(tx, inputs.modelHash)
  if (inputs.featuresVersion !== featuresVersion || (model === null && inputs.modelHash !== null))
    return { isUnknown: true }
  const subject = { row, value }
  if (isWhole) {
    const again = replayFeatures(subject, counters, model)
    return { features: again.features, ...(model === null ? {} : { score: again.score }), isUnknown: false }
  }
  if (model === null) return { isUnknown: false }
  const scores = scoreInputs(model, [inputsOf(subject, factsOf(value, counters.rate), features)])
  return { score: scores[0] ?? null, isUnknown: false }
}

/**
 * Evaluates the rules of the assessment's time on a stored version, with the tables, the features and the score of that time.
 * Returns the results of the comparison.
 */
async function evaluateAgain(
  tx: Tx,
  set: RuleSet,
  value: MergedConsignment,
  { inputs, features, counters, tags }: AssessmentContent,
  score: number | null,
): Promise<Assessed> {
  const day = inputs.now.slice(0, 10)
  const tables = Object.keys(inputs.tables).length === 0 ? null : await tablesOf(tx, inputs.tables)
  const assessed: Assessed = {
    ...notAssessed(new Date(inputs.now)),
    ...{ now: inputs.now, features, counters, featuresVersion: inputs.featuresVersion },
    ...{ firstSeen: inputs.firstSeen ?? undefined, quality: inputs.quality, tables: inputs.tables },
    tags: tables === null ? tags : tagsIn(tables, value, day),
    model: score === null || inputs.modelHash === null ? null : { hash: inputs.modelHash, score },
  }
  // Rules read only the best score and the kinds of hits of signals.
  const hits = inputs.watch.kinds.map((kind) => ({ kind, score: inputs.watch.best, signal: {} }))
  const context = { assessed, value } as CargoSubject
  const facts = { ...inputs.facts, ...(tables === null ? {} : factsIn(tables, value, day)) }
  await evaluateRules(set, [{ context, hits: hits as never, facts }])
  return context.assessed
}

const armsTable = builtInRule('arms-table').id

/** Returns the criteria as the assessment joined them. The effect of a rule is that of its version in the set. */
function criteriaOf({ inputs }: AssessmentContent, findings: AssessmentFindings, set: RuleSet | null): Criteria {
  const opens = findings.hits.flatMap(({ ruleId, ruleVersion }) => {
    const rule = set?.rules.find(({ id, version }) => id === ruleId && version === ruleVersion)
    return rule?.body.effect === 'case' ? [rule.id] : []
  })
  const causes: Criteria['causes'] = [
    ...(opens.some((id) => id !== armsTable) ? (['rule'] as const) : []),
    ...(findings.hits.some(({ kind }) => kind === 'watchlist') ? (['watchlist'] as const) : []),
    ...(opens.includes(armsTable) ? (['table'] as const) : []),
  ]
  const shares = new Map(inputs.shares.map(({ ruleId, selected }) => [ruleId, selected]))
  const lanes = findings.lanes.filter(({ ruleId }) => shares.get(ruleId) ?? true).map(({ lane }) => lane)
  return joinCriteria(
    inputs.standing,
    inputs.isCleared || causes.length === 0 ? noCriteria : { causes, lane: laneOfCase },
    { causes: lanes.length > 0 ? ['rule'] : [], lane: strongest(...lanes) },
  )
}

/**
 * Draws again, from the revealed key of the day or from that of the node. The place among the expected rates depends on the
 * goods before, so it is an input. Null: the key is lost.
 */
async function drawAgain(
  tx: Tx,
  draws: DayDraws,
  row: AssessmentRow,
  { inputs }: AssessmentContent,
  criteria: Criteria,
): Promise<{ selection: FreeSelection | null; lane: CargoLane | null } | null> {
  const { kept, promoted, isDrawable, stratum, drawKey } = inputs
  if (kept !== null) return { selection: kept.selection as FreeSelection | null, lane: kept.lane }
  if (criteria.lane !== 'green') return { selection: null, lane: null }
  const ofRates = { selection: promoted === null ? null : ('expected-rate' as const), lane: promoted }
  if (!isDrawable) return ofRates
  const day = await tx.db.selectFrom('cargo_draw_day').selectAll().where('day', '=', row.day).executeTakeFirst()
  if (day === undefined) return null
  const draw = day.key === null ? draws.of(row.day) : createDraw(day.key)
  if (draw.commitment !== day.commitment) return null
  const { randomRateOf, expected, explorationShare } = ratesOf(day.rates)
  if (draw.random(drawKey) < randomRateOf(stratum)) return { selection: 'random', lane: 'red' }
  // The capacity of the day may have ended the exploration.
  const mayExplore = draw.explore(drawKey) < explorationShare * expected.red
  if (mayExplore && row.selection === 'exploration') return { selection: 'exploration', lane: 'red' }
  return ofRates
}
