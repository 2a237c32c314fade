import { Button } from '@mantine/core'
import { useState } from 'react'
import { text } from '../texts/text.ts'

interface Props {
  secret: string
  /** Label of the button with which the person confirms that the secret was kept. */
  close: string
  onClose: () => void
}

/** The two buttons below a secret that is shown once: kept, and copy. */
export function CopyAndClose({ secret, close, onClose }: Props) {
  const [notice, setNotice] = useState('')
  const copy = (): void => {
    navigator.clipboard.writeText(secret).then(
      () => setNotice(text('admin.copied')),
      () => setNotice(text('admin.notCopied')),
    )
  }
  const end = (): void => {
    setNotice('')
    onClose()
  }
  return (
    <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginBlockStart: 16 }}>
      <Button h={30} onClick={end}>
        {close}
      </Button>
      <Button variant="default" h={30} onClick={copy}>
        {text('admin.copy')}
      </Button>
      <span role="status">{notice}</span>
    </div>
  )
}
