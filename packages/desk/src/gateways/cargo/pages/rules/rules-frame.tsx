import type { ReactNode } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { useMe } from '../../../../app/session.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { text } from '../../texts/index.ts'

/** Shows a page of rules under the purpose customs security. Under another one it explains that and reads nothing. */
export function RulesFrame({ children }: { children: ReactNode }) {
  const { purpose, role } = useMe()
  // Oversight reads rules under its own purpose.
  if (purpose === 'customs-security' || role === 'oversight') return children
  const title = text('cargo.rules.title')
  return (
    <Page title={title} label={title} head={<ListHead title={title} />}>
      <WrongPurpose for={['customs-security']} />
    </Page>
  )
}
