import { getRouteApi } from '@tanstack/react-router'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { text } from '../../texts/text.ts'
import { LogFilter } from './log-filter.tsx'
import { LogList } from './log-list.tsx'

const own = getRouteApi('/shell/log')
const ofEveryone = getRouteApi('/shell/oversight/log')

/** Shows the log entries about the signed-in person's own reads and actions, by day. */
export function LogPage() {
  const search = own.useSearch()
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

/** Shows the log entries of everyone. Reading them is logged too. */
export function OversightLogPage() {
  const search = ofEveryone.useSearch()
  return (
    <OversightFrame title={text('log.allTitle')} actions={<LogFilter search={search} to={paths.oversightLog} />}>
      <LogList search={search} everyone clearTo={paths.oversightLog()} />
    </OversightFrame>
  )
}
