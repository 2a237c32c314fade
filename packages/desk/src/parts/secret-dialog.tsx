import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { text } from '../texts/text.ts'

interface Props {
  /** The secret, in memory only; null closes the dialog. */
  secret: string | null
  title: string
  what: string
  label: string
  onClose: () => void
}

/** Shows a new password or key, which cannot be shown again. The dialog closes only after the person confirms that it was passed on. */
export function SecretDialog({ secret, title, what, label, onClose }: Props) {
  const [notice, setNotice] = useState('')
  const copy = (): void => {
    navigator.clipboard.writeText(secret ?? '').then(
      () => setNotice(text('admin.copied')),
      () => setNotice(text('admin.notCopied')),
    )
  }
  const close = (): void => {
    setNotice('')
    onClose()
  }
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <p>
        {what} {text('admin.once')}
      </p>
      <TextInput
        label={label}
        readOnly
        value={secret ?? ''}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        mt={12}
      />
      <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginBlockStart: 16 }}>
        <Button h={30} onClick={close}>
          {text('admin.seen')}
        </Button>
        <Button variant="default" h={30} onClick={copy}>
          {text('admin.copy')}
        </Button>
        <span role="status">{notice}</span>
      </div>
    </Modal>
  )
}
