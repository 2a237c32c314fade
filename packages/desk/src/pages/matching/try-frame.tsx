import type { ReactNode } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { textsOf } from '../../texts/catalogue.ts'

/** The two pages on which an identity is typed. */
export function TryFrame({ title, children }: { title: string; children: ReactNode }) {
  const t = textsOf('matchingTry')
  return (
    <Page
      title={title}
      label={title}
      head={<ListHead title={t.title}>{t.what}</ListHead>}
      bar={
        <Tabs
          label={t.tabsName}
          tabs={[
            { to: paths.matchingTry(), label: t.tabs.try },
            { to: paths.matchingCompare(), label: t.tabs.compare },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
