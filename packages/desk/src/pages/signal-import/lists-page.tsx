import type { SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Marking } from '../../evidence/marking.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

/** Shows the lists whose entries are signals of this node, with their terms. */
export function ListsPage() {
  const me = useMe()
  const go = useGo()
  const read = useRead<{ items: SignalList[] }>('/v1/lists')
  const lists = read.data?.items ?? []
  return (
    <Page
      title={text('signal-lists.title')}
      label={text('signal-lists.tableName')}
      flush
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: text('signal-lists.crumbs.signals') },
            { label: text('signal-lists.crumbs.lists') },
          ]}
          title={text('signal-lists.title')}
          actions={
            me.role === 'signal-officer' && (
              <Button h={30} onClick={() => go(paths.signalListNew())}>
                {text('signal-lists.newList')}
              </Button>
            )
          }
        />
      }
    >
      <ListBody
        read={read}
        rows={lists}
        awaited={6}
        empty={{ title: text('signal-lists.empty'), next: text('signal-lists.emptyNext') }}
      >
        <DataTable
          name={text('signal-lists.tableName')}
          columns={[
            text('signal-lists.column.title'),
            text('signal-lists.column.format'),
            text('signal-lists.column.marking'),
            { head: text('signal-lists.column.version'), number: true },
            { head: text('signal-lists.column.entries'), number: true },
            text('signal-lists.column.last'),
          ]}
          rows
        >
          {lists.map((list) => (
            <tr key={list.id}>
              <th scope="row">
                <GoLink to={paths.signalList(list.id)}>
                  <bdi>{list.title}</bdi>
                </GoLink>
              </th>
              <td>{text(`signal-lists.format.${list.format}`)}</td>
              <td>
                <Marking tlp={list.terms.tlp} quiet />
              </td>
              <td className={table.number}>{list.version === 0 ? '–' : list.version}</td>
              <td className={table.number}>{number(list.entries)}</td>
              <td>{lastImport(list) ?? text('signal-lists.neverImported')}</td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}

function lastImport(list: SignalList): string | null {
  const last = list.versions.find((version) => version.version === list.version)
  return last === undefined ? null : instantHere(last.at)
}
