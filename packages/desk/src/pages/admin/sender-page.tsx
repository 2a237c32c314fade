import type { Sender } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AdminFrame } from './admin-frame.tsx'
import { CallbackPanel } from './callback-panel.tsx'
import { KeysPanel } from './keys-panel.tsx'

const route = getRouteApi('/shell/admin/senders/$id')

/** Shows one sender: its keys, the regime of its messages, and the settings of its answers. */
export function SenderPage() {
  const { id } = route.useParams()
  const read = useRead<{ items: Sender[] }>('/v1/senders')
  const sender = read.data?.items.find((each) => each.id === id)
  const Fields = useGateway(sender?.gateway ?? '').sender?.Fields
  return (
    <AdminFrame
      title={sender?.name ?? text('admin.senders.page.crumb')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.adminSenders(), label: text('admin.senders.page.crumb') }]}
          title={<bdi>{sender?.name ?? text('admin.senders.page.crumb')}</bdi>}
        />
      }
    >
      <ReadState read={read} rows={8} />
      {read.data && !sender && (
        <EmptyState
          title={text('admin.senders.page.unknown')}
          links={[{ to: paths.adminSenders(), label: text('admin.senders.page.crumb') }]}
        />
      )}
      {sender && (
        <div style={{ maxInlineSize: 760 }}>
          <KeysPanel sender={sender} />
          <CallbackPanel sender={sender} />
          {Fields && (
            <Suspense>
              <Fields key={sender.id} sender={sender} />
            </Suspense>
          )}
        </div>
      )}
    </AdminFrame>
  )
}
