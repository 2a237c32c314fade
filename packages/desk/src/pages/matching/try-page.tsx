import type { TryAnswer } from '@entente/contracts'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { useAsked } from '../../app/use-asked.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { IdentityFields } from './identity-fields.tsx'
import { emptyIdentity, type IdentityForm, readIdentity } from './identity-form.ts'
import { LeftOut } from './left-out.tsx'
import classes from './matching.module.css'
import { TriedHitCard } from './tried-hit.tsx'
import { TryFrame } from './try-frame.tsx'

/** Compares a typed identity with the signals. Nothing is stored and no case is opened. */
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
        <FormFrame
          submission={{ faults, error, busy }}
          onSubmit={submit}
          save={text('matching-try.act')}
          second={{ label: text('matching-try.clear'), act: () => setForm(null) }}
          summary={(n) => text('matching-try.summary', { n })}
          under={text('matching-try.logged')}
        >
          <Panel title={text('matching-try.who')}>
            <IdentityFields form={form} change={(part) => setForm({ ...form, ...part })} faults={faults} />
          </Panel>
          <Checkbox
            label={text('matching-try.weak')}
            description={text('matching-try.weakHint')}
            checked={weak}
            onChange={(event) => setWeak(event.currentTarget.checked)}
          />
        </FormFrame>
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
