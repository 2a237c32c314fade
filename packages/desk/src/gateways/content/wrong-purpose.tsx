import type { Purpose } from '@entente/contracts'
import { Button } from '@mantine/core'
import { choosePurpose, useMe } from '../../app/session.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { textsOf } from '../../texts/catalogue.ts'

interface Props {
  /** Why nothing is shown under this purpose. */
  title?: string
  /** For which it is read; unless told content safety. */
  for?: readonly Purpose[]
}

/** What is here is read for another purpose: says so, and changes it on request. */
export function WrongPurpose({ title, for: needed = ['content-safety'] }: Props) {
  const t = textsOf('contentBanks').wrongPurpose
  const names = textsOf('purposeNames')
  const { purpose, purposes } = useMe()
  return (
    <EmptyState
      title={title ?? t.title(needed.map((each) => names[each].toLowerCase()).join(', '))}
      next={purpose === null ? undefined : t.next(names[purpose].toLowerCase())}
    >
      {needed
        .filter((each) => purposes.includes(each))
        .map((each) => (
          <Button key={each} variant="default" h={30} onClick={() => void choosePurpose(each)}>
            {t.act(names[each].toLowerCase())}
          </Button>
        ))}
    </EmptyState>
  )
}
