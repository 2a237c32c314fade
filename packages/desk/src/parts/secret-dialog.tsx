import { Modal, TextInput } from '@mantine/core'
import { text } from '../texts/text.ts'
import { CopyAndClose } from './copy-and-close.tsx'

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
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
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
      <CopyAndClose secret={secret ?? ''} close={text('admin.seen')} onClose={onClose} />
    </Modal>
  )
}
