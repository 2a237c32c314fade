import type { TryAnswer } from '@entente/contracts'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { useAsked } from '../../app/use-asked.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { IdentityFields } from './identity-fields.tsx'
import { emptyIdentity, type IdentityForm, readIdentity } from './identity-form.ts'
import { LeftOut } from './left-out.tsx'
import classes from './matching.module.css'
import { TriedHitCard } from './tried-hit.tsx'
import { TryFrame } from './try-frame.tsx'

/** Which signals an identity would hit, typed by hand. Nothing is stored, no case is opened. */
export function TryPage() {
  const [form, setForm] = useDraft<IdentityForm>('matching-try', emptyIdentity)
  const [weak, setWeak] = useState(false)
  const { answer, faults, error, busy, ask, refuse } = useAsked<TryAnswer>()
  const submit = (): void => {
    const read = readIdentity(form, (fault) => text(`matching-try.faults.${fault}`))
    if ('faults' in read) refuse(read.faults)
    else void ask(() => api.post<TryAnswer>('/v1/matching/try', { ...read.identity, ...(weak && { weak }) }))
  }
  return (
    <TryFrame title={text('matching-try.tabs.try')}>
      <div className={classes.columns}>
        <form
          noValidate
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          {faults.length > 0 && (
            <FaultSummary title={text('matching-try.summary', { n: faults.length })} faults={faults} />
          )}
          {error && <ProblemCard error={error} kept={text('matching-try.kept')} />}
          <Panel title={text('matching-try.who')}>
            <IdentityFields form={form} change={(part) => setForm({ ...form, ...part })} faults={faults} />
          </Panel>
          <Checkbox
            label={text('matching-try.weak')}
            description={text('matching-try.weakHint')}
            checked={weak}
            onChange={(event) => setWeak(event.currentTarget.checked)}
          />
          <div className={classes.foot}>
            <Button type="submit" h={36} loading={busy}>
              {text('matching-try.act')}
            </Button>
            <Button variant="default" h={36} onClick={() => setForm(null)}>
              {text('matching-try.clear')}
            </Button>
          </div>
          <p className={classes.under}>{text('matching-try.logged')}</p>
        </form>
        <section className={classes.results} aria-label={text('matching-try.results')} aria-live="polite">
          {answer === null && <p className={classes.brief}>{text('matching-try.before')}</p>}
          {answer && <Results answer={answer} />}
        </section>
      </div>
    </TryFrame>
  )
}

function Results({ answer }: { answer: TryAnswer }) {
  const { items, findings, truncated, engine } = answer
  return (
    <>
      <LeftOut findings={findings} />
      {items.length === 0 ? (
        <EmptyState title={text('matching-try.none')} next={text('matching-try.noneNext')} />
      ) : (
        <>
          <p className={classes.count}>{text('matching-try.count', { n: items.length, truncated })}</p>
          <ol className={classes.hits}>
            {items.map((hit, place) => (
              <TriedHitCard key={hit.signal.id} hit={hit} engine={engine} first={place === 0} />
            ))}
          </ol>
        </>
      )}
    </>
  )
}
