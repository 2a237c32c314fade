import { getRouteApi } from '@tanstack/react-router'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { LogFilter } from './log-filter.tsx'
import { LogList } from './log-list.tsx'

const route = getRouteApi('/shell/log')

/** One's own log: what one looked at and did, by day. */
export function LogPage() {
  const t = textsOf('log')
  const search = route.useSearch()
  return (
    <Page
      title={t.title}
      label={t.title}
      head={
        <ListHead title={t.title} actions={<LogFilter search={search} to={paths.log} />}>
          {t.what}
        </ListHead>
      }
    >
      <LogList search={search} everyone={false} clearTo={paths.log()} />
    </Page>
  )
}
