import type { Bank, Item } from '@entente/contracts'
import { useMe } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { useLabelNames } from '../../labels/use-label-names.ts'
import { opinionWords } from '../../match/opinion-words.ts'
import { text } from '../../texts/index.ts'
import classes from './content-banks.module.css'
import { ItemStateChip } from './item-state.tsx'

/** Lists the items of a bank, newest first. The node logs every read, so under a purpose that the bank does not allow none is requested. */
export function ItemTable({ bank }: { bank: Bank }) {
  const { role, purpose } = useMe()
  if (role === 'oversight' || (purpose !== null && bank.purposes.includes(purpose))) return <Items bank={bank} />
  return (
    <Panel
      title={text('content.banks.one.items')}
      note={text('content.banks.one.itemsNote', { n: number(bank.items) })}
    >
      <WrongPurpose for={bank.purposes} />
    </Panel>
  )
}

function Items({ bank }: { bank: Bank }) {
  const { role } = useMe()
  const nameOf = useLabelNames()
  const read = usePages<Item>(`/v1/content/banks/${encodeURIComponent(bank.name)}/items`, { limit: 100 })
  const quarantined = read.items.filter(({ state }) => state === 'quarantined').length
  return (
    <Panel
      title={text('content.banks.one.items')}
      note={text('content.banks.one.itemsNote', { n: number(bank.items) })}
      flush
    >
      <ListBody
        read={read}
        rows={read.items}
        awaited={6}
        empty={{
          title: text('content.banks.one.empty'),
          next: role === 'signal-officer' ? text('content.banks.one.emptyNext') : text('content.banks.one.emptyRead'),
        }}
        moreLabel={text('content.banks.one.more')}
      >
        {quarantined > 0 && (
          <p className={classes.quarantined}>{text('content.banks.one.quarantined', { n: quarantined })}</p>
        )}
        <DataTable
          name={text('content.banks.one.items')}
          columns={[
            text('content.banks.one.column.item'),
            text('content.banks.one.column.signals'),
            text('content.banks.one.column.labels'),
            text('content.banks.one.column.state'),
            text('content.banks.one.column.opinions'),
            text('content.banks.one.column.valid'),
          ]}
          rows
          minWidth={820}
        >
          {read.items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <GoLink to={paths.item(item.id)}>{text('content.banks.one.number', { n: item.number })}</GoLink>
              </th>
              <td className={table.one} style={{ inlineSize: '38%' }}>
                <Signals item={item} />
              </td>
              <td className={table.one} style={{ inlineSize: '20%' }}>
                {item.labels.map(nameOf).join(', ') || text('content.banks.noLabels')}
              </td>
              <td>
                <ItemStateChip item={item} />
              </td>
              <td>{opinionWords(item.feedback)}</td>
              <td>{dateUtc(item.validUntil)}</td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Panel>
  )
}

function Signals({ item }: { item: Item }) {
  const [first, ...more] = item.signals
  if (!first) return null
  return (
    <>
      <span className={classes.kind}>{text(`content.banks.shortTypes.${first.type}`)}</span>{' '}
      <bdi className="mono" dir={first.type === 'text' ? undefined : 'ltr'} title={first.value.slice(0, 500)}>
        {first.value.slice(0, 120)}
      </bdi>{' '}
      {more.length > 0 && (
        <span className={classes.kind}>{text('content.banks.one.moreSignals', { n: more.length })}</span>
      )}
    </>
  )
}
