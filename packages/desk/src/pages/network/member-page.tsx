import type { AgreementPage, Peer } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useRecent } from '../../app/use-recent.ts'
import { AgreementState } from '../../parts/agreement-state.tsx'
import { Chip } from '../../parts/chip.tsx'
import columns from '../../parts/columns.module.css'
import { FactList } from '../../parts/fact-list.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { useKeys } from '../../parts/keys.ts'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc, instantHere } from '../../texts/times.ts'
import { Lanes } from './lanes.tsx'
import { MemberActs } from './member-acts.tsx'
import { MemberNotices } from './member-card.tsx'
import classes from './network.module.css'
import { stateOf, troubleWords } from './peer-words.ts'
import { useExchange } from './use-exchange.ts'
import { Words } from './words.tsx'

const route = getRouteApi('/shell/network/$member')

/** Shows one member: its state, keys, the six words, the exchange in both directions, and its agreements. */
export function MemberPage() {
  const { member } = route.useParams()
  const go = useGo()
  const { role } = useMe()
  const read = useRead<Peer>(`/v1/peers/${encodeURIComponent(member)}`)
  const exchange = useExchange().of(member)
  const peer = read.data
  useRecent('member', peer?.member)
  const [notice, setNotice] = useState('')
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.network()) }])
  const state = peer && stateOf(peer)
  return (
    <ExchangeFrame
      title={text('network.title')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.network(), label: text('network.member.crumb') }, { label: member }]}
          title={<bdi>{member}</bdi>}
          chips={
            state && (
              <Chip tone={state.tone} icon={state.icon}>
                {state.word}
              </Chip>
            )
          }
          actions={
            peer && role === 'administrator' && <MemberActs peer={peer} exchange={exchange} onDone={setNotice} />
          }
        />
      }
    >
      <ReadState read={read} rows={8} />
      <p role="status" className={notice === '' ? 'visually-hidden' : note.note}>
        {notice}
      </p>
      {peer && (
        <div className={columns.columns}>
          <div>
            {(peer.state === 'joined-unconfirmed' || peer.state === 'suspended') && (
              <Words peer={peer} onDone={setNotice} />
            )}
            {exchange && (
              <Panel title={text('network.map.title')}>
                <Lanes exchange={exchange} />
                <MemberNotices peer={peer} exchange={exchange} />
              </Panel>
            )}
            {role !== 'administrator' && <AgreementsWith member={member} />}
          </div>
          <div>
            <Panel title={text('network.member.standing')}>
              <Standing peer={peer} />
            </Panel>
            <Panel title={text('network.member.keys')}>
              {peer.keyIds.length === 0 ? (
                <p>{text('network.member.noKeys')}</p>
              ) : (
                <>
                  <ul>
                    {peer.keyIds.map((key) => (
                      <li key={key}>
                        <bdi dir="ltr" className="mono">
                          {key}
                        </bdi>
                      </li>
                    ))}
                  </ul>
                  <p className={classes.say}>{text('network.member.keysNote')}</p>
                </>
              )}
            </Panel>
            {peer.state === 'active' && (
              <Panel title={text('network.member.words')}>
                <bdi dir="ltr">{peer.fingerprint}</bdi>
              </Panel>
            )}
          </div>
        </div>
      )}
    </ExchangeFrame>
  )
}

function Standing({ peer }: { peer: Peer }) {
  const at = (instant: string | null) => (instant === null ? text('network.member.never') : instantHere(instant, true))
  return (
    <FactList
      facts={[
        { name: text('network.member.state'), value: text(`network.state.${peer.state}`) },
        {
          name: text('network.member.address'),
          value: peer.url === '' ? text('network.member.notJoined') : <bdi dir="ltr">{peer.url}</bdi>,
        },
        { name: text('network.member.node'), value: <bdi dir="ltr">{peer.node}</bdi> },
        { name: text('network.member.lastIn'), value: at(peer.lastPullAt) },
        {
          name: text('network.member.lag'),
          value: peer.lag === null ? text('network.member.notKnown') : text('network.member.entries', { n: peer.lag }),
        },
        { name: text('network.member.lastOut'), value: at(peer.sent.lastReadAt) },
        { name: text('network.member.waiting'), value: text('network.member.entries', { n: peer.sent.waiting }) },
        { name: text('network.member.skew'), value: skewWords(peer.skewMs) },
        ...(peer.trouble === null ? [] : [{ name: text('network.member.trouble'), value: troubleWords(peer.trouble) }]),
      ]}
    />
  )
}

function skewWords(ms: number | null): string {
  if (ms === null) return text('network.member.notKnown')
  if (Math.abs(ms) < 1_000) return text('network.member.skewNone')
  return text('network.member.skewOf', { seconds: number(Math.abs(ms) / 1_000, 1), ahead: ms > 0 })
}

function AgreementsWith({ member }: { member: string }) {
  const read = useRead<AgreementPage>('/v1/agreements')
  const shared = (read.data?.items ?? []).filter(({ agreement }) =>
    agreement.parties.some((party) => party.member === member),
  )
  return (
    <Panel title={text('network.member.agreements')} {...(read.data && { note: shared.length })}>
      {read.error && <ProblemCard error={read.error} />}
      {read.data && shared.length === 0 && <p>{text('network.member.noAgreements')}</p>}
      <ul>
        {shared.map(({ agreement, status }) => (
          <li key={agreement.id} style={{ paddingBlock: 3 }}>
            <GoLink to={paths.agreement(agreement.id)}>
              <bdi>{agreement.title}</bdi>
            </GoLink>{' '}
            <AgreementState status={status} /> {text('network.member.until', { day: dateUtc(agreement.validUntil) })}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
