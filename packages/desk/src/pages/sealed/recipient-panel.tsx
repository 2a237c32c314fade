import { type OversightRecipient, recipientContent, type ShownRecipient } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import classes from './sealed.module.css'

interface Props {
  state: OversightRecipient
  onDone: (sentence: string) => void
}

/** Shows the recipient in force and the one that waits, and proposes another. */
export function RecipientPanel({ state, onDone }: Props) {
  return (
    <Panel title={text('sealed.recipient.title')}>
      <div className={classes.stack}>
        {state.inForce === null ? (
          <p>{text('sealed.recipient.none')}</p>
        ) : (
          <Recipient label={text('sealed.recipient.inForce')} recipient={state.inForce} />
        )}
        {state.waiting === null ? (
          <Propose state={state} onDone={onDone} />
        ) : (
          <Waiting state={state} waiting={state.waiting} onDone={onDone} />
        )}
      </div>
    </Panel>
  )
}

function Recipient({ label, recipient }: { label: string; recipient: ShownRecipient }) {
  const people = [recipient.proposedBy, ...recipient.consents]
  return (
    <div>
      <p>{label}</p>
      <code dir="ltr" className={classes.key}>
        {recipient.recipient}
      </code>
      <p>
        {text('sealed.recipient.signedBy')} <bdi>{people.join(', ')}</bdi> · <Instant at={recipient.proposedAt} />
      </p>
    </div>
  )
}

function Waiting({ state, waiting, onDone }: Props & { waiting: NonNullable<OversightRecipient['waiting']> }) {
  const signing = useSigning()
  const [error, setError] = useState<Error | null>(null)
  const { n, recipient } = waiting
  const act = async (work: () => Promise<unknown>, sentence: string): Promise<void> => {
    setError(null)
    try {
      await work()
      markStale('/v1/oversight/recipient')
      onDone(sentence)
    } catch (problem) {
      setError(problem as Error)
    }
  }
  const consent = async (): Promise<void> => {
    const signed = await signing.sign(async () => ({
      ...{ type: 'recipient.consent', about: `recipient:${recipient}@${n}`, body: {} },
      content: recipientContent(n, recipient),
    }))
    await api.post(`/v1/oversight/recipient/${n}/consent`, signed)
  }
  return (
    <>
      <Recipient label={text('sealed.recipient.waiting')} recipient={waiting} />
      <p>
        {waiting.begins === null ? (
          text('sealed.recipient.needsConsent', { hours: state.waitHours })
        ) : (
          <>
            {text('sealed.recipient.begins')} <Instant at={waiting.begins} />
          </>
        )}
      </p>
      {error && <ProblemCard error={error} />}
      <div className={classes.buttons}>
        {waiting.mayConsent && (
          <Button h={36} onClick={() => void act(consent, text('sealed.recipient.consented'))}>
            {text('sealed.recipient.consent')}
          </Button>
        )}
        <Button
          variant="default"
          h={36}
          onClick={() =>
            void act(() => api.post(`/v1/oversight/recipient/${n}/stop`, {}), text('sealed.recipient.stopped'))
          }
        >
          {text('sealed.recipient.stop')}
        </Button>
      </div>
      {signing.dialog}
    </>
  )
}

function Propose({ state, onDone }: Props) {
  const submission = useSubmission()
  const signing = useSigning()
  const [recipient, setRecipient] = useState('')
  const store = async (given: { recipient: string }): Promise<void> => {
    const signed = await signing.sign(async () => ({
      ...{ type: 'recipient.propose', about: `recipient:${given.recipient}@${state.next}`, body: given },
      content: recipientContent(state.next, given.recipient),
    }))
    await api.post('/v1/oversight/recipient', { ...given, ...signed })
    setRecipient('')
    markStale('/v1/oversight/recipient')
    onDone(text('sealed.recipient.proposed'))
  }
  return (
    <FormFrame
      submission={submission}
      onSubmit={() => void submission.submit({ recipient: recipient.trim() }, store)}
      save={text('sealed.recipient.propose')}
      under={text('sealed.recipient.under', { hours: state.waitHours })}
      className={`${classes.stack} ${classes.wide}`}
    >
      <p>{text('sealed.recipient.how')}</p>
      <TextField
        at="/recipient"
        faults={submission.faults}
        label={text('sealed.recipient.label')}
        description={text('sealed.recipient.hint')}
        value={recipient}
        onValue={setRecipient}
      />
      {signing.dialog}
    </FormFrame>
  )
}
