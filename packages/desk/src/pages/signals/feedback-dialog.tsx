import type { FeedbackOutcome, SignalDetail } from '@entente/contracts'
import { Radio } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { textsOf } from '../../texts/catalogue.ts'

const outcomes = ['confirmed', 'mistaken', 'not-useful'] as const satisfies readonly FeedbackOutcome[]
type Outcome = (typeof outcomes)[number]
interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onTold: (sentence: string) => void
}

/** Tells the owner of another member's signal what was found. No name, place or text leaves with it. */
export function FeedbackDialog({ signal, opened, onClose, onTold }: Props) {
  const t = textsOf('signals').feedback
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    if (!opened) setOutcome(null)
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={t.notNow}
      blocked={outcome === null}
      onAct={async () => {
        await api.post(`/v1/signals/${signal.id}/feedback`, { outcome, count: 1, firstSeen: null, lastSeen: null })
        onTold(t.done(signal.owner))
        markStale(`/v1/signals/${signal.id}`)
      }}
    >
      <p>{t.what(signal.owner)}</p>
      <Radio.Group
        label={t.outcome}
        description={outcome === null ? t.choose : undefined}
        value={outcome}
        onChange={(next) => setOutcome(next as Outcome)}
        mt={12}
      >
        {outcomes.map((each) => (
          <Radio key={each} value={each} label={t.outcomes[each]} mt={8} />
        ))}
      </Radio.Group>
    </ConfirmAct>
  )
}
