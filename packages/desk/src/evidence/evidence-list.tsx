import { useState } from 'react'
import { SentenceOfNode } from '../app/sentence-of-node.tsx'
import { text } from '../texts/text.ts'
import classes from './evidence-list.module.css'
import { type Sentence, shownAtFirst } from './evidence-sides.ts'

/** Shows the sentences for or against, at first at most five. Bars for are filled, bars against are hollow. */
export function EvidenceList({ sentences, side }: { sentences: Sentence[]; side: 'for' | 'against' }) {
  const [all, setAll] = useState(false)
  if (sentences.length === 0)
    return (
      <p className={classes.none}>{side === 'for' ? text('evidence.nothingFor') : text('evidence.nothingAgainst')}</p>
    )
  const shown = all ? sentences : sentences.slice(0, shownAtFirst)
  return (
    <>
      <ul>
        {shown.map((sentence, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no ids and never move
          <li key={place} className={classes.sentence}>
            <Ticks count={sentence.ticks} side={side} />
            <span>
              <span className="visually-hidden">{text('evidence.weight', { ticks: sentence.ticks })}</span>
              <SentenceOfNode sentence={sentence} />
            </span>
          </li>
        ))}
      </ul>
      {shown.length < sentences.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          {text('evidence.more', { count: sentences.length - shown.length })}
        </button>
      )}
    </>
  )
}

/** Draws one to four bars by weight: filled for, hollow against. A hidden text names the side. */
export function Ticks({ count, side }: { count: number; side: 'for' | 'against' }) {
  return (
    <span className={classes.ticks} data-side={side} aria-hidden="true">
      {[1, 2, 3, 4].map((place) => (
        <span key={place} data-on={place <= count || undefined} />
      ))}
    </span>
  )
}
