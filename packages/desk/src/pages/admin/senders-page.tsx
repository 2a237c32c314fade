import type { Sender } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ListHead } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { type Regime, RegimesTable } from '../../app/regimes-table.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { ListBody } from '../../parts/list-body.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AdminFrame } from './admin-frame.tsx'
import { NewSenderDialog } from './new-sender-dialog.tsx'

/** Lists the systems that send messages to the node, with their keys. */
export function SendersPage() {
  const read = useRead<{ items: Sender[] }>('/v1/senders')
  const senders = read.data?.items ?? []
  const [making, setMaking] = useState(false)
  return (
    <AdminFrame
      title={text('admin.tabs.senders')}
      flush
      head={
        <ListHead
          title={text('admin.title')}
          count={read.data && text('admin.senders.count', { n: senders.length })}
          actions={
            <Button h={30} onClick={() => setMaking(true)}>
              {text('admin.senders.new')}
            </Button>
          }
        >
          {text('admin.what')}
        </ListHead>
      }
    >
      <ListBody
        read={read}
        rows={senders}
        awaited={8}
        empty={{ title: text('admin.senders.empty'), next: text('admin.senders.emptyNext') }}
      >
        <SenderTable senders={senders} />
      </ListBody>
      <NewSenderDialog opened={making} onClose={() => setMaking(false)} />
    </AdminFrame>
  )
}

function SenderTable({ senders }: { senders: readonly Sender[] }) {
  return (
    <DataTable
      name={text('admin.senders.tableName')}
      columns={[
        text('admin.senders.column.name'),
        text('admin.senders.column.regimes'),
        text('admin.senders.column.callback'),
        text('admin.senders.column.acknowledge'),
        { head: text('admin.senders.column.keys'), number: true },
        text('admin.senders.column.last'),
      ]}
      rows
      minWidth={860}
    >
      {senders.map((sender) => {
        const last = lastUsed(sender)
        return (
          <tr key={sender.id}>
            <th scope="row">
              <GoLink to={paths.adminSender(sender.id)}>
                <bdi>{sender.name}</bdi>
              </GoLink>
            </th>
            <td>
              {Object.entries(sender.regimes).map(([format, regime], place) => (
                <span key={format}>
                  {place > 0 && ' · '}
                  <bdi className={table.secondary}>{format}</bdi> <bdi>{regime}</bdi>
                </span>
              ))}
            </td>
            <td className={table.one}>
              {sender.callbackUrl === null ? (
                <span className={table.dim}>{text('admin.senders.noCallback')}</span>
              ) : (
                <bdi dir="ltr">{sender.callbackUrl}</bdi>
              )}
            </td>
            <td>{sender.settings.acknowledge === true ? text('admin.senders.yes') : text('admin.senders.no')}</td>
            <td className={table.number}>{sender.keys.filter((key) => key.revokedAt === null).length}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {last === null ? (
                <span className={table.dim}>{text('admin.senders.neverUsed')}</span>
              ) : (
                <Instant at={last} />
              )}
            </td>
          </tr>
        )
      })}
    </DataTable>
  )
}

const lastUsed = (sender: Sender): string | null =>
  sender.keys
    .flatMap((key) => (key.lastUsedAt === null ? [] : [key.lastUsedAt]))
    .toSorted()
    .at(-1) ?? null

/** Lists the legal regimes, which set masking, deletion and purposes. They are part of the node's configuration and cannot be changed here. */
export function RegimesPage() {
  const read = useRead<Regime[]>('/v1/retention/regimes')
  return (
    <AdminFrame
      title={text('admin.tabs.regimes')}
      flush
      head={<ListHead title={text('admin.title')}>{text('admin.regimes.what')}</ListHead>}
    >
      <ReadState read={read} rows={8} />
      {read.data && read.data.length > 0 && <RegimesTable regimes={read.data} />}
    </AdminFrame>
  )
}
