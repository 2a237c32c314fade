import type { AgreementPage } from '@entente/contracts'
import { useState } from 'react'
import { ExchangeFrame } from '../../app/exchange-frame.tsx'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useAgreementsInForce } from '../../app/use-in-force.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import type { Asked } from './asked.ts'
import classes from './blind.module.css'
import { BlindForm } from './blind-form.tsx'
import { BlindLog } from './blind-log.tsx'
import { BlindResult } from './blind-result.tsx'

/** Shows the limits of blind checks, the form, and the log of both directions. Oversight sees only the log. */
export function BlindPage() {
  const me = useMe()
  const asks = me.role !== 'oversight'
  const [asked, setAsked] = useState<Asked | null>(null)
  const all = useRead<AgreementPage>('/v1/agreements')
  const read = useAgreementsInForce()
  const open = read.agreements.filter(({ blindCheck }) => blindCheck?.learns.includes(me.member))
  const limits = (
    <Panel title={text('blind.limits.title')}>
      <div className={classes.limits}>
        <p>{text('blind.limits.hides')}</p>
        <p>{text('blind.limits.honest')}</p>
        <p>{text('blind.limits.logged')}</p>
      </div>
    </Panel>
  )
  return (
    <ExchangeFrame
      title={text('blind.title')}
      head={<ListHead title={text('blind.title')}>{text('blind.what')}</ListHead>}
    >
      {read.error && <ProblemCard error={read.error} onRetry={read.retry} />}
      {asks ? (
        <div className={classes.columns}>
          <div>
            {read.isPending && <Loading rows={6} height={34} />}
            {!read.isPending && !read.error && open.length === 0 && (
              <Panel title={text('blind.form.title')}>
                <EmptyState title={text('blind.form.none')} next={text('blind.form.noneNext')} />
              </Panel>
            )}
            {open.length > 0 && <BlindForm agreements={open} onAsked={setAsked} />}
            {asked && <BlindResult key={asked.result.id} asked={asked} onForget={() => setAsked(null)} />}
          </div>
          {limits}
        </div>
      ) : (
        limits
      )}
      {me.role !== 'analyst' && <BlindLog agreements={all.data?.items ?? []} />}
    </ExchangeFrame>
  )
}
