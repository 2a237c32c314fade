import { getRouteApi } from '@tanstack/react-router'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { text } from '../../texts/text.ts'
import { LogFilter } from './log-filter.tsx'
import { LogList } from './log-list.tsx'

const route = getRouteApi('/shell/oversight/log')

/** The log of everyone. Reading it is in it too. */
export function OversightLogPage() {
  const search = route.useSearch()
  return (
    <OversightFrame title={text('log.allTitle')} actions={<LogFilter search={search} to={paths.oversightLog} />}>
      <LogList search={search} everyone clearTo={paths.oversightLog()} />
    </OversightFrame>
  )
}
