import { Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { text } from '../texts/index.ts'

interface Props {
  title: string
  act: string
  /** True if the step ends something, and needs a reason. */
  needsReason: boolean
  adverse: boolean
  children: ReactNode
  onClose: () => void
  /** Performs the step. `body` has the reason, if one is needed. */
  onAct: (body: { reason: string } | undefined) => Promise<void>
}
/** The least length of a reason, as the node checks it. */
const shortest = 3

/** Asks for the confirmation of a step with a rule or a model, and for its reason if it needs one. */
export function ConfirmStep({ title, act, needsReason, adverse, children, onClose, onAct }: Props) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmAct
      opened
      onClose={onClose}
      title={title}
      act={act}
      notNow={text('cargo.rules.notNow')}
      blocked={needsReason && reason.trim().length < shortest}
      adverse={adverse}
      onAct={() => onAct(needsReason ? { reason: reason.trim() } : undefined)}
    >
      {children}
      {needsReason && (
        <Textarea
          label={text('cargo.rules.reason')}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          mt={12}
        />
      )}
    </ConfirmAct>
  )
}
