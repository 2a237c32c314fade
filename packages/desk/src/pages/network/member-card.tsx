import type { MemberExchange, Peer } from '@entente/contracts'
import { useId } from 'react'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Chip } from '../../parts/chip.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Icon } from '../../parts/icon.tsx'
import panel from '../../parts/panel.module.css'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { Lanes } from './lanes.tsx'
import classes from './network.module.css'
import { stateOf, troubleWords } from './peer-words.ts'

/** Shows one member in the list: its state, the last reads of both sides, both directions, and its problem in a sentence. */
export function MemberCard({ peer, exchange }: { peer: Peer; exchange: MemberExchange | undefined }) {
  const id = useId()
  const { tone, icon, word } = stateOf(peer)
  const joined = peer.state !== 'invited'
  return (
    <section className={`${panel.panel} ${classes.card}`} aria-labelledby={id}>
      <div className={panel.head}>
        <h2 id={id}>
          <GoLink to={paths.networkMember(peer.member)}>
            <bdi>{peer.member}</bdi>
          </GoLink>
        </h2>
        <Chip tone={tone} icon={icon}>
          {word}
        </Chip>
        {joined && (
          <span className={`${panel.actions} ${classes.last}`}>
            {peer.lastPullAt === null
              ? text('network.neverRead')
              : text('network.readFrom', { at: instantHere(peer.lastPullAt, true) })}
            {' · '}
            {peer.sent.lastReadAt === null
              ? text('network.neverReadBy')
              : text('network.readBy', { at: instantHere(peer.sent.lastReadAt, true) })}
          </span>
        )}
      </div>
      <div className={panel.content}>
        {text(`network.stateSays.${peer.state}`) !== '' && (
          <p className={classes.say}>{text(`network.stateSays.${peer.state}`)}</p>
        )}
        {exchange && (peer.state === 'active' || exchange.received.length + exchange.given.length > 0) && (
          <Lanes exchange={exchange} />
        )}
        <MemberNotices peer={peer} exchange={exchange} />
      </div>
    </section>
  )
}

/** Returns one sentence for each problem of a member. */
export function MemberNotices({ peer, exchange }: { peer: Peer; exchange: MemberExchange | undefined }) {
  const { role } = useMe()
  const trouble = peer.state === 'active' ? troubleWords(peer.trouble) : null
  const overdue = exchange?.overdue ?? 0
  return (
    <>
      {trouble !== null && (
        <p className={classes.notice}>
          <Icon name="triangle" />
          <span>{trouble}</span>
        </p>
      )}
      {overdue > 0 && (
        <p className={classes.notice}>
          <Icon name="triangle" />
          <span>
            {text('network.overdue', { count: overdue })}{' '}
            {role !== 'administrator' && <GoLink to={paths.withdrawals()}>{text('network.seeWithdrawals')}</GoLink>}
          </span>
        </p>
      )}
    </>
  )
}
