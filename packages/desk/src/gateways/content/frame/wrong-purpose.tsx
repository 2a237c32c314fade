import type { Purpose } from '@entente/contracts'
import { Button } from '@mantine/core'
import { choosePurpose, useMe } from '../../../app/session.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { text } from '../texts/index.ts'

interface Props {
  /** Why nothing is shown under this purpose. */
  title?: string
  /** Purposes under which it is read; content safety by default. */
  for?: readonly Purpose[]
}

/** Explains that the page is read under another purpose, and changes to it on request. */
export function WrongPurpose({ title, for: needed = ['content-safety'] }: Props) {
  const { purpose, purposes } = useMe()
  return (
    <EmptyState
      title={
        title ??
        text('content.banks.wrongPurpose.title', {
          purposes: needed.map((each) => text(`purpose.${each}`).toLowerCase()).join(', '),
        })
      }
      next={
        purpose === null
          ? undefined
          : text('content.banks.wrongPurpose.next', { purpose: text(`purpose.${purpose}`).toLowerCase() })
      }
    >
      {needed
        .filter((each) => purposes.includes(each))
        .map((each) => (
          <Button key={each} variant="default" h={30} onClick={() => void choosePurpose(each)}>
            {text('content.banks.wrongPurpose.act', { purpose: text(`purpose.${each}`).toLowerCase() })}
          </Button>
        ))}
    </EmptyState>
  )
}
