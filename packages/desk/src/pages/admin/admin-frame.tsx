import type { ReactNode } from 'react'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { text } from '../../texts/text.ts'

interface Props {
  title: string
  head: ReactNode
  children: ReactNode
  flush?: boolean
}

/** Frames the pages of the administration, with tabs. None of them shows personal data of records. */
export function AdminFrame({ title, head, children, flush }: Props) {
  return (
    <Page
      title={`${title} · ${text('admin.title')}`}
      label={text('admin.contentOf', { page: title })}
      flush={flush ?? false}
      head={head}
      bar={
        <Tabs
          label={text('admin.tabsName')}
          tabs={[
            { to: paths.admin(), label: text('admin.tabs.accounts') },
            { to: paths.adminChanges(), label: text('admin.tabs.changes') },
            { to: paths.adminSenders(), label: text('admin.tabs.senders') },
            { to: paths.adminRegimes(), label: text('admin.tabs.regimes') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
