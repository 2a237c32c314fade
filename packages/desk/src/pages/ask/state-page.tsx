import type { RedressRequest } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Instant } from '../../parts/instant.tsx'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { TextField } from '../../parts/text-field.tsx'
import { useSubmission } from '../../parts/use-submission.ts'
import { text } from '../../texts/text.ts'
import classes from './ask.module.css'
import { AskFrame } from './ask-frame.tsx'

/** Shows the state of a request to who has its reference and its secret. The address contains neither. */
export function AskStatePage() {
  const submission = useSubmission()
  const [form, setForm] = useState({ reference: '', secret: '' })
  const [found, setFound] = useState<RedressRequest | null>(null)
  const [isWrong, setIsWrong] = useState(false)
  const look = async (): Promise<void> => {
    setFound(null)
    setIsWrong(false)
    const reference = form.reference.trim()
    try {
      setFound(
        await api.get<RedressRequest>(`/public/v1/redress/${encodeURIComponent(reference === '' ? '-' : reference)}`, {
          headers: { 'entente-secret': form.secret.replaceAll(/[^\w]/g, '') },
        }),
      )
    } catch (problem) {
      if (problemOf(problem)?.problem.status !== 404) throw problem
      setIsWrong(true)
    }
  }
  return (
    <AskFrame title={text('ask.state.title')} other={{ to: paths.ask(), label: text('ask.toForm') }}>
      <p>{text('ask.state.what')}</p>
      <FormFrame
        submission={submission}
        className={classes.form}
        onSubmit={() => void submission.submit({}, look)}
        save={text('ask.state.show')}
      >
        <div className={classes.pair}>
          <TextField
            at="/reference"
            faults={submission.faults}
            label={text('ask.reference')}
            value={form.reference}
            onValue={(reference) => setForm({ ...form, reference })}
          />
          <TextField
            at="/secret"
            faults={submission.faults}
            label={text('ask.secret')}
            value={form.secret}
            onValue={(secret) => setForm({ ...form, secret })}
          />
        </div>
      </FormFrame>
      <div role="status">
        {isWrong && <p className={note.note}>{text('ask.state.wrong')}</p>}
        {found && (
          <Panel title={text('ask.state.now')}>
            <FactList facts={factsOf(found)} />
            {found.outcome !== null && <p>{text('ask.state.onward')}</p>}
          </Panel>
        )}
      </div>
    </AskFrame>
  )
}

function factsOf({ state, dueAt, extensionReasons, outcome, reasons }: RedressRequest): Fact[] {
  const words = (value: string) => <bdi className={classes.answer}>{value}</bdi>
  return [
    { name: text('ask.state.now'), value: text(`ask.state.of.${state}`) },
    ...(outcome === null ? [{ name: text('ask.state.due'), value: <Instant at={dueAt} /> }] : []),
    ...(extensionReasons === null ? [] : [{ name: text('ask.state.longer'), value: words(extensionReasons) }]),
    ...(outcome === null
      ? []
      : [
          { name: text('ask.state.answer'), value: text(`ask.state.outcome.${outcome}`) },
          ...(reasons === null ? [] : [{ name: text('ask.state.reasons'), value: words(reasons) }]),
        ]),
  ]
}
