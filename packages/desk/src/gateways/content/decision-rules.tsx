import { contentActs, contentReasons } from '@entente/contracts'
import { lazy } from 'react'
import type { DecisionRules, DetailsProps } from '../../app/gateway.ts'
import { useMe } from '../../app/session.ts'
import { hitViews, standing } from '../../evidence/hit-source.ts'
import { labelKey, labelOf } from './labels/label-key.ts'
import { useLabelNames } from './labels/use-label-names.ts'
import { text } from './texts/index.ts'

// The queue does not need the component, but the rules of the gateway are part of every page.
const TickList = lazy(async () => ({ default: (await import('../../decision/tick-list.tsx')).TickList }))

export const decisionRules: DecisionRules = {
  outcomes: ['no-action', 'exempt', 'further-check', 'adverse'],
  acts: contentActs,
  reasons: contentReasons,
  sendsAct: true,
  Details: LabelTicks,
  // If no label is ticked, the node sends the labels of the signals to the platform.
  detailsOf: (ticked, act) => (ticked.length === 0 || !isAdverse(act) ? null : { labels: ticked.map(labelOf) }),
}

function isAdverse(act: string): boolean {
  return contentActs.adverse.some((each) => each === act)
}

/**
 * Lets the reviewer tick the labels that the platform is sent. None is preselected; without a tick the platform is sent the labels of all sources.
 */
function LabelTicks({ detail, act, entered: ticked, onChange }: DetailsProps) {
  const nameOf = useLabelNames()
  const views = hitViews(detail, useMe()).filter(standing)
  const labels = new Map(views.flatMap(({ signal }) => signal?.labels ?? []).map((label) => [labelKey(label), label]))
  if (labels.size < 2 || !isAdverse(act)) return null
  return (
    <TickList
      legend={text('content.decision.labels')}
      note={text('content.decision.labelsNote')}
      ticked={ticked}
      onChange={onChange}
      ticks={[...labels].map(([value, label]) => ({ value, label: nameOf(label) }))}
    />
  )
}
