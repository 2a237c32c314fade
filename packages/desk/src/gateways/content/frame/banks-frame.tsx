import type { Role } from '@entente/contracts'
import type { ReactNode } from 'react'
import { ListHead, Page } from '../../../app/page.tsx'
import { useMe } from '../../../app/session.ts'
import { Tabs } from '../../../parts/tabs.tsx'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'

interface Props {
  title: string
  /** Content beside the title. */
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** True if the page is a table without padding. */
  flush?: boolean
}

/** Tests whether a role may try content and read the index. Oversight may not. */
const asks = (role: Role): boolean => role !== 'oversight'

/** Frames the pages about banks: banks, try, incidents, labels, rates, index. */
export function BanksFrame({ title, count, actions, children, flush }: Props) {
  const { role } = useMe()
  return (
    <Page
      title={title}
      label={title}
      {...(flush && { flush })}
      head={
        <ListHead title={text('content.banks.title')} count={count} actions={actions}>
          {text('content.banks.what')}
        </ListHead>
      }
      bar={
        <Tabs
          label={text('content.banks.tabsName')}
          tabs={[
            { to: paths.banks(), label: text('content.banks.tabs.banks') },
            ...(asks(role) ? [{ to: paths.contentTry(), label: text('content.banks.tabs.try') }] : []),
            { to: paths.incidents(), label: text('content.banks.tabs.incidents') },
            { to: paths.labels(), label: text('content.banks.tabs.labels') },
            { to: paths.contentRates(), label: text('content.banks.tabs.rates') },
            ...(asks(role) ? [{ to: paths.contentIndex(), label: text('content.banks.tabs.index') }] : []),
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
