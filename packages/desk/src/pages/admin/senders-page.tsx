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
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'
import { AdminFrame } from './admin-frame.tsx'
import { NewSenderDialog } from './new-sender-dialog.tsx'

/** Carriers and hubs that hand in messages. */
export function SendersPage() {
  const t = textsOf('admin')
  const read = useRead<{ items: Sender[] }>('/v1/senders')
  const senders = read.data?.items ?? []
  const [making, setMaking] = useState(false)
  return (
    <AdminFrame
      title={t.tabs.senders}
      flush
      head={
        <ListHead
          title={t.title}
          count={read.data && t.senders.count(senders.length)}
          actions={
            <Button h={30} onClick={() => setMaking(true)}>
              {t.senders.new}
            </Button>
          }
        >
          {t.what}
        </ListHead>
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && senders.length === 0 && <EmptyState title={t.senders.empty} next={t.senders.emptyNext} />}
      {senders.length > 0 && <SenderTable senders={senders} />}
      <NewSenderDialog opened={making} onClose={() => setMaking(false)} />
    </AdminFrame>
  )
}

function SenderTable({ senders }: { senders: readonly Sender[] }) {
  const t = textsOf('admin').senders
  return (
    <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 860 }}>
      <caption className="visually-hidden">{t.tableName}</caption>
      <thead>
        <tr>
          <th scope="col">{t.column.name}</th>
          <th scope="col">{t.column.regimes}</th>
          <th scope="col">{t.column.callback}</th>
          <th scope="col">{t.column.acknowledge}</th>
          <th scope="col" className={table.number}>
            {t.column.keys}
          </th>
          <th scope="col">{t.column.last}</th>
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
                  <span className={table.dim}>{t.noCallback}</span>
                ) : (
                  <bdi dir="ltr">{sender.callbackUrl}</bdi>
                )}
              </td>
              <td>{sender.acknowledge ? t.yes : t.no}</td>
              <td className={table.number}>{sender.keys.filter((key) => key.revokedAt === null).length}</td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {last === null ? <span className={table.dim}>{t.neverUsed}</span> : instantUtc(last)}
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
