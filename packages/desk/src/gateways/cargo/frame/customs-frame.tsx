import type { ReactNode } from 'react'
import { isOfTeam } from '../../../app/navigation.ts'
import { ListHead, Page } from '../../../app/page.tsx'
import { useMe } from '../../../app/session.ts'
import { WrongPurpose } from '../../../app/wrong-purpose.tsx'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { text } from '../texts/index.ts'
import { teamsOf } from './teams.ts'

interface TeamProps {
  title: string
  /** Whose pages these are. Default: the team of goods. */
  teams?: keyof typeof teamsOf
  children: ReactNode
}

/** Shows a page to people of its teams. Other people read why they see nothing, and the page reads nothing. */
export function TeamFrame({ title, teams = 'goods', children }: TeamProps) {
  const me = useMe()
  if (isOfTeam(me, teamsOf[teams])) return children
  return (
    <Page title={title} label={title} head={<ListHead title={title} />}>
      <EmptyState
        title={text(teams === 'goods' ? 'cargo.frame.ofCargo' : 'cargo.frame.ofInspection')}
        next={text('cargo.frame.teamNext')}
      />
    </Page>
  )
}

interface Props extends TeamProps {
  /** False if oversight, which works under its own purpose, reads nothing here. */
  oversight?: boolean
}

/** Shows a page to people of its teams under the purpose customs security. Under another one it explains that and reads nothing. */
export function CustomsFrame({ title, teams = 'goods', oversight = true, children }: Props) {
  const { purpose, role } = useMe()
  const isAllowed = purpose === 'customs-security' || (oversight && role === 'oversight')
  return (
    <TeamFrame title={title} teams={teams}>
      {isAllowed ? (
        children
      ) : (
        <Page title={title} label={title} head={<ListHead title={title} />}>
          <WrongPurpose for={['customs-security']} />
        </Page>
      )}
    </TeamFrame>
  )
}
