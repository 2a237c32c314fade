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
  /** Headings of the two columns of names. */
  sides: { a: string; b: string }
  /** Id of the signal's heading, if a page explains several signals. */
  about?: string
}

/** Explains a comparison as the page of a case does: for and against, the names part by part, the origin of the score. */
export function Scored({ scored, engine, signal, sides, about }: Props) {
  const [weights, setWeights] = useState(false)
  const hit = { ...scored, comparison: [] }
  const { matchedName, threshold, thresholdVersion } = scored
  return (
    <div className={classes.scored}>
      {weights ? (
        <Weights hit={hit} onClose={() => setWeights(false)} about={about} />
      ) : (
        <ForAndAgainst hit={hit} onWeights={() => setWeights(true)} about={about} />
      )}
      <NameParts parts={namePartsOf(scored.evidence)} sides={sides} about={about} />
      <ScoreOrigin
        origin={{ matchedName, threshold, thresholdVersion, engine, ...(signal && { signal }) }}
        about={about}
      />
    </div>
  )
}
