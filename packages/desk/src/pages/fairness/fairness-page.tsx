import type { DisparityGroup, DisparityMeasure, DisparityReport, DisparityReports } from '@entente/contracts'
import { NativeSelect } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useGateways } from '../../app/gateway.ts'
import { groupChips, groupName } from '../../app/group-name.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { Segments } from '../../parts/segments.tsx'
import { localeOf } from '../../texts/language.ts'
import { hundredths, number } from '../../texts/numbers.ts'
import { findText, text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './fairness.module.css'

const route = getRouteApi('/shell/fairness')
const measures = ['hitRate', 'falsePositiveRate'] as const satisfies readonly DisparityMeasure[]
const monthName = (period: string): string =>
  new Intl.DateTimeFormat(localeOf(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${period}-01T00:00:00Z`),
  )

/** Compares groups of people in one closed month: how often they have hits, or mistaken ones, and what could be noticed. */
export function FairnessPage() {
  const title = text('shell.pages.fairness')
  const go = useGo()
  const { month, gateway, source, measure = 'hitRate' } = route.useSearch()
  const gateways = useGateways()
  const read = useRead<DisparityReports>(
    '/v1/disparity',
    { ...(month !== undefined && { from: month, to: month }), measure },
    { keepPrevious: true },
  )
  const { items = [], closed = [], open = [] } = read.data ?? {}
  const kinds = [...new Set(closed.map((one) => one.gateway))]
  const kind = kinds.find((one) => one === gateway) ?? kinds[0]
  const shown = items.filter((report) => report.gateway === kind)
  const sources = [...new Set(shown.map((report) => report.source))]
  const chosen = sources.find((one) => one === (source ?? null)) ?? null
  const months = closed.filter((one) => one.gateway === kind).map(({ period }) => period)
  const show = (search: { month?: string; gateway?: string; source?: string | undefined; measure?: string }): void =>
    go(paths.fairness({ month, gateway, source, measure, ...search }), { replace: true })
  const nameOf = (one: string): string => gateways.find((each) => each.kind === one)?.queue?.name() ?? one
  return (
    <Page
      title={title}
      label={title}
      head={
        <ListHead
          title={title}
          actions={
            closed.length > 0 && (
              <span className={classes.chosen}>
                {kinds.length > 1 && (
                  <Segments
                    aria-label={text('fairness.gateway')}
                    value={kind ?? ''}
                    data={kinds.map((value) => ({ value, label: nameOf(value) }))}
                    onChange={(next) => show({ gateway: next })}
                  />
                )}
                <NativeSelect
                  size="xs"
                  aria-label={text('fairness.month')}
                  value={month ?? months[0] ?? ''}
                  data={months.map((value) => ({ value, label: monthName(value) }))}
                  onChange={(event) => show({ month: event.currentTarget.value })}
                />
                <NativeSelect
                  size="xs"
                  aria-label={text('fairness.source')}
                  value={chosen ?? ''}
                  data={sources.map((value) => ({ value: value ?? '', label: sourceName(value) }))}
                  onChange={(event) => show({ source: event.currentTarget.value || undefined })}
                />
                <Segments
                  aria-label={text('fairness.measure.label')}
                  value={measure}
                  data={measures.map((value) => ({ value, label: text(`fairness.measure.${value}`) }))}
                  onChange={(next) => show({ measure: next })}
                />
              </span>
            )
          }
        >
          {text('fairness.what')}
        </ListHead>
      }
    >
      <ReadState read={read} rows={10} />
      {read.data && closed.length > 0 && <p className={note.note}>{text('fairness.noAlarm')}</p>}
      {read.data && closed.length === 0 && (
        <EmptyState title={text('fairness.none')} next={text('fairness.noneNext')} />
      )}
      {shown
        .filter((report) => report.source === chosen)
        .map((report) => (
          <Groups key={report.attribute} report={report} />
        ))}
      {shown.length > 0 && (
        <p className={classes.legend}>
          {text('fairness.drawn')} {text('fairness.hidden')}
        </p>
      )}
      {open
        .filter((one) => kind === undefined || one.gateway === kind)
        .map(({ period, evaluatedFrom }) => (
          <p key={period} className={classes.legend}>
            {text('fairness.open', { month: monthName(period), date: dateUtc(evaluatedFrom) })}
          </p>
        ))}
    </Page>
  )
}

function sourceName(source: string | null): string {
  if (source === null) return text('fairness.allSources')
  return source.startsWith('rule:') ? text('fairness.ofRule', { id: source.slice(5, 13) }) : source
}

/** Names a group of any attribute. Regions have UN M49 codes, of which browsers know only a few. */
const nameOfGroup = (group: string): string => findText(`fairness.group.${group}`) ?? groupName(group)

function Groups({ report }: { report: DisparityReport }) {
  const title = text(`fairness.attribute.${report.attribute}`)
  return (
    <Panel title={title} note={text('fairness.tested', { count: report.groupsTested })} flush>
      <DataTable
        name={title}
        stacks
        columns={[
          text('fairness.column.group'),
          { head: text('fairness.column.people'), number: true },
          { head: text(`fairness.column.${report.measure}`), number: true },
          { head: text('fairness.column.ratio'), number: true },
          text('fairness.column.interval'),
          text('fairness.column.status'),
          { head: text('fairness.column.noticed'), number: true },
        ]}
      >
        {report.groups.map((group) => (
          <GroupRow key={group.group} group={group} />
        ))}
      </DataTable>
    </Panel>
  )
}

function GroupRow({ group }: { group: DisparityGroup }) {
  const { events, ratio, low95, high95, status, smallestDetectable } = group
  return (
    <tr>
      <th scope="row" className={table.wrap}>
        <bdi>{nameOfGroup(group.group)}</bdi>
      </th>
      <td className={table.number}>{number(group.subjects)}</td>
      <td className={table.number}>
        {typeof events === 'number' ? (
          number(events)
        ) : (
          <span className={table.dim}>{text(events === '<5' ? 'fairness.few' : 'fairness.withheld')}</span>
        )}
      </td>
      <td className={table.number}>{ratio === null ? '–' : hundredths(ratio)}</td>
      <td>
        <div className={classes.interval}>
          <IntervalDrawing group={group} />
          {low95 === null || high95 === null
            ? '–'
            : text('fairness.interval', { low: hundredths(low95), high: hundredths(high95) })}
        </div>
      </td>
      <td>
        {status === 'not-enough-data' ? (
          <span className={table.dim}>{text('fairness.status.not-enough-data')}</span>
        ) : (
          <Chip {...groupChips[status]}>{text(`fairness.status.${status}`)}</Chip>
        )}
      </td>
      <td className={table.number}>{smallestDetectable === null ? '–' : `× ${hundredths(smallestDetectable)}`}</td>
    </tr>
  )
}

const width = 180
const height = 18
/** The scale is logarithmic, from a quarter to four times; what lies outside ends at its edge. */
const most = 4
const place = (ratio: number): number =>
  (width / 2) * (1 + Math.max(-1, Math.min(1, Math.log(Math.max(ratio, 1e-9)) / Math.log(most))))

/** Draws a ratio with its two intervals beside the line of 1. The columns beside it say the same in numbers. */
function IntervalDrawing({ group }: { group: DisparityGroup }) {
  const { ratio, low95, high95, lowAdjusted, highAdjusted, status } = group
  const middle = height / 2
  return (
    <svg className={classes.drawing} data-status={status} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line className={classes.one} x1={width / 2} x2={width / 2} y1={0} y2={height} />
      {lowAdjusted !== null && highAdjusted !== null && (
        <line className={classes.adjusted} x1={place(lowAdjusted)} x2={place(highAdjusted)} y1={middle} y2={middle} />
      )}
      {low95 !== null && high95 !== null && (
        <rect
          className={classes.bar}
          x={place(low95)}
          width={Math.max(1, place(high95) - place(low95))}
          y={middle - 3}
          height={6}
          rx={2}
        />
      )}
      {ratio !== null && <circle className={classes.dot} cx={place(ratio)} cy={middle} r={3.5} />}
    </svg>
  )
}
