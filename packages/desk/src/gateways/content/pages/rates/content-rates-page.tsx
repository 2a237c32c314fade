import { type ContentRates, fewestReviewed } from '@entente/contracts'
import { useRead } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { text } from '../../texts/index.ts'
import { byDay, shareOf } from './by-day.ts'
import classes from './content-rates.module.css'
import { HourChart, shareWords } from './hour-chart.tsx'

/** Shows the share of uploads with a match by hour, and the share of correct matches by bank. */
export function ContentRatesPage() {
  const read = useRead<ContentRates>('/v1/content/rates', {}, { staleTime: 0 })
  const rates = read.data
  const all = rates?.hours.reduce(
    (sum, hour) => ({
      uploads: sum.uploads + hour.uploads,
      found: sum.found + hour.found,
      cases: sum.cases + hour.cases,
    }),
    { uploads: 0, found: 0, cases: 0 },
  )
  return (
    <BanksFrame title={text('content.rates.title')}>
      <ReadState read={read} rows={8} />
      {all?.uploads === 0 && <EmptyState title={text('content.rates.none')} next={text('content.rates.noneNext')} />}
      {rates && all && all.uploads > 0 && (
        <>
          <p className={classes.lead}>
            {text('content.rates.lead', {
              uploads: number(all.uploads),
              found: number(all.found),
              share: shareWords(shareOf(all)),
              cases: number(all.cases),
            })}
          </p>
          <Panel title={text('content.rates.chart')}>
            <HourChart hours={rates.hours} />
          </Panel>
          <Days rates={rates} />
        </>
      )}
      {rates && <Banks rates={rates} />}
      {rates && <p className={classes.after}>{text('content.rates.reason')}</p>}
    </BanksFrame>
  )
}

function Days({ rates }: { rates: ContentRates }) {
  return (
    <Panel title={text('content.rates.days')} flush>
      <table className={table.table}>
        <caption className="visually-hidden">{text('content.rates.days')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('content.rates.day')}</th>
            {(
              [
                text('content.rates.uploads'),
                text('content.rates.found'),
                text('content.rates.share'),
                text('content.rates.cases'),
              ] as const
            ).map((name) => (
              <th key={name} scope="col" className={table.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byDay(rates.hours).map((day) => (
            <tr key={day.day}>
              <th scope="row">{dateUtc(`${day.day}T00:00:00Z`)}</th>
              <td className={table.number}>{number(day.uploads)}</td>
              <td className={table.number}>{number(day.found)}</td>
              <td className={table.number}>{shareWords(shareOf(day))}</td>
              <td className={table.number}>{number(day.cases)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

/** Lists the share of correct matches by bank. With too few opinions a bank shows only counts. */
function Banks({ rates }: { rates: ContentRates }) {
  return (
    <Panel
      title={text('content.rates.banks')}
      note={text('content.rates.banksNote', { date: dateUtc(rates.opinionsSince) })}
      flush
    >
      {rates.banks.length === 0 ? (
        <p className={classes.none}>{text('content.rates.noBank')}</p>
      ) : (
        <table className={table.table} style={{ minInlineSize: 760 }}>
          <caption className="visually-hidden">{text('content.rates.banks')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('content.rates.column.bank')}</th>
              {(['hits', 'confirmed', 'mistaken', 'notUseful'] as const).map((column) => (
                <th key={column} scope="col" className={table.number}>
                  {text(`content.rates.column.${column}`)}
                </th>
              ))}
              <th scope="col">{text('content.rates.column.right')}</th>
            </tr>
          </thead>
          <tbody>
            {rates.banks.map(({ name, hits, opinions }) => {
              const answered = opinions.confirmed + opinions.mistaken
              return (
                <tr key={name}>
                  <th scope="row">
                    <GoLink to={paths.bank(name)}>
                      <bdi dir="ltr">{name}</bdi>
                    </GoLink>
                  </th>
                  <td className={table.number}>{number(hits)}</td>
                  <td className={table.number}>{number(opinions.confirmed)}</td>
                  <td className={table.number}>{number(opinions.mistaken)}</td>
                  <td className={table.number}>{number(opinions.notUseful)}</td>
                  <td className={answered < fewestReviewed ? table.dim : undefined}>
                    {answered < fewestReviewed
                      ? text('content.rates.tooFew', { n: answered })
                      : text('content.rates.mistaken', { n: Math.round((100 * opinions.mistaken) / answered) })}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
