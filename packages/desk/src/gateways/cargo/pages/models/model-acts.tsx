import type { CargoModelDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ConfirmStep } from '../../confirm/confirm-step.tsx'
import { findText, text } from '../../texts/index.ts'
import classes from './models.module.css'

interface Props {
  model: CargoModelDetail
  onDone: (sentence: string) => void
}

/** Shows what a model waits for. A second person brings it into force; one person takes it out of force, with a reason. */
export function ModelActs({ model, onDone }: Props) {
  const [step, setStep] = useState<'promote' | 'retire' | null>(null)
  const { may, state } = model
  return (
    <Panel title={text('cargo.models.approval')}>
      <p className={classes.line}>{wordsOf(model)}</p>
      {may.promote && (
        <Button h={30} mt={8} onClick={() => setStep('promote')}>
          {text('cargo.models.step.promote.open')}
        </Button>
      )}
      {may.retire && (
        <Button h={30} mt={8} variant="default" onClick={() => setStep('retire')}>
          {text('cargo.models.step.retire.open')}
        </Button>
      )}
      {step !== null && (
        <ConfirmStep
          title={text(`cargo.models.step.${step}.title`)}
          act={text(`cargo.models.step.${step}.act`)}
          needsReason={step === 'retire'}
          adverse={step === 'retire'}
          onClose={() => setStep(null)}
          onAct={async (body) => {
            await api.post(`/v1/cargo/models/${model.id}/${step}`, body)
            onDone(text(`cargo.models.step.${step}.done`))
          }}
        >
          <p>{text(`cargo.models.step.${step}.body`)}</p>
        </ConfirmStep>
      )}
      {state === 'trained' && may.because === 'same-person' && (
        <p className={classes.line}>{text('cargo.models.ownModel')}</p>
      )}
    </Panel>
  )
}

function wordsOf({ state, failure, retirer, retirement }: CargoModelDetail): string {
  if (state === 'failed')
    return text('cargo.models.wasFailed', {
      reason: findText(`cargo.models.failure.${failure}`) ?? failure ?? '',
    })
  if (state === 'retired' && retirement !== null)
    return text('cargo.models.wasTakenOut', { name: retirer ?? '', reason: retirement })
  return text(`cargo.models.waits.${state}`)
}
