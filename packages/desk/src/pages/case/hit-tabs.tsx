import { bandOf } from '@entente/contracts'
import { AgreementBand } from '../../evidence/agreement-band.tsx'
import { mistakenOf100 } from '../../evidence/evidence-sides.ts'
import { type HitView, standing } from '../../evidence/hit-source.ts'
import { text } from '../../texts/text.ts'
import classes from './case.module.css'

interface Props {
  views: HitView[]
  current: HitView | undefined
  opened: string[]
  onOpen: (place: number) => void
}

/** Shows a tab for each hit with its kind, band and source. A hollow dot marks a hit that was not opened yet. */
export function HitTabs({ views, current, opened, onOpen }: Props) {
  const move = (key: string): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
    if (step && current) onOpen(current.place + step)
  }
  return (
    <>
      <div
        className={classes.tabs}
        role="tablist"
        aria-label={text('case.hits')}
        onKeyDown={(event) => move(event.key)}
      >
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
              {text('case.hit', {
                place: view.place,
                kind: view.signal
                  ? text(`evidence.signalKinds.${view.signal.kind}`)
                  : text('evidence.selectorKinds.name'),
              })}
              <AgreementBand band={bandOf(view.hit.score)} />
              {!seen && <span className={classes.unopened} role="img" aria-label={text('case.unopened')} />}
              {!standing(view) && <span>{text('case.fellAway')}</span>}
            </button>
          )
        })}
      </div>
      {current && <SourceLine view={current} />}
    </>
  )
}

function SourceLine({ view }: { view: HitView }) {
  const mistaken = mistakenOf100(view.track)
  const [agreement] = view.signal?.agreements ?? []
  return (
    <p className={classes.source}>
      {text('case.from')} <bdi className={classes.sourceName}>{view.source}</bdi> ·{' '}
      {text('case.madeBy', { version: view.hit.signalVersion })}
      {agreement && <> · {text('case.agreement', { name: agreement })}</>}
      {mistaken !== null && <> · {text('evidence.sourceRight', { percent: 100 - mistaken })}</>}
    </p>
  )
}
