import type { ExplainedScore } from '@entente/contracts'
import { useState } from 'react'
import { ForAndAgainst } from '../../evidence/for-and-against.tsx'
import { NameParts } from '../../evidence/name-parts.tsx'
import { namePartsOf } from '../../evidence/read-name-parts.ts'
import { type Origin, ScoreOrigin } from '../../evidence/score-origin.tsx'
import { Weights } from '../../evidence/weights.tsx'
import classes from './matching.module.css'

interface Props {
  scored: ExplainedScore
  engine: Origin['engine']
  signal?: NonNullable<Origin['signal']>
  /** What stands over the two columns of names. */
  sides: { a: string; b: string }
}

/** A comparison explained as on the page of a case: for and against, the names part by part, how the score came about. */
export function Scored({ scored, engine, signal, sides }: Props) {
  const [weights, setWeights] = useState(false)
  const hit = { ...scored, comparison: [] }
  const { matchedName, threshold, thresholdVersion } = scored
  return (
    <div className={classes.scored}>
      {weights ? (
        <Weights hit={hit} onClose={() => setWeights(false)} />
      ) : (
        <ForAndAgainst hit={hit} onWeights={() => setWeights(true)} />
      )}
      <NameParts parts={namePartsOf(scored.evidence)} sides={sides} />
      <ScoreOrigin origin={{ matchedName, threshold, thresholdVersion, engine, ...(signal && { signal }) }} />
    </div>
  )
}
