import { getRouteApi } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { LogFilter } from '../log/log-filter.tsx'
import { LogList } from '../log/log-list.tsx'
import { OversightFrame } from './oversight-frame.tsx'

const route = getRouteApi('/shell/oversight/log')

/** The log of everyone. Reading it is in it too. */
export function OversightLogPage() {
  const search = route.useSearch()
  return (
    <OversightFrame title={textsOf('log').allTitle} actions={<LogFilter search={search} to={paths.oversightLog} />}>
      <LogList search={search} everyone clearTo={paths.oversightLog()} />
    </OversightFrame>
  )
}
