import type { FeedbackOutcome, SignalDetail } from '@entente/contracts'
import { Radio } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

const outcomes = ['confirmed', 'mistaken', 'not-useful'] as const satisfies readonly FeedbackOutcome[]
type Outcome = (typeof outcomes)[number]
interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Sends feedback to the owner of another member's signal. It contains no name, place or free text. */
export function FeedbackDialog({ signal, opened, onClose, onDone }: Props) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    if (!opened) setOutcome(null)
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('signals.feedback.title')}
      act={text('signals.feedback.act')}
      notNow={text('signals.feedback.notNow')}
      blocked={outcome === null}
      onAct={async () => {
        await api.post(`/v1/signals/${signal.id}/feedback`, { outcome, count: 1, firstSeen: null, lastSeen: null })
        onDone(text('signals.feedback.done', { owner: signal.owner }))
        markStale(`/v1/signals/${signal.id}`)
      }}
    >
      <p>{text('signals.feedback.what', { owner: signal.owner })}</p>
      <Radio.Group
        label={text('signals.feedback.outcome')}
        description={outcome === null ? text('signals.feedback.choose') : undefined}
        value={outcome}
        onChange={(next) => setOutcome(next as Outcome)}
        mt={12}
      >
        {outcomes.map((each) => (
          <Radio key={each} value={each} label={text(`signals.feedback.outcomes.${each}`)} mt={8} />
        ))}
      </Radio.Group>
    </ConfirmAct>
  )
}
