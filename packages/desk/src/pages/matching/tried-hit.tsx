import type { TriedHit, TryAnswer } from '@entente/contracts'
import { Fragment, useId, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { SentenceOfNode } from '../../app/sentence-of-node.tsx'
import { useMe } from '../../app/session.ts'
import { Marking } from '../../evidence/marking.tsx'
import { Strength } from '../../evidence/strength.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { text } from '../../texts/text.ts'
import classes from './matching.module.css'
import { Scored } from './scored.tsx'

/** Shows one signal that resembles a typed identity: its subject and band. It can be opened to show the whole evidence. */
export function TriedHitCard({ hit, engine, first }: { hit: TriedHit; engine: TryAnswer['engine']; first: boolean }) {
  const [open, setOpen] = useState(first)
  const me = useMe()
  const id = useId()
  const { signal } = hit
  const source = signal.source === me.member ? me.memberName : signal.source
  return (
    <li className={classes.hit}>
      <div className={classes.hitHead}>
        <h2>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={classes.opener}>
            <Icon name={open ? 'up' : 'down'} size={14} />
            <bdi id={id}>{signal.label}</bdi>
          </button>
        </h2>
        <Strength strength={hit.strength} />
        <span className={classes.verdict}>
          {hit.verdict === 'match' ? text('matching-try.over') : text('matching-try.under')}
        </span>
        <span className={classes.source}>
          <span>
            {text(`signals.kind.${signal.kind}`)} · <bdi>{source}</bdi>
          </span>
          <Marking tlp={signal.tlp} quiet />
          <GoLink to={paths.signal(signal.id)} aria-label={text('matching-try.toSignalOf', { label: signal.label })}>
            {text('matching-try.toSignal')}
          </GoLink>
        </span>
      </div>
      {open ? (
        <Scored
          scored={hit}
          engine={engine}
          about={id}
          signal={{ version: signal.version, listVersion: signal.listVersion }}
          sides={{ a: text('evidence.parts.typedSides.a'), b: text('evidence.parts.typedSides.b') }}
        />
      ) : (
        <p className={classes.brief}>
          {hit.reasons.map((sentence) => (
            <Fragment key={sentence.text}>
              <SentenceOfNode sentence={sentence} />{' '}
            </Fragment>
          ))}
        </p>
      )}
    </li>
  )
}
