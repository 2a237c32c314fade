import type { DatedChange } from '@entente/contracts'
import { Panel } from '../../parts/panel.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './rates.module.css'

/** Lists the dated changes that could explain a change of the figures, newest first. */
export function ChangesList({ changes }: { changes: readonly DatedChange[] }) {
  return (
    <Panel title={text('rates.changes.title')} note={changes.length}>
      {changes.length === 0 ? (
        <p>{text('rates.changes.none')}</p>
      ) : (
        <ul className={classes.changes}>
          {changes.map((change, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
            <li key={place}>
              <time dateTime={change.at}>{dateUtc(change.at)}</time>
              <span>{wordsOf(change)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function wordsOf(change: DatedChange): string {
  if (change.kind === 'threshold')
    return text('rates.changes.threshold', { from: hundredths(change.from), to: hundredths(change.to) })
  if (change.kind === 'list') {
    const { title, version, entries } = change
    return text('rates.changes.list', { title, version, entries })
  }
  if (change.kind === 'matcher') return text(`rates.changes.matcher.${change.what}`, { digest: change.digest })
  return text('rates.changes.release', { schema: change.schema })
}
