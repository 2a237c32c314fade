import { Button } from '@mantine/core'
import { choosePurpose, useMe } from '../../app/session.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { textsOf } from '../../texts/catalogue.ts'

/** Content is looked at for content safety alone: says so, and changes the purpose on request. */
export function WrongPurpose({ title, page }: { title?: string; page?: boolean }) {
  const t = textsOf('contentBanks').wrongPurpose
  const names = textsOf('purposeNames')
  const { purpose, purposes } = useMe()
  return (
    <EmptyState
      title={title ?? t.title}
      {...(page && { page })}
      next={purpose === null ? undefined : t.next(names[purpose])}
    >
      {purposes.includes('content-safety') && (
        <Button variant="default" h={30} onClick={() => void choosePurpose('content-safety')}>
          {t.act}
        </Button>
      )}
    </EmptyState>
  )
}
