import type { ReactNode } from 'react'
import { Tabs } from '../parts/tabs.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { ListHead, Page } from './page.tsx'
import { paths } from './paths.ts'

interface Props {
  title: string
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
}

/** A page of oversight: everything can be read, nothing changed. */
export function OversightFrame({ title, count, actions, children, flush }: Props) {
  const t = textsOf('oversight')
  return (
    <Page
      title={`${title} · ${t.title}`}
      label={t.contentOf(title)}
      flush={flush ?? false}
      head={
        <ListHead title={t.title} count={count} actions={actions}>
          {t.what}
        </ListHead>
      }
      bar={
        <Tabs
          label={t.tabsName}
          tabs={[
            { to: paths.oversight(), label: t.tabs.cases },
            { to: paths.oversightLog(), label: t.tabs.log },
            { to: paths.oversightOverdue(), label: t.tabs.overdue },
            { to: paths.oversightAccounts(), label: t.tabs.accounts },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
