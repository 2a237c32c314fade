import type { Sender } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ListHead } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { EmptyState } from '../../parts/empty-state.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'
import { AdminFrame } from './admin-frame.tsx'
import { NewSenderDialog } from './new-sender-dialog.tsx'

/** Those who send traffic to this node, each with its keys and settings. */
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
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && senders.length === 0 && (
        <EmptyState title={text('admin.senders.empty')} next={text('admin.senders.emptyNext')} />
      )}
      {senders.length > 0 && <SenderTable senders={senders} />}
      <NewSenderDialog opened={making} onClose={() => setMaking(false)} />
    </AdminFrame>
  )
}

function SenderTable({ senders }: { senders: readonly Sender[] }) {
  return (
    <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 860 }}>
      <caption className="visually-hidden">{text('admin.senders.tableName')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('admin.senders.column.name')}</th>
          <th scope="col">{text('admin.senders.column.regimes')}</th>
          <th scope="col">{text('admin.senders.column.callback')}</th>
          <th scope="col">{text('admin.senders.column.acknowledge')}</th>
          <th scope="col" className={table.number}>
            {text('admin.senders.column.keys')}
          </th>
          <th scope="col">{text('admin.senders.column.last')}</th>
        </tr>
      </thead>
      <tbody>
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
                    <span className={table.secondary}>{format}</span> {regime}
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
              <td>{sender.acknowledge ? text('admin.senders.yes') : text('admin.senders.no')}</td>
              <td className={table.number}>{sender.keys.filter((key) => key.revokedAt === null).length}</td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {last === null ? (
                  <span className={table.dim}>{text('admin.senders.neverUsed')}</span>
                ) : (
                  instantUtc(last)
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const lastUsed = (sender: Sender): string | null =>
  sender.keys
    .flatMap((key) => (key.lastUsedAt === null ? [] : [key.lastUsedAt]))
    .toSorted()
    .at(-1) ?? null
