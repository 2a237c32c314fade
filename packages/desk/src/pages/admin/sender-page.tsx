import type { Sender } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { SenderFields } from '../../gateways/travel/sender/sender-fields.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { AdminFrame } from './admin-frame.tsx'
import { KeysPanel } from './keys-panel.tsx'

const route = getRouteApi('/shell/admin/senders/$id')

/** One sender: its keys, under which law it sends, and how it is answered. */
export function SenderPage() {
  const t = textsOf('admin').senders.page
  const { id } = route.useParams()
  const read = useRead<{ items: Sender[] }>('/v1/senders')
  const sender = read.data?.items.find((each) => each.id === id)
  return (
    <AdminFrame
      title={sender?.name ?? t.crumb}
      head={
        <ObjectHead
          crumbs={[{ to: paths.adminSenders(), label: t.crumb }]}
          title={<bdi>{sender?.name ?? t.crumb}</bdi>}
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && !sender && <EmptyState title={t.unknown} links={[{ to: paths.adminSenders(), label: t.crumb }]} />}
      {sender && (
        <div style={{ maxInlineSize: 760 }}>
          <KeysPanel sender={sender} />
          <SenderFields key={sender.id} sender={sender} />
        </div>
      )}
    </AdminFrame>
  )
}
