import type { ReactNode } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { text } from '../../texts/text.ts'

/** The roles that may read hit rates by origin. */
const readsRates = (role: string): boolean => role === 'supervisor' || role === 'oversight'

/** Frames the pages about the threshold of matching. */
export function ThresholdFrame({ title, children }: { title: string; children: ReactNode }) {
  const { role } = useMe()
  return (
    <Page
      title={title}
      label={title}
      head={<ListHead title={text('threshold.title')}>{text('threshold.what')}</ListHead>}
      bar={
        readsRates(role) && (
          <Tabs
            label={text('threshold.tabsName')}
            tabs={[
              { to: paths.threshold(), label: text('threshold.tabs.threshold') },
              { to: paths.thresholdRates(), label: text('threshold.tabs.rates') },
            ]}
          />
        )
      }
    >
      {children}
    </Page>
  )
}
