import type { CaseDetail, CasePerson, ReadingAnswer } from '@entente/contracts'
import { Radio } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { markStale } from '../../app/query.ts'
import { type Draft, emptyDraft } from '../../decision/decision-draft.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  detail: CaseDetail
  targets: CasePerson['open']
  viewed: string[]
  shown: boolean
  onClose: () => void
  onCopied: (copied: { caseId: string; reference: string }) => void
}

/** Asks to which case the own reading is copied, and says what is copied and what never is. */
export function CopyReading({ detail, targets, viewed, shown, onClose, onCopied }: Props) {
  const [draft] = useDraft<Draft>(`decision:${detail.id}`, emptyDraft)
  const [chosen, setChosen] = useState(targets[0]?.caseId)
  const target = targets.find(({ caseId }) => caseId === chosen) ?? targets[0]
  if (target === undefined) return null
  const copy = async (): Promise<void> => {
    const answer = await api.post<z.infer<typeof ReadingAnswer>>(`/v1/cases/${detail.id}/reading`, {
      to: target.caseId,
      opened: viewed,
      weighed: draft.alternatives,
    })
    markStale(`/v1/cases/${answer.caseId}`)
    onCopied(answer)
  }
  return (
    <ConfirmAct
      opened={shown}
      onClose={onClose}
      title={text('case.copy.title', { reference: target.reference })}
      act={text('case.copy.act')}
      notNow={text('case.copy.notNow')}
      onAct={copy}
    >
      {targets.length > 1 && (
        <Radio.Group label={text('case.copy.to')} value={target.caseId} onChange={setChosen}>
          {targets.map(({ caseId, reference, label }) => (
            <Radio key={caseId} mt={6} value={caseId} label={[reference, label].filter(Boolean).join(' · ')} />
          ))}
        </Radio.Group>
      )}
      <p>{text('case.copy.what', { hits: viewed.length, weighed: draft.alternatives.length })}</p>
      <p>{text('case.copy.never')}</p>
      <p>{text('case.copy.second')}</p>
    </ConfirmAct>
  )
}
