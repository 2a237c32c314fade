import { bandOf } from '@entente/contracts'
import { AgreementBand } from '../../evidence/agreement-band.tsx'
import { mistakenOf100 } from '../../evidence/evidence-sides.ts'
import { type HitView, standing } from '../../evidence/hit-source.ts'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './case.module.css'

interface Props {
  views: HitView[]
  current: HitView | undefined
  opened: string[]
  onOpen: (place: number) => void
}

/** A tab per hit with kind and band, a hollow dot until it was opened; then whose signal it is. */
export function HitTabs({ views, current, opened, onOpen }: Props) {
  const t = textsOf('caseTexts')
  const te = textsOf('evidence')
  const move = (key: string): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (step && current) onOpen(current.place + step)
  }
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label={t.hits} onKeyDown={(event) => move(event.key)}>
        {views.map((view) => {
          const seen = opened.includes(view.hit.id)
          return (
            <button
              key={view.hit.id}
              type="button"
              role="tab"
              id={`hit-${view.place}`}
              aria-selected={view === current}
              aria-controls="hit-panel"
              tabIndex={view === current ? 0 : -1}
              onClick={() => onOpen(view.place)}
              data-fallen={!standing(view) || undefined}
            >
              {t.hit(view.place, view.signal ? te.signalKinds[view.signal.kind] : te.selectorKinds.name)}
              <AgreementBand band={bandOf(view.hit.score)} />
              {!seen && <span className={classes.unopened} role="img" aria-label={t.unopened} />}
              {!standing(view) && <span>{t.fellAway}</span>}
            </button>
          )
        })}
      </div>
      {current && <SourceLine view={current} />}
    </>
  )
}

function SourceLine({ view }: { view: HitView }) {
  const t = textsOf('caseTexts')
  const te = textsOf('evidence')
  const mistaken = mistakenOf100(view.track)
  const [agreement] = view.signal?.agreements ?? []
  return (
    <p className={classes.source}>
      {t.from} <bdi className={classes.sourceName}>{view.source}</bdi> · {t.madeBy(view.hit.signalVersion)}
      {agreement && <> · {t.agreement(agreement)}</>}
      {mistaken !== null && <> · {te.sourceRight(100 - mistaken)}</>}
    </p>
  )
}
