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
  /** Heads of the two columns of names. */
  sides: { a: string; b: string }
  /** Id of the heading of the signal, where several are explained on one page. */
  about?: string
}

/** A comparison explained as on the page of a case: for and against, the names part by part, how the score came about. */
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
