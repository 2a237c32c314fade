import type { Purpose } from '@entente/contracts'
import { Button } from '@mantine/core'
import { EmptyState } from '../parts/empty-state.tsx'
import { text } from '../texts/text.ts'
import { choosePurpose, useMe } from './session.ts'

interface Props {
  /** The reason why nothing is shown under the present purpose. */
  title?: string
  /** The purposes under which the page can be read. */
  for: readonly Purpose[]
}

/** Explains which purpose the page needs, and offers to change to it. */
export function WrongPurpose({ title, for: needed }: Props) {
  const { purpose, purposes } = useMe()
  return (
    <EmptyState
      title={
        title ??
        text('page-parts.wrongPurpose.title', {
          purposes: needed.map((each) => text(`purpose.${each}`).toLowerCase()).join(', '),
        })
      }
      next={
        purpose === null
          ? undefined
          : text('page-parts.wrongPurpose.next', { purpose: text(`purpose.${purpose}`).toLowerCase() })
      }
    >
      {needed
        .filter((each) => purposes.includes(each))
        .map((each) => (
          <Button key={each} variant="default" h={30} onClick={() => void choosePurpose(each)}>
            {text('page-parts.wrongPurpose.act', { purpose: text(`purpose.${each}`).toLowerCase() })}
          </Button>
        ))}
    </EmptyState>
  )
}
