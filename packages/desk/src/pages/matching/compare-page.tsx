import type { CompareAnswer } from '@entente/contracts'
import { api } from '../../app/api.ts'
import { useDraft } from '../../app/drafts.ts'
import { useAsked } from '../../app/use-asked.ts'
import { Strength } from '../../evidence/strength.tsx'
import { FormFrame } from '../../parts/form-frame.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { IdentityFields } from './identity-fields.tsx'
import { emptyIdentity, type IdentityFault, type IdentityForm, readIdentity } from './identity-form.ts'
import { LeftOut } from './left-out.tsx'
import classes from './matching.module.css'
import { Scored } from './scored.tsx'
import { TryFrame } from './try-frame.tsx'

interface TwoForms {
  a: IdentityForm
  b: IdentityForm
}
const empty: TwoForms = { a: emptyIdentity, b: emptyIdentity }

/** Compares two typed identities with each other. It reads no signal and no record. */
export function ComparePage() {
  const [forms, setForms] = useDraft<TwoForms>('matching-compare', empty)
  const { answer, faults, error, busy, ask, refuse } = useAsked<CompareAnswer>()
  const submit = (): void => {
    const say = (fault: IdentityFault) => text(`matching-try.faults.${fault}`)
    const [a, b] = [readIdentity(forms.a, say, '/a'), readIdentity(forms.b, say, '/b')]
    const found = [a, b].flatMap((read) => ('faults' in read ? read.faults : []))
    if ('faults' in a || 'faults' in b) refuse(found)
    else void ask(() => api.post<CompareAnswer>('/v1/matching/compare', { a: a.identity, b: b.identity }))
  }
  return (
    <TryFrame title={text('matching-try.tabs.compare')}>
      <FormFrame
        submission={{ faults, error, busy }}
        onSubmit={submit}
        save={text('matching-try.compareAct')}
        second={{ label: text('matching-try.clear'), act: () => setForms(null) }}
        summary={(n) => text('matching-try.summary', { n })}
        under={text('matching-try.comparedOnly')}
        className={classes.form}
      >
        <div className={classes.two}>
          {(['a', 'b'] as const).map((side) => (
            <Panel key={side} title={text(`matching-try.side.${side}`)}>
              <IdentityFields
                form={forms[side]}
                change={(part) => setForms({ ...forms, [side]: { ...forms[side], ...part } })}
                faults={faults}
                at={`/${side}`}
              />
            </Panel>
          ))}
        </div>
      </FormFrame>
      <section className={classes.results} aria-label={text('matching-try.results')} aria-live="polite">
        {answer && (
          <>
            <LeftOut findings={answer.findings} />
            <p className={classes.count}>
              <strong>{text(`matching-try.verdicts.${answer.verdict}`)}</strong> <Strength strength={answer.strength} />
            </p>
            <Scored
              scored={answer}
              engine={answer.engine}
              sides={{ a: text('evidence.parts.twoTyped.a'), b: text('evidence.parts.twoTyped.b') }}
            />
          </>
        )}
      </section>
    </TryFrame>
  )
}
