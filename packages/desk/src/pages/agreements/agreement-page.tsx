import { type AgreementView, explainAgreement } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { AgreementState } from '../../parts/agreement-state.tsx'
import layout from '../../parts/form.module.css'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { AgreementActs } from './agreement-acts.tsx'
import { AgreementPreviewPanel } from './agreement-preview.tsx'
import { AgreementVersions } from './agreement-versions.tsx'
import classes from './agreements.module.css'

const route = getRouteApi('/shell/agreements/$id')

/** Shows one agreement in sentences: its signatures, its versions and their changes, the preview of sharing, and the acts. */
export function AgreementPage() {
  const { id } = route.useParams()
  const { version } = route.useSearch()
  const go = useGo()
  const me = useMe()
  // The acts apply to the newest version; an earlier version can only be read.
  const newest = useRead<AgreementView>(`/v1/agreements/${id}`)
  const shown = useRead<AgreementView>(`/v1/agreements/${id}`, { version }, { enabled: version !== undefined })
  const view = version === undefined ? newest.data : shown.data
  const error = newest.error ?? shown.error
  const [notice, setNotice] = useState('')
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.agreements({ sel: id })) }])
  return (
    <ExchangeFrame
      title={text('agreements.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.agreements({ sel: id }), label: text('agreements.one.crumb') },
            ...(view ? [{ label: text('agreements.version', { n: view.agreement.version }) }] : []),
          ]}
          title={view ? <bdi>{view.agreement.title}</bdi> : text('agreements.title')}
          chips={newest.data && <AgreementState status={newest.data.status} />}
          facts={
            newest.data && (
              <span>
                {text('agreements.inForce', {
                  state:
                    newest.data.inForceVersion === null
                      ? 'none'
                      : newest.data.inForceVersion === newest.data.agreement.version
                        ? 'newest'
                        : 'older',
                  version: newest.data.inForceVersion ?? 0,
                  newest: newest.data.agreement.version,
                })}
              </span>
            )
          }
          actions={newest.data && <AgreementActs view={newest.data} onDone={setNotice} />}
        />
      }
    >
      {error && <ProblemCard error={error} onRetry={() => void newest.refetch()} />}
      {newest.isPending && <Loading rows={10} height={34} />}
      <p role="status" className={notice === '' ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      {view && newest.data && (
        <div className={classes.columns}>
          <div>
            <Panel title={text('agreements.one.says')} note={text('agreements.version', { n: view.agreement.version })}>
              <ul className={classes.says}>
                {explainAgreement(view.agreement).map((sentence) => (
                  <li key={sentence}>
                    <bdi>{sentence}</bdi>
                  </li>
                ))}
              </ul>
            </Panel>
            <AgreementVersions id={id} newest={newest.data} shown={view} />
          </div>
          <div>
            <Panel title={text('agreements.one.parties')}>
              <Parties view={view} />
              {view.yes.length > 0 && (
                <ul className={layout.under} aria-label={text('agreements.one.ourYes')}>
                  {view.yes.map(({ person, name, role, at }) => (
                    <li key={person}>
                      {text('agreements.one.approved', {
                        name: name,
                        role: text(`role.${role}`).toLowerCase(),
                        at: instantHere(at),
                      })}
                    </li>
                  ))}
                </ul>
              )}
              {newest.data.status !== 'ended' && newest.data.missingSignatures.includes(me.member) && (
                <p className={layout.under}>{text('agreements.one.twoPeople')}</p>
              )}
            </Panel>
            {newest.data.missingSignatures.length > 0 && newest.data.status !== 'ended' && (
              <AgreementPreviewPanel id={id} />
            )}
          </div>
        </div>
      )}
    </ExchangeFrame>
  )
}

function Parties({ view }: { view: AgreementView }) {
  const { parties, signatures } = view.agreement
  return (
    <ul className={classes.parties}>
      {parties.map(({ member, contribute, receive }) => {
        const signed = signatures.find((signature) => signature.member === member)
        const does =
          contribute && receive
            ? text('agreements.one.gives')
            : contribute
              ? text('agreements.one.givesOnly')
              : receive
                ? text('agreements.one.receivesOnly')
                : text('agreements.one.neither')
        return (
          <li key={member}>
            <bdi>{member}</bdi>
            <span style={{ color: 'var(--t2)' }}>{does}</span>
            <span>
              {signed
                ? text('agreements.one.signedAt', { at: instantHere(signed.at) })
                : text('agreements.one.missing')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
