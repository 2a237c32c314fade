import type { DatedChange, OversightRates, RateFigure } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { CurveChart } from '../../app/curve-chart.tsx'
import { useGateways } from '../../app/gateway.ts'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { useChartView } from '../../parts/charts/chart-panel.tsx'
import { Sparkline } from '../../parts/charts/line-chart.tsx'
import { useGo } from '../../parts/go.ts'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { useKeys } from '../../parts/keys.ts'
import panel from '../../parts/panel.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Segments } from '../../parts/segments.tsx'
import { hundredths, number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'

import { GroupsPanel } from './groups-panel.tsx'
import classes from './rates.module.css'
import { figuresCsv } from './rates-csv.ts'
import { percentOf, perTenThousand, shareWords } from './rates-words.ts'
import { SourcesPanel } from './sources-panel.tsx'
import { WeeksChart } from './weeks-chart.tsx'

const route = getRouteApi('/shell/oversight/rates')
const choices = ['4', '13', '52'] as const

/** Shows oversight how many hits there are, how many were mistaken, and what could explain a change. */
export function OversightRatesPage() {
  const go = useGo()
  const { gateway: kind, weeks = '13' } = route.useSearch()
  const gateways = useGateways().filter(({ queue }) => queue !== undefined)
  const gateway = gateways.find((one) => one.kind === kind) ?? gateways[0]
  const read = useRead<OversightRates>(
    '/v1/oversight/rates',
    { gateway: gateway?.kind, weeks },
    { keepPrevious: true, staleTime: 5 * 60_000 },
  )
  const rates = read.data
  const view = useChartView()
  const me = useMe()
  const save = (): void => {
    if (rates === undefined) return
    saveFile(`rates-${rates.gateway}-${rates.until.slice(0, 10)}.csv`, 'text/csv', figuresCsv(rates, me.people))
  }
  useKeys([{ keys: 'E', label: text('rates.keys.export'), act: save }])
  const show = (search: { gateway?: string | undefined; weeks?: string }): void =>
    go(paths.oversightRates({ gateway: kind, weeks, ...search }), { replace: true })
  return (
    <OversightFrame
      title={text('rates.title')}
      count={rates && text('rates.window', { from: dateUtc(rates.from), until: dateUtc(Date.parse(rates.until) - 1) })}
      keys={[
        { keys: ['V'], label: text('charts.keys.view') },
        { keys: ['E'], label: text('rates.keys.export') },
      ]}
      actions={
        <>
          {gateways.length > 1 && gateway && (
            <Segments
              aria-label={text('rates.gateways')}
              value={gateway.kind}
              data={gateways.map((one) => ({ value: one.kind, label: one.queue?.name() ?? one.kind }))}
              onChange={(next) => show({ gateway: next })}
            />
          )}
          <Segments
            aria-label={text('rates.weeks.label')}
            value={weeks}
            data={choices.map((value) => ({ value, label: text(`rates.weeks.w${value}`) }))}
            onChange={(next) => show({ weeks: next })}
          />
          <Button variant="default" h={30} disabled={!rates} onClick={save} aria-keyshortcuts="E">
            <Icon name="download" size={14} />
            &nbsp;{text('rates.export')}&nbsp;<Key>E</Key>
          </Button>
        </>
      }
    >
      <ReadState read={read} rows={10} />
      {rates && (
        <>
          <div className={classes.cards}>
            <FigureCard title={text('rates.hits.title')} figure={rates.hits} what="hits" />
            <FigureCard title={text('rates.mistaken.title')} figure={rates.mistaken} what="mistaken" />
            <FigureCard title={text('rates.disagreed.title')} figure={rates.disagreed} what="disagreed" />
            <FigureCard title={text('rates.late.title')} figure={rates.late} what="late" />
          </div>
          <div className={classes.grid}>
            <div>
              <SourcesPanel rates={rates} />
              <WeeksChart rates={rates} view={view} />
            </div>
            <div>
              {rates.groups && <GroupsPanel groups={rates.groups} />}
              <ChangesList changes={rates.changes} />
              {rates.curve && <CurveChart curve={rates.curve} view={view} />}
            </div>
          </div>
          <p className={classes.after}>{text('rates.protected')}</p>
        </>
      )}
    </OversightFrame>
  )
}

interface CardProps {
  title: string
  figure: RateFigure | null
  what: 'hits' | 'mistaken' | 'disagreed' | 'late'
}

function FigureCard({ title, figure, what }: CardProps) {
  const value = (share: number): string =>
    what === 'hits' ? perTenThousand(share) : what === 'mistaken' ? percentOf(share) : shareWords(share)
  return (
    <section className={`${panel.panel} ${classes.card}`} aria-label={title}>
      <h2>{title}</h2>
      {figure === null ? (
        <p>{text('rates.notCounted')}</p>
      ) : (
        <>
          <p className={classes.figure}>
            {figure.share === null ? '–' : value(figure.share)}
            <Sparkline values={figure.weeks} />
          </p>
          <p>{noteOf(figure, what, value)}</p>
          {figure.before.share !== null && <p>{text('rates.before', { value: value(figure.before.share) })}</p>}
        </>
      )}
    </section>
  )
}

function noteOf(figure: RateFigure, what: CardProps['what'], value: (share: number) => string): string {
  const { state, n, count, low, high } = figure
  if (n === 0) return text('rates.nothing')
  if (state === 'hidden') return text(what === 'disagreed' || what === 'late' ? 'rates.hiddenWork' : 'rates.hidden')
  const interval = low === null || high === null ? null : text('rates.interval', { low: value(low), high: value(high) })
  const of =
    count === null
      ? text(`rates.${what}.fewOf`, { n: number(n ?? 0) })
      : text(`rates.${what}.of`, { count: number(count), n: number(n ?? 0) })
  return [of, interval, state === 'few' ? text('rates.few') : null].filter((part) => part !== null).join(' · ')
}

/** Lists the dated changes that could explain a change of the figures, newest first. */
function ChangesList({ changes }: { changes: readonly DatedChange[] }) {
  return (
    <Panel title={text('rates.changes.title')} note={changes.length}>
      {changes.length === 0 ? (
        <p>{text('rates.changes.none')}</p>
      ) : (
        <ul className={classes.changes}>
          {changes.map((change, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
            <li key={place}>
              <time dateTime={change.at}>{dateUtc(change.at)}</time>
              <span>{wordsOf(change)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function wordsOf(change: DatedChange): string {
  if (change.kind === 'threshold')
    return text('rates.changes.threshold', { from: hundredths(change.from), to: hundredths(change.to) })
  if (change.kind === 'list') {
    const { title, version, entries } = change
    return text('rates.changes.list', { title, version, entries })
  }
  if (change.kind === 'matcher') return text(`rates.changes.matcher.${change.what}`, { digest: change.digest })
  return text('rates.changes.release', { schema: change.schema })
}
