import { type SignalDetail, type SignalHolders, WithdrawalReason } from '@entente/contracts'
import { Radio, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale, useRead } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { text } from '../../texts/text.ts'

type Reason = z.infer<typeof WithdrawalReason>
interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Withdraws a signal, which cannot be undone. A reason is required, and none is preselected. */
export function WithdrawDialog({ signal, opened, onClose, onDone }: Props) {
  const [reason, setReason] = useState<Reason | null>(null)
  const [words, setWords] = useState('')
  const shared = signal.agreements.length > 0
  const given = useRead<SignalHolders>(`/v1/signals/${signal.id}/holders`, {}, { enabled: opened && shared })
  useEffect(() => {
    // The dialog reloads the number of cases based on the signal, because cases may have been opened after the page was loaded.
    if (opened) return markStale(`/v1/signals/${signal.id}`)
    setReason(null)
    setWords('')
  }, [opened, signal.id])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('signals.withdrawal.title')}
      act={text('signals.withdrawal.act')}
      notNow={text('signals.withdrawal.notNow')}
      adverse
      blocked={reason === null}
      onAct={async () => {
        await api.post(`/v1/signals/${signal.id}/withdraw`, { reason, text: words })
        onDone(text('signals.withdrawal.done'))
        markStale('/v1/signals', `/v1/signals/${signal.id}`, '/v1/withdrawals', '/v1/exchange')
      }}
    >
      <p>{text('signals.withdrawal.open', { cases: signal.use.open })}</p>
      {given.data && given.data.items.length > 0 && (
        <p style={{ marginBlockStart: 8 }}>{text('signals.withdrawal.given', { members: given.data.items.length })}</p>
      )}
      <Radio.Group
        label={text('signals.withdrawal.reason')}
        description={reason === null ? text('signals.withdrawal.chooseReason') : undefined}
        value={reason}
        onChange={(next) => setReason(next as Reason)}
        mt={12}
      >
        {WithdrawalReason.options.map((each) => (
          <Radio key={each} value={each} label={text(`signals.withdrawal.reasons.${each}`)} mt={8} />
        ))}
      </Radio.Group>
      <Textarea
        label={text('signals.withdrawal.words')}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        mt={12}
      />
    </ConfirmAct>
  )
}
