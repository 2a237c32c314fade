import { type CaseDetail, contentVocabulary } from '@entente/contracts'
import type { DecisionRules } from '../../app/gateway.ts'
import { useMe } from '../../app/session.ts'
import { TickList } from '../../decision/tick-list.tsx'
import { hitViews, standing } from '../../evidence/hit-source.ts'
import { labelKey, labelOf } from './labels/label-key.ts'
import { useLabelNames } from './labels/use-label-names.ts'
import { text } from './texts/index.ts'

export const decisionRules: DecisionRules = {
  outcomes: ['no-action', 'exempt', 'further-check', 'adverse'],
  acts: contentVocabulary.acts,
  reasons: contentVocabulary.reasons,
  sendsAct: true,
  Details: LabelTicks,
  // If no label is ticked, the node sends the labels of the signals to the platform.
  detailsOf: (ticked) => (ticked.length === 0 ? null : { labels: ticked.map(labelOf) }),
}

interface TicksProps {
  detail: CaseDetail
  ticked: readonly string[]
  onChange: (ticked: string[]) => void
}

/**
 * Lets the reviewer tick the labels that the platform is sent. None is preselected; without a tick the platform is sent the labels of all sources.
 */
function LabelTicks({ detail, ticked, onChange }: TicksProps) {
  const nameOf = useLabelNames()
  const views = hitViews(detail, useMe()).filter(standing)
  const labels = new Map(views.flatMap(({ signal }) => signal?.labels ?? []).map((label) => [labelKey(label), label]))
  if (labels.size < 2) return null
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
