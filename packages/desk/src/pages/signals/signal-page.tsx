import type { SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { SignalName } from '../../evidence/signal-name.tsx'
import { SignalValue } from '../../evidence/signal-value.tsx'
import columns from '../../parts/columns.module.css'
import table from '../../parts/data-table.module.css'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { dateUtc, instantUtc } from '../../texts/times.ts'
import { useAgreementTitles } from './agreement-links.tsx'
import { AttachmentsPanel } from './attachments/attachments-panel.tsx'
import { FeedbackDialog } from './feedback-dialog.tsx'
import { SignalExchange } from './signal-exchange.tsx'
import { SignalTerms } from './signal-terms.tsx'
import classes from './signals.module.css'
import { SignalState } from './signals-page.tsx'
import { HoldPanel } from './two-people/hold-panel.tsx'
import { ReleaseNotice } from './two-people/release-notice.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

const route = getRouteApi('/shell/signals/$id')

/** One signal: what it names, its terms, how it was used here, its versions. Only its owner's officers can change it. */
export function SignalPage() {
  const t = textsOf('signals')
  const { id } = route.useParams()
  const go = useGo()
  const read = useRead<SignalDetail>(`/v1/signals/${id}`)
  const signal = read.data
  const [told, setTold] = useState('')
  useKeys([{ keys: 'Escape', label: textsOf('shell').keyNames.close, act: () => go(paths.signals({ sel: id })) }])
  return (
    <Page
      title={t.title}
      label={t.title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals({ sel: id }), label: t.one.crumb },
            ...(signal ? [{ label: t.kind[signal.kind] }] : []),
          ]}
          title={signal ? <SignalName signal={signal} /> : t.title}
          chips={signal && <SignalState status={signal.status} />}
          facts={signal && <Facts signal={signal} />}
          actions={signal && <Acts signal={signal} onTold={setTold} />}
        />
      }
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={10} height={34} />}
      <p role="status" className={told === '' ? 'visually-hidden' : classes.note}>
        {told}
      </p>
      {signal && (
        <>
          <Notes signal={signal} />
          <ReleaseNotice signal={signal} onTold={setTold} />
          <div className={columns.columns}>
            <div>
              {signal.value !== null && (
                <Panel title={t.one.value}>
                  <SignalValue signal={signal} />
                </Panel>
              )}
              {signal.status === 'active' && <AttachmentsPanel signal={signal} />}
              <SignalExchange signal={signal} />
              <Panel title={t.one.versions} note={signal.versions.length} flush>
                <Versions signal={signal} />
              </Panel>
            </div>
            <div>
              <Panel title={t.one.terms}>
                <SignalTerms signal={signal} />
              </Panel>
              <Panel title={t.one.use}>
                <Use use={signal.use} />
              </Panel>
              <HoldPanel signal={signal} onTold={setTold} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
}

function Facts({ signal }: { signal: SignalDetail }) {
  const t = textsOf('signals')
  const me = useMe()
  return (
    <>
      <span>{t.kind[signal.kind]}</span>
      <bdi>{signal.owner === me.member ? t.one.ours(me.memberName) : t.one.from(signal.owner)}</bdi>
      <span>{t.one.version(signal.version)}</span>
    </>
  )
}

/** Edit and withdraw for the owner's officers; for everyone else's signals only feedback. */
function Acts({ signal, onTold }: { signal: SignalDetail; onTold: (sentence: string) => void }) {
  const t = textsOf('signals').one
  const me = useMe()
  const go = useGo()
  const [dialog, setDialog] = useState<'withdraw' | 'feedback' | null>(null)
  if (signal.status !== 'active') return null
  const close = (): void => setDialog(null)
  if (signal.owner !== me.member) {
    if (me.role !== 'analyst' && me.role !== 'supervisor') return null
    return (
      <>
        <Button variant="default" h={30} onClick={() => setDialog('feedback')}>
          {t.sendFeedback}
        </Button>
        <FeedbackDialog signal={signal} opened={dialog === 'feedback'} onClose={close} onTold={onTold} />
      </>
    )
  }
  if (me.role !== 'signal-officer') return null
  return (
    <>
      {signal.value !== null && (
        <Button variant="default" h={30} onClick={() => go(paths.signalEdit(signal.id))}>
          {t.edit}
        </Button>
      )}
      <Button variant="outline" color="bad" h={30} onClick={() => setDialog('withdraw')}>
        {t.withdraw}
      </Button>
      <WithdrawDialog signal={signal} opened={dialog === 'withdraw'} onClose={close} onTold={onTold} />
    </>
  )
}

function Notes({ signal }: { signal: SignalDetail }) {
  const t = textsOf('signals')
  const me = useMe()
  const titleOf = useAgreementTitles()
  const agreed = signal.agreements.map((id) => {
    const title = titleOf(id)
    return title === null ? t.one.noAgreement : `“${title}”`
  })
  return (
    <>
      {signal.disputed && <p className={classes.note}>{t.one.disputed}</p>}
      {signal.owner !== me.member && (
        <p className={classes.note}>
          {signal.agreements.length > 0 &&
            `${t.one.receivedUnder(signal.owner, agreed.join(', '), dateUtc(signal.retainUntil))} `}
          {t.one.foreign(signal.owner)}
        </p>
      )}
      {signal.withdrawal !== null && (
        <p className={classes.note}>
          {t.one.erased(t.withdrawal.reasons[signal.withdrawal.reason], instantUtc(signal.withdrawal.at))}
        </p>
      )}
      {signal.status === 'expired' && <p className={classes.note}>{t.one.expired(instantUtc(signal.validUntil))}</p>}
    </>
  )
}

function Use({ use }: { use: SignalDetail['use'] }) {
  const t = textsOf('signals').one
  if (use.hits === 0) return <p>{t.noUse}</p>
  return (
    <ul>
      <li>
        <strong>{t.hits(use.hits)}</strong>
      </li>
      <li>{t.confirmed(use.confirmed)}</li>
      <li>{t.mistaken(use.mistaken)}</li>
      <li>{t.open(use.open)}</li>
    </ul>
  )
}

function Versions({ signal }: { signal: SignalDetail }) {
  const t = textsOf('signals').one
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{t.versions}</caption>
      <thead>
        <tr>
          <th scope="col">{t.versionColumn}</th>
          <th scope="col">{t.at}</th>
          <th scope="col">{t.by}</th>
          <th scope="col">{t.changed}</th>
        </tr>
      </thead>
      <tbody>
        {signal.versions
          .toSorted((one, other) => other.version - one.version)
          .map((version) => (
            <tr key={version.version}>
              <th scope="row">{version.version}</th>
              <td style={{ whiteSpace: 'nowrap' }}>{instantUtc(version.at)}</td>
              <td>
                <bdi>{version.by}</bdi>
              </td>
              <td className={table.wrap}>
                <bdi>{version.change}</bdi>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
