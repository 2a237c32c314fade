import type { Role } from '@entente/contracts'
import type { ReactNode } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { textsOf } from '../../texts/catalogue.ts'

interface Props {
  title: string
  /** Beside the title. */
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** The page is a table from edge to edge. */
  flush?: boolean
}

/** Whether a role asks about content: tries, and reads the index. Who oversees does not. */
const asks = (role: Role): boolean => role !== 'oversight'

/** The pages around the banks: what is known, trying it, incidents, labels, how often it matches, how the index is. */
export function BanksFrame({ title, count, actions, children, flush }: Props) {
  const t = textsOf('contentBanks')
  const { role } = useMe()
  return (
    <Page
      title={title}
      label={title}
      {...(flush && { flush })}
      head={
        <ListHead title={t.title} count={count} actions={actions}>
          {t.what}
        </ListHead>
      }
      bar={
        <Tabs
          label={t.tabsName}
          tabs={[
            { to: paths.banks(), label: t.tabs.banks },
            ...(asks(role) ? [{ to: paths.contentTry(), label: t.tabs.try }] : []),
            { to: paths.incidents(), label: t.tabs.incidents },
            { to: paths.labels(), label: t.tabs.labels },
            { to: paths.contentRates(), label: t.tabs.rates },
            ...(asks(role) ? [{ to: paths.contentIndex(), label: t.tabs.index }] : []),
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
