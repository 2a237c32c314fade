import type { CargoLane, SelectedBy } from '@entente/contracts'
import type { ComparedSubject } from '../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { builtInRule } from '../rules/tables/built-in-rules.ts'
import { type Criteria, joinCriteria, laneOfCase, noCriteria, strongest } from '../select/choose-lane.ts'
import { drawKey } from '../select/draw.ts'
import { stratumOf } from '../select/rates-of-day.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { dayOf } from '../tables/days.ts'
import { type AssessmentContent, type AssessmentFindings, findingsOf } from './assessment.ts'
import type { Before } from './read-before.ts'

/** A consignment on its way to its assessment. */
export interface Assessing {
  context: CargoSubject
  before: Before
  /** The last assessment, if only some signals were compared: its rules and model still apply. */
  last: AssessmentContent | null
  score: number | null
  findings: AssessmentFindings
  signals: { id: string; version: number }[]
  watch: { best: number; kinds: string[] }
  thresholdVersion: number | null
  standing: Criteria
  /** A case about these hits was decided without a further check. */
  isCleared: boolean
  criteria: Criteria
  shares: AssessmentContent['inputs']['shares']
  /** The lanes of the rules that selected the consignment. */
  lanes: AssessmentFindings['lanes']
  /** The day of the first receipt; the draw of this day counts, whenever the consignment is amended. */
  day: string
  key: string
  stratum: string
  /** The draw decides about the goods now, unless a criterion selects them: no earlier assessment left it to the draw. */
  takesTurn: boolean
  isDrawable: boolean
  drawn: boolean
  selection: 'random' | 'exploration' | 'expected-rate' | null
  selectionLane: CargoLane | null
  lane: CargoLane
  selectedBy: SelectedBy[]
}

const armsTable = builtInRule('arms-table').id
/** Its hit depends on what the filer sent before, so only its lane counts: a replay evaluates one consignment. */
const notJudged = builtInRule('not-judged').id

/** Returns a consignment with the reasons that select it, or null if nothing was evaluated and nothing about it is new. */
export function assessingOf(
  tx: Tx,
  { context, hits }: Pick<ComparedSubject<CargoSubject>, 'context' | 'hits'>,
  before: Before,
): Assessing | null {
  const { assessed, row, value } = context
  const signalHits = hits.filter((hit) => hit.signal !== null)
  // Only some signals were compared: the rules were not asked again, so their findings are those of the last assessment.
  const isPartial = assessed.rulesHash === null
  const isSame = isPartial && before.last?.version === context.version && signalHits.length > 0
  const last = isSame ? before.open(tx) : null
  if (isPartial && last === null) return null
  const now = findingsOf(assessed, signalHits.length > 0)
  const findings: AssessmentFindings =
    last === null ? now : { ...last, hits: [...now.hits, ...last.hits.filter(({ kind }) => kind === 'rule')] }
  const signals = signalHits.map(({ signal: { id, version } }) => ({ id, version }))
  const caseRules = hits.flatMap(({ rule }) => (rule === undefined || rule.id === notJudged ? [] : [rule.id]))
  const standing = standingOf(before)
  const causes: Criteria['causes'] = [
    ...(signalHits.length > 0 ? (['watchlist'] as const) : []),
    ...(caseRules.some((id) => id !== armsTable) ? (['rule'] as const) : []),
    ...(caseRules.includes(armsTable) ? (['table'] as const) : []),
  ]
  // An officer looked at these hits and decided that they mean nothing; a new hit would have reopened the case.
  const isCleared = before.act !== null && !Object.hasOwn(laneOfAct, before.act)
  const hit: Criteria = isCleared || causes.length === 0 ? noCriteria : { causes, lane: laneOfCase }
  const kinds = [...new Set(signalHits.map(({ kind }) => kind as string))].sort()
  return {
    ...{ context, before, last, findings, signals, standing, isCleared },
    score: last === null ? (assessed.model?.score ?? null) : (before.last?.score ?? null),
    watch: { best: Math.max(0, ...signalHits.map(({ score }) => score)), kinds },
    thresholdVersion: signalHits.find(({ threshold }) => threshold !== null)?.threshold?.version ?? null,
    criteria: joinCriteria(standing, hit),
    ...{ shares: [], lanes: [] },
    day: dayOf(row.first_received_at),
    key: before.last?.key ?? drawKey(row.key, row.generation),
    // An amendment chooses no stratum with another rate.
    stratum: before.last?.stratum ?? stratumOf(row.mode, value?.consignment.nature ?? null, before.tier),
    // An officer looks at goods with a decision anyway.
    takesTurn: before.last === null || (!before.hadTurn && before.act === null),
    ...{ isDrawable: false, drawn: false, lane: 'green', selectedBy: [] },
    selection: before.last?.selection ?? null,
    selectionLane: before.last?.selectionLane ?? null,
  }
}

/** The lanes of acts that are decided: goods that an officer wants to see do not become green by an amendment. */
const laneOfAct: Readonly<Record<string, CargoLane>> = {
  RFI: 'yellow',
  RFS: 'red',
  inspect: 'red',
  DNL: 'red',
  hold: 'red',
}

/**
 * Returns the criteria that do not depend on this comparison: an open case, and a decision in force. So a filer cannot leave its
 * lane by filing other data while a case is open.
 */
function standingOf({ caseState, act, last }: Before): Criteria {
  const ofCase = act === null ? (caseState === null ? 'green' : laneOfCase) : (laneOfAct[act] ?? 'green')
  const causes = (last?.selectedBy ?? []).filter(
    (cause) => cause === 'rule' || cause === 'watchlist' || cause === 'table',
  )
  return { causes: ofCase === 'green' ? [] : causes, lane: ofCase }
}

/** Adds the lane of rules with effect `lane` that selected the consignment. */
export function addLanes(one: Assessing, selected: (ruleId: string, ruleVersion: number) => boolean): void {
  one.lanes = one.findings.lanes.filter(({ ruleId, ruleVersion }) => selected(ruleId, ruleVersion))
  if (one.lanes.length === 0) return
  const lane = strongest(...one.lanes.map((each) => each.lane))
  one.criteria = joinCriteria(one.criteria, { causes: ['rule'], lane })
}
