import type { AgreementPage, Peer } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { AgreementState } from '../../parts/agreement-state.tsx'
import { Chip } from '../../parts/chip.tsx'
import columns from '../../parts/columns.module.css'
import { FactList } from '../../parts/fact-list.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { useKeys } from '../../parts/keys.ts'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { dateUtc, instantUtc } from '../../texts/times.ts'
import { Lanes } from './lanes.tsx'
import { MemberActs } from './member-acts.tsx'
import { MemberNotices } from './member-card.tsx'
import classes from './network.module.css'
import { stateOf, troubleWords } from './peer-words.ts'
import { useExchange } from './use-exchange.ts'
import { Words } from './words.tsx'

const route = getRouteApi('/shell/network/$member')

/** One member: how it stands, its keys, the six words, what goes both ways, the agreements with it. */
export function MemberPage() {
  const t = textsOf('network')
  const { member } = route.useParams()
  const go = useGo()
  const { role } = useMe()
  const read = useRead<Peer>(`/v1/peers/${encodeURIComponent(member)}`)
  const exchange = useExchange().of(member)
  const peer = read.data
  const [told, setTold] = useState('')
  useKeys([{ keys: 'Escape', label: textsOf('shell').keyNames.close, act: () => go(paths.network()) }])
  const state = peer && stateOf(peer)
  return (
    <ExchangeFrame
      title={t.title}
      head={
        <ObjectHead
          crumbs={[{ to: paths.network(), label: t.member.crumb }, { label: member }]}
          title={<bdi>{member}</bdi>}
          chips={
            state && (
              <Chip tone={state.tone} icon={state.icon}>
                {state.word}
              </Chip>
            )
          }
          actions={peer && role === 'administrator' && <MemberActs peer={peer} exchange={exchange} onTold={setTold} />}
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      <p role="status" className={told === '' ? 'visually-hidden' : classes.told}>
        {told}
      </p>
      {peer && (
        <div className={columns.columns}>
          <div>
            {(peer.state === 'joined-unconfirmed' || peer.state === 'suspended') && (
              <Words peer={peer} onTold={setTold} />
            )}
            {exchange && (
              <Panel title={t.map.title}>
                <Lanes exchange={exchange} />
                <MemberNotices peer={peer} exchange={exchange} />
              </Panel>
            )}
            {role !== 'administrator' && <AgreementsWith member={member} />}
          </div>
          <div>
            <Panel title={t.member.standing}>
              <Standing peer={peer} />
            </Panel>
            <Panel title={t.member.keys}>
              {peer.keyIds.length === 0 ? (
                <p>{t.member.noKeys}</p>
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
                  <p className={classes.say}>{t.member.keysNote}</p>
                </>
              )}
            </Panel>
            {peer.state === 'active' && (
              <Panel title={t.member.words}>
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
  const t = textsOf('network')
  const m = t.member
  const at = (instant: string | null) => (instant === null ? m.never : instantUtc(instant, true))
  return (
    <FactList
      facts={[
        { name: m.state, value: t.state[peer.state] },
        { name: m.address, value: peer.url === '' ? m.notJoined : <bdi dir="ltr">{peer.url}</bdi> },
        { name: m.node, value: <bdi dir="ltr">{peer.node}</bdi> },
        { name: m.lastIn, value: at(peer.lastPullAt) },
        { name: m.lag, value: peer.lag === null ? m.notKnown : m.entries(peer.lag) },
        { name: m.lastOut, value: at(peer.sent.lastReadAt) },
        { name: m.waiting, value: m.entries(peer.sent.waiting) },
        { name: m.skew, value: skewWords(peer.skewMs) },
        ...(peer.trouble === null ? [] : [{ name: m.trouble, value: troubleWords(peer.trouble) }]),
      ]}
    />
  )
}

function skewWords(ms: number | null): string {
  const t = textsOf('network').member
  if (ms === null) return t.notKnown
  if (Math.abs(ms) < 1_000) return t.skewNone
  return t.skewOf(number(Math.abs(ms) / 1_000, 1), ms > 0)
}

function AgreementsWith({ member }: { member: string }) {
  const t = textsOf('network').member
  const read = useRead<AgreementPage>('/v1/agreements')
  const shared = (read.data?.items ?? []).filter(({ agreement }) =>
    agreement.parties.some((party) => party.member === member),
  )
  return (
    <Panel title={t.agreements} {...(read.data && { note: shared.length })}>
      {read.error && <ProblemCard error={read.error} />}
      {read.data && shared.length === 0 && <p>{t.noAgreements}</p>}
      <ul>
        {shared.map(({ agreement, status }) => (
          <li key={agreement.id} style={{ paddingBlock: 3 }}>
            <GoLink to={paths.agreement(agreement.id)}>
              <bdi>{agreement.title}</bdi>
            </GoLink>{' '}
            <AgreementState status={status} /> {t.until(dateUtc(agreement.validUntil))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
