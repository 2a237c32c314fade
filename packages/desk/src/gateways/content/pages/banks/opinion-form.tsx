import type { Item, OpinionRequest } from '@entente/contracts'
import { Button, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import layout from '../../../../parts/form.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { text } from '../../texts/index.ts'
import classes from './content-banks.module.css'

type Outcome = OpinionRequest['outcome']
const outcomes: Outcome[] = ['confirmed', 'mistaken', 'not-useful']

/** Asks for this member's opinion on an item, with a reason. None is preselected; a new opinion replaces the previous one. */
export function OpinionForm({ item }: { item: Item }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [reason, setReason] = useState('')
  const [notice, setNotice] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const send = async (): Promise<void> => {
    setNotice('')
    setError(null)
    if (outcome === null || reason.trim() === '') return setNotice(text('content.banks.item.opinion.needed'))
    setBusy(true)
    try {
      await api.post(`/v1/content/items/${item.id}/feedback`, { outcome, reason: reason.trim() })
      setOutcome(null)
      setReason('')
      setNotice(text('content.banks.item.opinion.done'))
      markStale(`/v1/content/items/${item.id}`, `/v1/content/banks/${item.bank}/items`, '/v1/content/rates')
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={classes.opinion}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Radio.Group
        label={text('content.banks.item.opinion.outcome')}
        value={outcome}
        onChange={(next) => setOutcome(next as Outcome)}
      >
        <div className={layout.choices}>
          {outcomes.map((each) => (
            <Radio key={each} value={each} label={text(`content.banks.item.opinion.outcomes.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={text('content.banks.item.opinion.reason')}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <ProblemCard error={error} />}
      <Button type="submit" h={30} variant="default" loading={busy}>
        {text('content.banks.item.opinion.act')}
      </Button>
      <p role="status">{notice}</p>
      <p className={layout.under}>{text('content.banks.item.opinion.note')}</p>
    </form>
  )
}
