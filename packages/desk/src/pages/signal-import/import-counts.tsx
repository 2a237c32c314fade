import type { ImportPreview } from '@entente/contracts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { countOf, type Show, shows, widening } from './counts.ts'
import classes from './signal-import.module.css'

const icons: Record<Show, IconName> = {
  new: 'plus',
  changed: 'spelling',
  unchanged: 'same',
  foreign: 'padlock',
  refused: 'circledCross',
}

/** The five counts; each is also the filter of what is listed below. */
export function ImportCounts({
  preview,
  show,
  onShow,
}: {
  preview: ImportPreview
  show: Show
  onShow: (show: Show) => void
}) {
  const t = textsOf('signalImport')
  const counts = countOf(preview)
  const under: Record<Show, string> = {
    new: t.under.new,
    changed: t.under.changed(widening(preview)),
    unchanged: t.under.unchanged,
    foreign: t.under.foreign,
    refused: counts.refused > 0 ? t.under.refused : t.under.refusedNone,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
    <div role="group" aria-label={t.countsName} className={classes.counts}>
      {shows.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.count}
          data-refused={(each === 'refused' && counts.refused > 0) || undefined}
          aria-pressed={show === each}
          onClick={() => onShow(each)}
        >
          <span className={classes.countName}>
            <Icon name={icons[each]} /> {t.counts[each]}
          </span>
          <span className={classes.countNumber}>{number(counts[each])}</span>
          <span className={classes.countUnder}>{under[each]}</span>
        </button>
      ))}
    </div>
  )
}
