import type { Signed } from '@entente/contracts'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { text } from '../texts/text.ts'
import { useMe } from './session.ts'
import { type ShownAct, signAct } from './sign-act.ts'

interface Signing {
  /**
   * Lets the person sign, and returns what the request of the act sends as `signed`; nothing on a node of one person, which
   * attests the act itself.
   */
  sign(shown: () => Promise<ShownAct>): Promise<{ signed?: Signed }>
  /** The dialog that asks for a code, while it does. */
  dialog: ReactNode
}

/** Gives a form the signing of acts. */
export function useSigning(): Signing {
  const me = useMe()
  const [answer, setAnswer] = useState<((code: string | null) => void) | null>(null)
  const askCode = () => new Promise<string | null>((resolve) => setAnswer(() => resolve))
  const end = (code: string | null): void => {
    setAnswer(null)
    answer?.(code)
  }
  return {
    sign: async (shown) =>
      me.people === 'single-operator' ? {} : { signed: await signAct(await shown(), me, askCode) },
    dialog: answer && <CodeDialog onEnd={end} />,
  }
}

function CodeDialog({ onEnd }: { onEnd: (code: string | null) => void }) {
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (code.trim() !== '') onEnd(code.trim())
  }
  return (
    <Modal
      opened
      onClose={() => onEnd(null)}
      title={text('sign-in.act.title')}
      closeButtonProps={{ 'aria-label': text('shell.close') }}
    >
      <form onSubmit={submit} noValidate style={{ display: 'grid', gap: 12 }}>
        <p>{text('sign-in.act.note')}</p>
        <TextInput
          data-autofocus
          label={text('sign-in.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" h={30} disabled={code.trim() === ''}>
          {text('sign-in.act.sign')}
        </Button>
      </form>
    </Modal>
  )
}
