import type { ReactNode } from 'react'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { textsOf } from '../../texts/catalogue.ts'

/** Who sees how often people of each origin are hit. */
export const readsRates = (role: string): boolean => role === 'supervisor' || role === 'oversight'

/** The pages about the threshold of matching. */
export function ThresholdFrame({ title, children }: { title: string; children: ReactNode }) {
  const t = textsOf('threshold')
  const { role } = useMe()
  return (
    <Page
      title={title}
      label={title}
      head={<ListHead title={t.title}>{t.what}</ListHead>}
      bar={
        readsRates(role) && (
          <Tabs
            label={t.tabsName}
            tabs={[
              { to: paths.threshold(), label: t.tabs.threshold },
              { to: paths.thresholdRates(), label: t.tabs.rates },
            ]}
          />
        )
      }
    >
      {children}
    </Page>
  )
}
