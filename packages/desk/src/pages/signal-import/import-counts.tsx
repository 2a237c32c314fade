import type { ImportPreview } from '@entente/contracts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { countOf, type Show, shows, widening } from './counts.ts'
import classes from './signal-import.module.css'

const icons: Record<Show, IconName> = {
  new: 'plus',
  changed: 'spelling',
  unchanged: 'same',
  foreign: 'padlock',
  refused: 'circledCross',
}

/** Shows the five counts. Each is also a filter for the rows below. */
export function ImportCounts({
  preview,
  show,
  onShow,
}: {
  preview: ImportPreview
  show: Show
  onShow: (show: Show) => void
}) {
  const counts = countOf(preview)
  const under: Record<Show, string> = {
    new: text('signal-import.under.new'),
    changed: text('signal-import.under.changed', { widen: widening(preview) }),
    unchanged: text('signal-import.under.unchanged'),
    foreign: text('signal-import.under.foreign'),
    refused: counts.refused > 0 ? text('signal-import.under.refused') : text('signal-import.under.refusedNone'),
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
    <div role="group" aria-label={text('signal-import.countsName')} className={classes.counts}>
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
            <Icon name={icons[each]} /> {text(`signal-import.counts.${each}`)}
          </span>
          <span className={classes.countNumber}>{number(counts[each])}</span>
          <span className={classes.countUnder}>{under[each]}</span>
        </button>
      ))}
    </div>
  )
}
