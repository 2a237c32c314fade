import type { Bank, Item } from '@entente/contracts'
import { Button } from '@mantine/core'
import { paths } from '../../../../app/paths.ts'
import { useMe } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { WrongPurpose } from '../../wrong-purpose.tsx'
import classes from './content-banks.module.css'
import { ItemStateChip } from './item-state.tsx'
import { opinionWords } from './opinion-words.ts'

/** The items of a bank, newest first. Reading them is logged; under a purpose that is not the bank's none is asked for. */
export function ItemTable({ bank }: { bank: Bank }) {
  const t = textsOf('contentBanks')
  const { role, purpose } = useMe()
  if (role === 'oversight' || (purpose !== null && bank.purposes.includes(purpose))) return <Items bank={bank} />
  return (
    <Panel title={t.one.items} note={t.one.itemsNote(number(bank.items))}>
      <WrongPurpose for={bank.purposes} />
    </Panel>
  )
}

function Items({ bank }: { bank: Bank }) {
  const t = textsOf('contentBanks')
  const { role } = useMe()
  const nameOf = useLabelNames()
  const read = usePages<Item>(`/v1/content/banks/${encodeURIComponent(bank.name)}/items`, { limit: 100 })
  const held = read.items.filter(({ state }) => state === 'quarantined').length
  return (
    <Panel title={t.one.items} note={t.one.itemsNote(number(bank.items))} flush>
      {read.error && (
        <div className={classes.inset}>
          <ProblemCard error={read.error} onRetry={read.retry} />
        </div>
      )}
      {read.isPending && <Loading rows={6} height={34} />}
      {read.isEmpty && (
        <EmptyState title={t.one.empty} next={role === 'signal-officer' ? t.one.emptyNext : t.one.emptyRead} />
      )}
      {held > 0 && <p className={classes.held}>{t.one.quarantined(held)}</p>}
      {read.items.length > 0 && (
        <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 820 }}>
          <caption className="visually-hidden">{t.one.items}</caption>
          <thead>
            <tr>
              <th scope="col">{t.one.column.item}</th>
              <th scope="col">{t.one.column.signals}</th>
              <th scope="col">{t.one.column.labels}</th>
              <th scope="col">{t.one.column.state}</th>
              <th scope="col">{t.one.column.said}</th>
              <th scope="col">{t.one.column.valid}</th>
            </tr>
          </thead>
          <tbody>
            {read.items.map((item) => (
              <tr key={item.id}>
                <th scope="row">
                  <GoLink to={paths.item(item.id)}>{t.one.number(item.number)}</GoLink>
                </th>
                <td className={table.one} style={{ inlineSize: '38%' }}>
                  <Signals item={item} />
                </td>
                <td className={table.one} style={{ inlineSize: '20%' }}>
                  {item.labels.map(nameOf).join(', ') || t.noLabels}
                </td>
                <td>
                  <ItemStateChip item={item} />
                </td>
                <td>{opinionWords(item.feedback)}</td>
                <td>{dateUtc(item.validUntil)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {read.more && (
        <div className={classes.inset}>
          <Button variant="default" h={30} onClick={read.more}>
            {t.one.more}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Signals({ item }: { item: Item }) {
  const t = textsOf('contentBanks')
  const [first, ...more] = item.signals
  if (!first) return null
  return (
    <>
      <span className={classes.kind}>{t.shortTypes[first.type]}</span>{' '}
      <bdi className="mono" dir={first.type === 'text' ? undefined : 'ltr'} title={first.value.slice(0, 500)}>
        {first.value.slice(0, 120)}
      </bdi>{' '}
      {more.length > 0 && <span className={classes.kind}>{t.one.moreSignals(more.length)}</span>}
    </>
  )
}
