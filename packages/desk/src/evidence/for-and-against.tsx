import type { Hit } from '@entente/contracts'
import { useId } from 'react'
import { cx } from '../parts/cx.ts'
import { Key } from '../parts/key.tsx'
import { findText, text } from '../texts/text.ts'
import { EvidenceList } from './evidence-list.tsx'
import { differsUnweighed, sidesOf } from './evidence-sides.ts'
import classes from './for-and-against.module.css'
import { Strength } from './strength.tsx'

interface Props {
  hit: Pick<Hit, 'strength' | 'evidence' | 'comparison'>
  onWeights: () => void
  /** The key that opens the weights, if the page has one. */
  weightsKey?: string
  /** Id of the subject's heading, if a page shows several subjects. */
  about?: string | undefined
}

/** Shows the evidence for a match beside the evidence against it. */
export function ForAndAgainst({ hit, onWeights, weightsKey, about }: Props) {
  const id = useId()
  const sides = sidesOf(hit.evidence)
  const unweighed = differsUnweighed(hit).map((field) => (findText(`evidence.fields.${field}`) ?? field).toLowerCase())
  return (
    <div className={classes.card}>
      <section aria-labelledby={cx(`${id}for`, about)}>
        <div className={classes.head}>
          <h2 id={`${id}for`}>{text('evidence.forIt')}</h2>
          <span className={classes.together}>
            {text('evidence.together')} <Strength strength={hit.strength} />
          </span>
        </div>
        <EvidenceList sentences={sides.supports} side="for" />
      </section>
      <section aria-labelledby={cx(`${id}against`, about)}>
        <div className={classes.head}>
          <h2 id={`${id}against`}>{text('evidence.againstIt')}</h2>
          <button type="button" className={classes.weights} onClick={onWeights} aria-keyshortcuts={weightsKey}>
            {text('evidence.weights')} {weightsKey && <Key>{weightsKey}</Key>}
          </button>
        </div>
        <EvidenceList sentences={sides.against} side="against" />
        {sides.against.length === 0 && unweighed.length > 0 && (
          <p className={classes.unweighed}>{text('evidence.differsUnweighed', { fields: unweighed.join(', ') })}</p>
        )}
      </section>
    </div>
  )
}
