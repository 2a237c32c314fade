import type { CargoRuleDetail, CargoRuleVersion } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { list } from '../../../../texts/lists.ts'
import { instantHere } from '../../../../texts/times.ts'
import { ConfirmStep } from '../../confirm/confirm-step.tsx'
import { text } from '../../texts/index.ts'
import classes from './rules.module.css'

interface Props {
  rule: CargoRuleDetail
  shown: CargoRuleVersion
  onDone: (sentence: string) => void
}
type Step = 'request' | 'approve' | 'refuse' | 'withdraw'

/** Shows what a version waits for and who may do it: its author asks for the approval, a second person approves or refuses it. */
export function ApprovalPanel({ rule, shown, onDone }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const { may, versions } = rule
  const isNewest = shown.version === versions[0]?.version
  const steps: Step[] = [
    ...(isNewest && may.request ? (['request'] as const) : []),
    ...(isNewest && may.approve ? (['approve'] as const) : []),
    ...(isNewest && may.refuse ? (['refuse'] as const) : []),
    ...(may.withdraw.includes(shown.version) ? (['withdraw'] as const) : []),
  ]
  const words = wordsOf(rule, shown, isNewest)
  const replaced = rule.active !== null && rule.active.version !== shown.version ? rule.active.version : null
  if (words === null && steps.length === 0) return null
  return (
    <Panel title={text('cargo.rules.approval')}>
      {words !== null && <p className={classes.line}>{words}</p>}
      {steps.length > 0 && (
        <div className={classes.acts} style={{ marginBlockStart: 8 }}>
          {steps.map((each) => (
            <Button
              key={each}
              h={30}
              variant={each === 'approve' || each === 'request' ? 'filled' : 'default'}
              onClick={() => setStep(each)}
            >
              {text(`cargo.rules.step.${each}.open`)}
            </Button>
          ))}
        </div>
      )}
      {step !== null && (
        <ConfirmStep
          title={text(`cargo.rules.step.${step}.title`, { n: shown.version })}
          act={text(`cargo.rules.step.${step}.act`)}
          needsReason={step === 'refuse' || step === 'withdraw'}
          adverse={step === 'withdraw'}
          onClose={() => setStep(null)}
          onAct={async (body) => {
            await api.post(`/v1/cargo/rules/${rule.id}/versions/${shown.version}/${step}`, body)
            onDone(text(`cargo.rules.step.${step}.done`, { n: shown.version }))
          }}
        >
          <p>{text(`cargo.rules.step.${step}.body`)}</p>
          {step === 'approve' && replaced !== null && <p>{text('cargo.rules.replaces', { n: replaced })}</p>}
        </ConfirmStep>
      )}
    </Panel>
  )
}

/** Says what a version waits for, or how it ended. */
function wordsOf({ may }: CargoRuleDetail, shown: CargoRuleVersion, isNewest: boolean): string | null {
  const { state, authors, requester, requestedAt, refusal, refuser, withdrawal, withdrawer } = shown
  if (state === 'refused') return text('cargo.rules.wasRefused', { name: refuser?.name ?? '', reason: refusal ?? '' })
  if (state === 'withdrawn')
    return text('cargo.rules.wasWithdrawn', {
      name: withdrawer?.name ?? '',
      reason: withdrawal ?? '',
      hasReason: withdrawal !== null,
    })
  if (!isNewest) return null
  if (state === 'draft') return text('cargo.rules.needsTest')
  if (state !== 'tested') return null
  const asked =
    requestedAt === null
      ? text('cargo.rules.notAsked')
      : text('cargo.rules.asked', { name: requester?.name ?? '', when: instantHere(requestedAt) })
  if (may.because !== 'same-person') return asked
  return `${asked} ${text('cargo.rules.ownVersion', { names: list(authors.map(({ name }) => name)) })}`
}
