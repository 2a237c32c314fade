import type { AgreementView, BlindLogEntry } from '@entente/contracts'
import { Button } from '@mantine/core'
import { usePages } from '../../app/use-pages.ts'
import table from '../../parts/data-table.module.css'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from './blind.module.css'

/** What this member asked and was asked: counts and members only, since what was asked stands nowhere. */
export function BlindLog({ agreements }: { agreements: readonly AgreementView[] }) {
  const read = usePages<BlindLogEntry>('/v1/blind/checks', {})
  const titleOf = (id: string) => agreements.find(({ agreement }) => agreement.id === id)?.agreement.title ?? id
  const hidden = <span className={table.dim}>{text('blind.log.unknown')}</span>
  return (
    <Panel title={text('blind.log.title')} flush>
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {read.isPending && <Loading rows={4} height={34} />}
      {read.isEmpty && <p className={classes.padded}>{text('blind.log.empty')}</p>}
      {read.items.length > 0 && (
        <table className={table.table} style={{ minInlineSize: 760 }}>
          <caption className="visually-hidden">{text('blind.log.tableName')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('blind.log.column.at')}</th>
              <th scope="col">{text('blind.log.column.direction')}</th>
              <th scope="col">{text('blind.log.column.agreement')}</th>
              <th scope="col" className={table.number}>
                {text('blind.log.column.asked')}
              </th>
              <th scope="col" className={table.number}>
                {text('blind.log.column.padded')}
              </th>
              <th scope="col" className={table.number}>
                {text('blind.log.column.hits')}
              </th>
              <th scope="col" className={table.number}>
                {text('blind.log.column.quota')}
              </th>
              <th scope="col">{text('blind.log.column.revealed')}</th>
            </tr>
          </thead>
          <tbody>
            {read.items.map((entry) => (
              <tr key={entry.id}>
                <th scope="row" className={table.wrap}>
                  {instantUtc(entry.at)}
                </th>
                <td className={table.wrap}>
                  <bdi>
                    {entry.direction === 'ask'
                      ? text('blind.log.ask', { member: entry.member })
                      : text('blind.log.answer', { member: entry.member })}
                  </bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{titleOf(entry.agreement)}</bdi>, {text(`signals.kind.${entry.kind}`)}
                </td>
                <td className={table.number}>{entry.asked === null ? hidden : number(entry.asked)}</td>
                <td className={table.number}>{number(entry.padded)}</td>
                <td className={table.number}>{entry.hits === null ? hidden : number(entry.hits)}</td>
                <td className={table.number}>{number(entry.quotaLeft)}</td>
                <td className={table.wrap}>
                  {entry.revealedAt !== null ? (
                    instantUtc(entry.revealedAt)
                  ) : (
                    <span className={table.dim}>{text('blind.log.notShown')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {read.more && (
        <div className={classes.padded}>
          <Button variant="default" h={30} onClick={read.more} style={{ justifySelf: 'start' }}>
            {text('blind.log.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
