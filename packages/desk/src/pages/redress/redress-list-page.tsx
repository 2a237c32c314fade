import type { RedressList } from '@entente/contracts'
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { text } from '../../texts/text.ts'
import { NextTime, RedressChips } from './redress-words.tsx'

/** Lists requests for redress with their clocks: the late ones first, then by the time of their answer. */
export function RedressListPage() {
  const [which, setWhich] = useState('open')
  const title = text('shell.pages.redress')
  const read = useRead<RedressList>('/v1/redress', { which }, { staleTime: 0 })
  const items = read.data?.items ?? []
  return (
    <Page
      title={title}
      label={title}
      flush
      head={
        <ListHead
          title={title}
          actions={
            <SegmentedControl
              aria-label={text('redress.which.label')}
              value={which}
              onChange={setWhich}
              data={(['open', 'ended'] as const).map((value) => ({ value, label: text(`redress.which.${value}`) }))}
            />
          }
        >
          {text('redress.what')}
        </ListHead>
      }
    >
      <ListBody
        read={read}
        rows={items}
        awaited={6}
        empty={{ title: text('redress.empty'), next: text('redress.emptyNext') }}
      >
        <DataTable
          name={title}
          columns={[
            text('redress.column.reference'),
            text('redress.column.kind'),
            text('redress.column.state'),
            text('redress.column.next'),
            text('redress.column.reviewer'),
            text('redress.column.received'),
          ]}
          minWidth={760}
          stacks
        >
          {items.map((request) => (
            <tr key={request.id}>
              <th scope="row">
                <GoLink to={paths.redressRequest(request.reference)}>
                  <bdi dir="ltr">{request.reference}</bdi>
                </GoLink>
              </th>
              <td className={table.wrap}>{text(`redress.kind.${request.kind}`)}</td>
              <td>
                <RedressChips request={request} />
              </td>
              <td className={table.wrap}>
                <NextTime request={request} />
              </td>
              <td className={table.wrap}>
                {request.reviewer === null ? text('redress.nobody') : <bdi>{request.reviewer}</bdi>}
                {request.isMine && <div className={table.secondary}>{text('redress.yours')}</div>}
              </td>
              <td>
                <Instant at={request.receivedAt} />
              </td>
            </tr>
          ))}
        </DataTable>
      </ListBody>
    </Page>
  )
}
