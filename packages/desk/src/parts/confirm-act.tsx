import { Button, Modal } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../texts/text.ts'
import { ProblemCard } from './problem-card.tsx'

interface Props {
  opened: boolean
  onClose: () => void
  /** The question, as the title of the dialog. */
  title: string
  /** The consequences with their numbers, and any fields that the act needs. */
  children: ReactNode
  /** Label of the button. It repeats the verb of the question. */
  act: string
  notNow: string
  /** Performs the act. If it rejects, the dialog shows the refusal; if it resolves, the dialog closes. */
  onAct: () => Promise<void>
  /** True while the act lacks required input. */
  blocked?: boolean | undefined
  adverse?: boolean | undefined
}

/** Asks for confirmation of an act that cannot be undone, and shows its consequences in numbers. */
export function ConfirmAct({ opened, onClose, title, children, act, notNow, onAct, blocked, adverse }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (opened) setError(null)
  }, [opened])
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await onAct()
      onClose()
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal.Root
      centered
      size={440}
      opened={opened}
      onClose={onClose}
      onEnterTransitionEnd={() => heading.current?.focus()}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>
            <span ref={heading} tabIndex={-1} data-autofocus>
              {title}
            </span>
          </Modal.Title>
          <Modal.CloseButton aria-label={text('page-parts.close')} />
        </Modal.Header>
        <Modal.Body>
          {children}
          {error && (
            <div style={{ marginBlockStart: 12 }}>
              <ProblemCard error={error} />
            </div>
          )}
          <div style={{ display: 'flex', gap: 10, marginBlockStart: 16 }}>
            <Button
              h={36}
              {...(adverse && { color: 'bad', variant: 'outline' })}
              disabled={blocked ?? false}
              loading={busy}
              onClick={() => void run()}
            >
              {act}
            </Button>
            <Button h={36} variant="default" onClick={onClose}>
              {notNow}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
