import { getRouteApi } from '@tanstack/react-router'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { text } from '../../texts/text.ts'
import { LogFilter } from './log-filter.tsx'
import { LogList } from './log-list.tsx'

const route = getRouteApi('/shell/log')

/** The person's own log: reads and actions, by day. */
export function LogPage() {
  const search = route.useSearch()
  return (
    <Page
      title={text('log.title')}
      label={text('log.title')}
      head={
        <ListHead title={text('log.title')} actions={<LogFilter search={search} to={paths.log} />}>
          {text('log.what')}
        </ListHead>
      }
    >
      <LogList search={search} everyone={false} clearTo={paths.log()} />
    </Page>
  )
}
