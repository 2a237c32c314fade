import type { AssessedHit, AssessmentBasis, CargoAssessment, CargoLane, SelectedBy } from '@entente/contracts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import type { Assessed, OtherFacts } from '../subjects/cargo-subject.ts'

type Cause = Extract<SelectedBy, 'rule' | 'watchlist' | 'table'>

/** The inputs that a replay needs beside those of `AssessmentBasis`. None of them is about a person. */
export interface AssessmentInputs extends AssessmentBasis {
  firstSeen: Record<string, boolean> | null
  quality: number | null
  /** The other facts that rules read: the rate of the currency, the codes of findings, the classes of UN numbers. */
  facts: OtherFacts
  watch: { best: number; kinds: string[] }
  /** The criteria that earlier assessments and the case left. */
  standing: { causes: Cause[]; lane: CargoLane }
  /** A case about the hits was decided without a further check, so they give no lane. */
  isCleared: boolean
  /** Which rules of effect `lane` with a share selected the consignment. */
  shares: { ruleId: string; ruleVersion: number; selected: boolean }[]
  /** The selection that an earlier assessment made; null at the first one. */
  kept: { selection: string | null; lane: CargoLane | null } | null
  /** The lane that the expected rates of the day gave, which depends on the consignments before it. */
  promoted: CargoLane | null
  stratum: string
  drawKey: string
  /** False: received before the commitment, or its key is lost. */
  isDrawable: boolean
}

/** The result of an assessment. The same inputs give the same bytes of its canonical JSON. */
export interface AssessmentFindings {
  hits: AssessedHit[]
  tags: string[]
  undetermined: CargoAssessment['undetermined']
  lanes: { ruleId: string; ruleVersion: number; lane: CargoLane }[]
}

/** An assessment as its row stores it. */
export interface AssessmentContent extends AssessmentFindings {
  features: Record<string, number | null>
  counters: Record<string, number>
  inputs: AssessmentInputs
}

const versioned = { ruleId: 'kept', ruleVersion: 'kept' } as const
/** After the first period of a regime only the values that rules read, and the texts about them, are masked. */
export const assessmentClasses = classesOf<AssessmentContent>()('cargo assessment', {
  hits: {
    ...{ kind: 'kept', ...versioned, text: 'masked' },
    leaves: { path: 'kept', operator: 'kept', value: 'masked', expected: 'kept', outcome: 'kept', at: 'kept' },
  },
  ...{ tags: 'kept', undetermined: { ...versioned, path: 'kept', reason: 'kept' } },
  lanes: { ...versioned, lane: 'kept' },
  ...{ features: { '*': 'kept' }, counters: { '*': 'kept' } },
  inputs: {
    ...{ consignmentHash: 'kept', rulesHash: 'kept', tables: { '*': 'kept' }, modelHash: 'kept' },
    ...{ featuresVersion: 'kept', signals: { id: 'kept', version: 'kept' }, thresholdVersion: 'kept' },
    ...{ drawDay: 'kept', now: 'kept', firstSeen: { '*': 'kept' }, quality: 'kept' },
    facts: { rate: 'kept', findings: 'kept', unClasses: 'kept' },
    ...{ watch: { best: 'kept', kinds: 'kept' }, standing: { causes: 'kept', lane: 'kept' }, isCleared: 'kept' },
    ...{ shares: { ...versioned, selected: 'kept' }, kept: { selection: 'kept', lane: 'kept' } },
    ...{ promoted: 'kept', stratum: 'kept', drawKey: 'kept', isDrawable: 'kept' },
  },
})

/** Returns the results of the steps of a comparison in the form in which they are stored. */
export function findingsOf(
  { ruleHits, tags, undetermined, lanes }: Pick<Assessed, 'ruleHits' | 'tags' | 'undetermined' | 'lanes'>,
  hasSignalHit: boolean,
): AssessmentFindings {
  const watched: AssessedHit = { kind: 'watchlist', ruleId: null, ruleVersion: null, text: null, leaves: [] }
  return {
    hits: [
      ...(hasSignalHit ? [watched] : []),
      ...ruleHits.map(({ ruleId, ruleVersion, text, leaves }) => ({
        ...{ kind: 'rule' as const, ruleId, ruleVersion, text },
        leaves: [...leaves],
      })),
    ],
    tags: [...tags].sort(),
    undetermined: undetermined.map((one) => ({ ...one })),
    lanes: lanes.map(({ ruleId, ruleVersion, lane }) => ({ ruleId, ruleVersion, lane })),
  }
}

/** The parts of the outcome of an assessment. */
export type AssessmentOutcome = AssessmentFindings & {
  lane: CargoLane
  selectedBy: SelectedBy[]
  score: number | null
}

/** Returns the canonical JSON of an outcome (RFC 8785), whose bytes a replay compares. */
export const outcomeText = ({ hits, tags, undetermined, lanes, lane, selectedBy, score }: AssessmentOutcome): string =>
  canonicalJson({ hits, tags, undetermined, lanes, lane, selectedBy, score }, undefined, true)
