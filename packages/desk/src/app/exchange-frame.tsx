import type { Role } from '@entente/contracts'
import type { ReactNode } from 'react'
import { Tabs } from '../parts/tabs.tsx'
import { text } from '../texts/text.ts'
import type { KeyHint } from './key-bar.tsx'
import { Page } from './page.tsx'
import { paths } from './paths.ts'
import { useMe } from './session.ts'

interface Props {
  title: string
  head: ReactNode
  children: ReactNode
  flush?: boolean
  keys?: KeyHint[]
}
const tabs: { name: 'members' | 'agreements' | 'withdrawals' | 'blind'; to: string; roles: Role[] }[] = [
  { name: 'members', to: paths.network(), roles: ['supervisor', 'signal-officer', 'oversight', 'administrator'] },
  { name: 'agreements', to: paths.agreements(), roles: ['analyst', 'supervisor', 'signal-officer', 'oversight'] },
  { name: 'withdrawals', to: paths.withdrawals(), roles: ['supervisor', 'signal-officer', 'oversight'] },
  { name: 'blind', to: paths.blind(), roles: ['analyst', 'supervisor', 'signal-officer', 'oversight'] },
]

/** Frames the pages of the exchange between members: members, agreements, withdrawals, blind checks. A role sees only the tabs that it may read. */
export function ExchangeFrame({ title, head, children, flush, keys }: Props) {
  const { role } = useMe()
  return (
    <Page
      title={title}
      label={title}
      flush={flush ?? false}
      head={head}
      {...(keys && { keys })}
      bar={
        <Tabs
          label={text('network.tabsName')}
          tabs={tabs
            .filter(({ roles }) => roles.includes(role))
            .map(({ name, to }) => ({ to, label: text(`network.tabs.${name}`) }))}
        />
      }
    >
      {children}
    </Page>
  )
}
