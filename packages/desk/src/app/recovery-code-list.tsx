import { Button } from '@mantine/core'
import { useState } from 'react'
import { text } from '../texts/text.ts'

interface Props {
  codes: readonly string[]
  onKept: () => void
}

/** Shows recovery codes, which cannot be shown again. It closes only after the person confirms that the codes were kept. */
export function RecoveryCodeList({ codes, onKept }: Props) {
  const [notice, setNotice] = useState('')
  const copy = (): void => {
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setNotice(text('admin.copied')),
      () => setNotice(text('admin.notCopied')),
    )
  }
  return (
    <div>
      <p>{text('sign-in.recovery.note')}</p>
      <ol aria-label={text('sign-in.recovery.title')} style={{ fontFamily: 'var(--mono)', marginBlock: 12 }}>
        {codes.map((code) => (
          <li key={code}>
            <bdi dir="ltr">{code}</bdi>
          </li>
        ))}
      </ol>
      <div style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
        <Button h={30} onClick={onKept}>
          {text('sign-in.recovery.kept')}
        </Button>
        <Button variant="default" h={30} onClick={copy}>
          {text('admin.copy')}
        </Button>
        <span role="status">{notice}</span>
      </div>
    </div>
  )
}
