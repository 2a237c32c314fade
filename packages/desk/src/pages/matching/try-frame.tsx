import type { ReactNode } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { text } from '../../texts/text.ts'

/** Frames the two pages on which a person types an identity. */
export function TryFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page
      title={title}
      label={title}
      head={<ListHead title={text('matching-try.title')}>{text('matching-try.what')}</ListHead>}
      bar={
        <Tabs
          label={text('matching-try.tabsName')}
          tabs={[
            { to: paths.matchingTry(), label: text('matching-try.tabs.try') },
            { to: paths.matchingCompare(), label: text('matching-try.tabs.compare') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
