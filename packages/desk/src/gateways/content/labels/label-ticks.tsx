import type { CaseDetail } from '@entente/contracts'
import { useMe } from '../../../app/session.ts'
import { TickList } from '../../../decision/tick-list.tsx'
import { hitViews, standing } from '../../../evidence/hit-source.ts'
import { text } from '../texts/index.ts'
import { labelKey } from './label-key.ts'
import { useLabelNames } from './use-label-names.ts'

interface Props {
  detail: CaseDetail
  ticked: readonly string[]
  onChange: (ticked: string[]) => void
}

/** Labels that the sources gave an upload, for the platform. None is ticked beforehand; with none it is sent those of the sources. */
export function LabelTicks({ detail, ticked, onChange }: Props) {
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
