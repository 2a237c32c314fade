import type { ReactNode } from 'react'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { textsOf } from '../../texts/catalogue.ts'

interface Props {
  title: string
  head: ReactNode
  children: ReactNode
  flush?: boolean
}

/** A page of the administration: its tabs, and no personal data of travellers anywhere. */
export function AdminFrame({ title, head, children, flush }: Props) {
  const t = textsOf('admin')
  return (
    <Page
      title={`${title} · ${t.title}`}
      label={t.contentOf(title)}
      flush={flush ?? false}
      head={head}
      bar={
        <Tabs
          label={t.tabsName}
          tabs={[
            { to: paths.admin(), label: t.tabs.accounts },
            { to: paths.adminSenders(), label: t.tabs.senders },
            { to: paths.adminRegimes(), label: t.tabs.regimes },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
