import type { Purpose } from '@entente/contracts'
import { Button } from '@mantine/core'
import { choosePurpose, useMe } from '../../../app/session.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { text } from '../texts/index.ts'

interface Props {
  /** The reason why nothing is shown under the present purpose. */
  title?: string
  /** The purposes under which the page can be read; by default content safety. */
  for?: readonly Purpose[]
}

/** Explains which purpose the page needs, and offers to change to it. */
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
