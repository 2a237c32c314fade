import type { ReactNode } from 'react'
import { ListHead, Page } from '../../../app/page.tsx'
import { useMe } from '../../../app/session.ts'
import { WrongPurpose } from '../../../app/wrong-purpose.tsx'

interface Props {
  title: string
  /** False if oversight, which works under its own purpose, reads nothing here. */
  oversight?: boolean
  children: ReactNode
}

/** Shows a page under the purpose customs security. Under another one it explains that and reads nothing. */
export function CustomsFrame({ title, oversight = true, children }: Props) {
  const { purpose, role } = useMe()
  if (purpose === 'customs-security' || (oversight && role === 'oversight')) return children
  return (
    <Page title={title} label={title} head={<ListHead title={title} />}>
      <WrongPurpose for={['customs-security']} />
    </Page>
  )
}
