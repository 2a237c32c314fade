import type { Peer } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { ListHead } from '../../app/page.tsx'
import { useMe } from '../../app/session.ts'
import { useChartView } from '../../parts/charts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { LagChart } from './lag-chart.tsx'
import { MemberCard } from './member-card.tsx'
import { NetworkMap } from './network-map.tsx'
import { useExchange, useMembers } from './use-exchange.ts'

/** The map shows at most this many members, to stay legible. */
const mostDrawn = 8

/** Lists the members: state, exchange in both directions, and problems. An administrator can invite and join from here. */
export function NetworkPage() {
  const me = useMe()
  const read = useMembers()
  const exchange = useExchange()
  const view = useChartView()
  const [dialog, setDialog] = useState<'invite' | 'join' | null>(null)
  const peers = (read.data?.items ?? []).toSorted((one, other) => order(one) - order(other))
  const manages = me.role === 'administrator'
  const close = (): void => setDialog(null)
  const acts = (
    <>
      <Button variant="default" h={30} onClick={() => setDialog('join')}>
        {text('network.join')}
      </Button>
      <Button variant="default" h={30} onClick={() => setDialog('invite')}>
        {text('network.invite')}
      </Button>
    </>
  )
  const drawn = peers.filter(({ state }) => state === 'active')
  return (
    <ExchangeFrame
      title={text('network.title')}
      head={
        <ListHead
          title={text('network.title')}
          count={read.data && text('network.count', { members: peers.length, active: drawn.length })}
          actions={manages && peers.length > 0 && acts}
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {exchange.error && <ProblemCard error={exchange.error} />}
      {read.isPending && <Loading rows={4} height={120} />}
      {read.data && peers.length === 0 && (
        <EmptyState
          title={text('network.empty')}
          next={manages ? text('network.emptyNext') : text('network.emptyRead')}
        >
          {manages && acts}
        </EmptyState>
      )}
      {drawn.length > 0 && drawn.length <= mostDrawn && (
        <NetworkMap
          here={me.memberName}
          members={drawn.map((peer) => ({ peer, exchange: exchange.of(peer.member) }))}
        />
      )}
      <LagChart exchanges={exchange.items} view={view} />
      {peers.map((peer) => (
        <MemberCard key={peer.member} peer={peer} exchange={exchange.of(peer.member)} />
      ))}
      <InviteDialog opened={dialog === 'invite'} onClose={close} />
      <JoinDialog opened={dialog === 'join'} onClose={close} />
    </ExchangeFrame>
  )
}

const states: readonly Peer['state'][] = ['joined-unconfirmed', 'active', 'suspended', 'invited', 'removed']
/** Orders members: those that wait for a person, those with problems, active ones, then all others. */
function order(peer: Peer): number {
  return states.indexOf(peer.state) + (peer.state === 'active' && peer.trouble === null ? 0.5 : 0)
}
