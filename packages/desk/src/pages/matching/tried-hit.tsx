import type { TriedHit, TryAnswer } from '@entente/contracts'
import { useId, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { AgreementBand } from '../../evidence/agreement-band.tsx'
import { Marking } from '../../evidence/marking.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './matching.module.css'
import { Scored } from './scored.tsx'

/** One signal that a typed identity resembles: what it names and how closely, opened its whole evidence. */
export function TriedHitCard({ hit, engine, first }: { hit: TriedHit; engine: TryAnswer['engine']; first: boolean }) {
  const t = textsOf('matchingTry')
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
        <AgreementBand band={hit.band} />
        <span className={classes.verdict}>{hit.verdict === 'match' ? t.over : t.under}</span>
        <span className={classes.source}>
          <span>
            {t.kinds[signal.kind]} · <bdi>{source}</bdi>
          </span>
          <Marking tlp={signal.tlp} quiet />
          <GoLink to={paths.signal(signal.id)} aria-label={t.toSignalOf(signal.label)}>
            {t.toSignal}
          </GoLink>
        </span>
      </div>
      {open ? (
        <Scored
          scored={hit}
          engine={engine}
          about={id}
          signal={{ version: signal.version, listVersion: signal.listVersion }}
          sides={textsOf('evidence').parts.typedSides}
        />
      ) : (
        <p className={classes.brief}>{hit.explanation}</p>
      )}
    </li>
  )
}
