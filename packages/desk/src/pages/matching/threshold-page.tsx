import type { ThresholdCurve, ThresholdState, ThresholdTrial } from '@entente/contracts'
import { useState } from 'react'
import { CurveChart } from '../../app/curve-chart.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Rematches } from '../../evidence/rematches.tsx'
import { useChartView } from '../../parts/charts/chart-panel.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { InForce } from './in-force.tsx'
import { ProposalPanel } from './proposal-panel.tsx'
import { ProposePanel } from './propose-panel.tsx'
import classes from './threshold.module.css'
import { ThresholdFrame } from './threshold-frame.tsx'
import { TrialsPanel } from './trials-panel.tsx'
import { NotTaken, VersionsPanel } from './versions-panel.tsx'

/** Shows the threshold in use, its history, and proposals with their second person. */
export function ThresholdPage() {
  const { role } = useMe()
  const [notice, setNotice] = useState<string | null>(null)
  const seesTrials = role !== 'analyst'
  const state = useRead<ThresholdState>('/v1/matching/threshold')
  const trials = useRead<{ items: ThresholdTrial[] }>('/v1/matching/trials', {}, { enabled: seesTrials })
  const curve = useRead<ThresholdCurve>(
    '/v1/matching/threshold/curve',
    {},
    { enabled: seesTrials, staleTime: 5 * 60_000 },
  )
  const view = useChartView()
  const done = (words: string): void => {
    setNotice(words)
    markStale(
      '/v1/matching/threshold',
      '/v1/matching/trials',
      '/v1/matching/rates',
      '/v1/matching/threshold/curve',
      '/v1/rematches',
    )
  }
  const open = state.data?.proposals.find((proposal) => proposal.state === 'open')
  const trialOf = (id: string | null | undefined) => trials.data?.items.find((trial) => trial.id === id)
  return (
    <ThresholdFrame title={text('threshold.tabs.threshold')}>
      <p role="status" className={notice === null ? 'visually-hidden' : classes.notice}>
        {notice}
      </p>
      {state.error && <ProblemCard error={state.error} onRetry={() => void state.refetch()} />}
      {trials.error && <ProblemCard error={trials.error} onRetry={() => void trials.refetch()} />}
      {state.isPending && <Loading rows={6} height={34} />}
      {state.data && (
        <>
          <InForce current={state.data.current} />
          {curve.data && <CurveChart curve={curve.data} view={view} />}
          <Rematches cause="threshold-lowered" />
          {open && (
            <ProposalPanel
              key={open.id}
              proposal={open}
              from={state.data.current.threshold}
              trial={trialOf(open.trial)}
              onDone={done}
            />
          )}
          {state.data.may.propose && <ProposePanel current={state.data.current.threshold} onDone={done} />}
          {trials.data && <TrialsPanel trials={trials.data.items.filter((trial) => trial.id !== open?.trial)} />}
          <VersionsPanel versions={state.data.versions} />
          <NotTaken proposals={state.data.proposals} />
        </>
      )}
    </ThresholdFrame>
  )
}
