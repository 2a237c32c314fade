import type { SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useRecent } from '../../app/use-recent.ts'
import { SignalName } from '../../evidence/signal-name.tsx'
import { SignalValue } from '../../evidence/signal-value.tsx'
import columns from '../../parts/columns.module.css'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { dateUtc, instantHere } from '../../texts/times.ts'
import { useAgreementTitles } from './agreement-links.tsx'
import { AttachmentsPanel } from './attachments/attachments-panel.tsx'
import { FeedbackDialog } from './feedback-dialog.tsx'
import { SignalExchange } from './signal-exchange.tsx'
import { SignalState } from './signal-state.tsx'
import { SignalTerms } from './signal-terms.tsx'
import { HoldPanel } from './two-people/hold-panel.tsx'
import { ReleaseNotice } from './two-people/release-notice.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

const route = getRouteApi('/shell/signals/$id')

/** Shows one signal: its subject, terms, use on this node and versions. Only officers of its owner can change it. */
export function SignalPage() {
  const { id } = route.useParams()
  const go = useGo()
  const read = useRead<SignalDetail>(`/v1/signals/${id}`)
  const signal = read.data
  const [notice, setNotice] = useState('')
  useRecent('signal', signal?.id)
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.signals({ sel: id })) }])
  return (
    <Page
      title={text('signals.title')}
      label={text('signals.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals({ sel: id }), label: text('signals.one.crumb') },
            ...(signal ? [{ label: text(`signals.kind.${signal.kind}`) }] : []),
          ]}
          title={signal ? <SignalName signal={signal} /> : text('signals.title')}
          chips={signal && <SignalState status={signal.status} />}
          facts={signal && <Facts signal={signal} />}
          actions={signal && <Acts signal={signal} onDone={setNotice} />}
        />
      }
    >
      <ReadState read={read} rows={10} />
      <p role="status" className={notice === '' ? 'visually-hidden' : note.note}>
        {notice}
      </p>
      {signal && (
        <>
          <Notes signal={signal} />
          <ReleaseNotice signal={signal} onDone={setNotice} />
          <div className={columns.columns}>
            <div>
              {signal.value !== null && (
                <Panel title={text('signals.one.value')}>
                  <SignalValue signal={signal} />
                </Panel>
              )}
              {signal.status === 'active' && <AttachmentsPanel signal={signal} />}
              <SignalExchange signal={signal} />
              <Panel title={text('signals.one.versions')} note={signal.versions.length} flush>
                <Versions signal={signal} />
              </Panel>
            </div>
            <div>
              <Panel title={text('signals.one.terms')}>
                <SignalTerms signal={signal} />
              </Panel>
              <Panel title={text('signals.one.use')}>
                <Use use={signal.use} />
              </Panel>
              <HoldPanel signal={signal} onDone={setNotice} />
            </div>
          </div>
        </>
      )}
    </Page>
  )
}

function Facts({ signal }: { signal: SignalDetail }) {
  const me = useMe()
  return (
    <>
      <span>{text(`signals.kind.${signal.kind}`)}</span>
      <bdi>
        {signal.owner === me.member
          ? text('signals.one.ours', { owner: me.memberName })
          : text('signals.one.from', { owner: signal.owner })}
      </bdi>
      <span>{text('signals.one.version', { n: signal.version })}</span>
    </>
  )
}

/** Offers edit and withdraw for signals of this member, and feedback for those of other members. */
function Acts({ signal, onDone }: { signal: SignalDetail; onDone: (sentence: string) => void }) {
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
          {text('signals.one.sendFeedback')}
        </Button>
        <FeedbackDialog signal={signal} opened={dialog === 'feedback'} onClose={close} onDone={onDone} />
      </>
    )
  }
  if (me.role !== 'signal-officer') return null
  return (
    <>
      {signal.value !== null && (
        <Button variant="default" h={30} onClick={() => go(paths.signalEdit(signal.id))}>
          {text('signals.one.edit')}
        </Button>
      )}
      <Button variant="outline" color="bad" h={30} onClick={() => setDialog('withdraw')}>
        {text('signals.one.withdraw')}
      </Button>
      <WithdrawDialog signal={signal} opened={dialog === 'withdraw'} onClose={close} onDone={onDone} />
    </>
  )
}

function Notes({ signal }: { signal: SignalDetail }) {
  const me = useMe()
  const titleOf = useAgreementTitles()
  const agreed = signal.agreements.map((id) => {
    const title = titleOf(id)
    return title === null ? text('signals.one.noAgreement') : `“${title}”`
  })
  return (
    <>
      {signal.disputed && <p className={note.note}>{text('signals.one.disputed')}</p>}
      {signal.owner !== me.member && (
        <p className={note.note}>
          {signal.agreements.length > 0 &&
            `${text('signals.one.receivedUnder', { owner: signal.owner, agreements: agreed.join(', '), until: dateUtc(signal.retainUntil) })} `}
          {text('signals.one.foreign', { owner: signal.owner })}
        </p>
      )}
      {signal.withdrawal !== null && (
        <p className={note.note}>
          {text('signals.one.erased', {
            reason: text(`signals.withdrawal.reasons.${signal.withdrawal.reason}`),
            at: instantHere(signal.withdrawal.at),
          })}
        </p>
      )}
      {signal.status === 'expired' && (
        <p className={note.note}>{text('signals.one.expired', { at: instantHere(signal.validUntil) })}</p>
      )}
    </>
  )
}

function Use({ use }: { use: SignalDetail['use'] }) {
  if (use.hits === 0) return <p>{text('signals.one.noUse')}</p>
  return (
    <ul>
      <li>
        <strong>{text('signals.one.hits', { n: use.hits })}</strong>
      </li>
      <li>{text('signals.one.confirmed', { n: use.confirmed })}</li>
      <li>{text('signals.one.mistaken', { n: use.mistaken })}</li>
      <li>{text('signals.one.open', { n: use.open })}</li>
    </ul>
  )
}

function Versions({ signal }: { signal: SignalDetail }) {
  return (
    <DataTable
      name={text('signals.one.versions')}
      columns={[
        text('signals.one.versionColumn'),
        text('signals.one.at'),
        text('signals.one.by'),
        text('signals.one.changed'),
      ]}
    >
      {signal.versions
        .toSorted((one, other) => other.version - one.version)
        .map((version) => (
          <tr key={version.version}>
            <th scope="row">{version.version}</th>
            <td style={{ whiteSpace: 'nowrap' }}>{instantHere(version.at)}</td>
            <td>
              <bdi>{version.by}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{version.change}</bdi>
            </td>
          </tr>
        ))}
    </DataTable>
  )
}
