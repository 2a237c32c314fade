import type { ReactNode } from 'react'
import { Tabs } from '../parts/tabs.tsx'
import { text } from '../texts/text.ts'
import type { KeyHint } from './key-bar.tsx'
import { ListHead, Page } from './page.tsx'
import { paths } from './paths.ts'

interface Props {
  title: string
  count?: ReactNode
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
  keys?: KeyHint[]
}

/** Frames the pages of oversight, on which everything can be read and nothing changed. */
export function OversightFrame({ title, count, actions, children, flush, keys }: Props) {
  return (
    <Page
      title={`${title} · ${text('oversight.title')}`}
      label={text('oversight.contentOf', { page: title })}
      flush={flush ?? false}
      {...(keys && { keys })}
      head={
        <ListHead title={text('oversight.title')} count={count} actions={actions}>
          {text('oversight.what')}
        </ListHead>
      }
      bar={
        <Tabs
          label={text('oversight.tabsName')}
          tabs={[
            { to: paths.oversight(), label: text('oversight.tabs.cases') },
            { to: paths.oversightRates(), label: text('oversight.tabs.rates') },
            { to: paths.oversightSample(), label: text('oversight.tabs.sample') },
            { to: paths.oversightLog(), label: text('oversight.tabs.log') },
            { to: paths.oversightOverdue(), label: text('oversight.tabs.overdue') },
            { to: paths.oversightAccounts(), label: text('oversight.tabs.accounts') },
            { to: paths.oversightAuthority(), label: text('oversight.tabs.authority') },
            { to: paths.oversightSealed(), label: text('oversight.tabs.sealed') },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
