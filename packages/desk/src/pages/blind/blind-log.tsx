import type { AgreementView, BlindLogEntry } from '@entente/contracts'
import { Button } from '@mantine/core'
import { usePages } from '../../app/use-pages.ts'
import table from '../../parts/data-table.module.css'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'
import classes from './blind.module.css'

/** What this member asked and was asked: counts and members only, since what was asked stands nowhere. */
export function BlindLog({ agreements }: { agreements: readonly AgreementView[] }) {
  const t = textsOf('blind').log
  const kinds = textsOf('signals').kind
  const read = usePages<BlindLogEntry>('/v1/blind/checks', {})
  const titleOf = (id: string) => agreements.find(({ agreement }) => agreement.id === id)?.agreement.title ?? id
  const hidden = <span className={table.dim}>{t.unknown}</span>
  return (
    <Panel title={t.title} flush>
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {read.isPending && <Loading rows={4} height={34} />}
      {read.isEmpty && <p className={classes.padded}>{t.empty}</p>}
      {read.items.length > 0 && (
        <table className={table.table} style={{ minInlineSize: 760 }}>
          <caption className="visually-hidden">{t.tableName}</caption>
          <thead>
            <tr>
              <th scope="col">{t.column.at}</th>
              <th scope="col">{t.column.direction}</th>
              <th scope="col">{t.column.agreement}</th>
              <th scope="col" className={table.number}>
                {t.column.asked}
              </th>
              <th scope="col" className={table.number}>
                {t.column.padded}
              </th>
              <th scope="col" className={table.number}>
                {t.column.hits}
              </th>
              <th scope="col" className={table.number}>
                {t.column.quota}
              </th>
              <th scope="col">{t.column.revealed}</th>
            </tr>
          </thead>
          <tbody>
            {read.items.map((entry) => (
              <tr key={entry.id}>
                <th scope="row" className={table.wrap}>
                  {instantUtc(entry.at)}
                </th>
                <td className={table.wrap}>
                  <bdi>{entry.direction === 'ask' ? t.ask(entry.member) : t.answer(entry.member)}</bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{titleOf(entry.agreement)}</bdi>, {kinds[entry.kind]}
                </td>
                <td className={table.number}>{entry.asked === null ? hidden : number(entry.asked)}</td>
                <td className={table.number}>{number(entry.padded)}</td>
                <td className={table.number}>{entry.hits === null ? hidden : number(entry.hits)}</td>
                <td className={table.number}>{number(entry.quotaLeft)}</td>
                <td className={table.wrap}>
                  {entry.revealedAt !== null ? (
                    instantUtc(entry.revealedAt)
                  ) : (
                    <span className={table.dim}>{t.notShown}</span>
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
            {t.more}
          </Button>
        </div>
      )}
    </Panel>
  )
}
