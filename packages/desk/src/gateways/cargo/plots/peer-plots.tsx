import type { CargoPeers } from '@entente/contracts'
import { dot, type PlotOptions, ruleY } from '@observablehq/plot'
import { useCallback } from 'react'
import { useRead } from '../../../app/query.ts'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ReadState } from '../../../parts/read-state.tsx'
import { number } from '../../../texts/numbers.ts'
import { consignmentPath } from '../consignment/use-consignment.ts'
import { text } from '../texts/index.ts'
import { needsLogScale, shareBelow } from './peer-figures.ts'
import { PlotFigure } from './plot-figure.tsx'
import classes from './plots.module.css'

const measures = ['value', 'kgPerPiece', 'kgPerM3'] as const
type Measure = (typeof measures)[number]

/** Shows weight and value beside peers of the same HS code: three plots, each with its figures as a table. */
export function PeerPlots({ consignmentId }: { consignmentId: string }) {
  return (
    <div className={classes.plots}>
      {measures.map((of) => (
        <PeerPlot key={of} consignmentId={consignmentId} of={of} />
      ))}
    </div>
  )
}

function PeerPlot({ consignmentId, of }: { consignmentId: string; of: Measure }) {
  const read = useRead<CargoPeers>(`${consignmentPath(consignmentId)}/peers`, { of })
  const { data: peers } = read
  const draw = useCallback((width: number) => optionsOf(peers, of, width), [peers, of])
  const title = text(`cargo.plots.measures.${of}`)
  if (!peers)
    return (
      <Panel title={title}>
        <ReadState read={read} rows={4} />
      </Panel>
    )
  if (peers.level === null || peers.points.length === 0)
    return (
      <Panel title={title}>
        <p className={classes.sentence}>{text('cargo.plots.few', { count: peers.n })}</p>
      </Panel>
    )
  return (
    <PlotFigure
      title={title}
      sentence={sentenceOf(peers)}
      draw={draw}
      table={<Figures peers={peers} of={of} title={title} />}
    >
      <p className={classes.note}>
        {text('cargo.plots.peers', {
          n: number(peers.n),
          level: peers.level,
          code: peers.code ?? '',
          months: peers.months,
        })}
      </p>
    </PlotFigure>
  )
}

/** Shows the place of the own value among the peers in a sentence. */
function sentenceOf({ own, points, median }: CargoPeers): string {
  if (own === null) return text('cargo.plots.unknown')
  const below = shareBelow(points, own[1])
  return text('cargo.plots.own', {
    own: number(own[1], 1),
    median: median === null ? null : number(median, 1),
    side: below >= 0.5 ? 'higher' : 'lower',
    share: Math.round(100 * (below >= 0.5 ? below : 1 - below)),
  })
}

function optionsOf(peers: CargoPeers | undefined, of: Measure, width: number): PlotOptions {
  if (peers === undefined) return {}
  const { points, own, median } = peers
  const all = own === null ? points : [...points, own]
  const scale = (of01: 0 | 1) => (needsLogScale(all.map((point) => point[of01])) ? 'log' : 'linear')
  return {
    height: Math.round(Math.min(260, Math.max(180, width * 0.7))),
    margin: 46,
    x: { type: scale(0), label: text('cargo.plots.massAxis'), grid: true, ticks: 5, tickFormat: '~s' },
    y: { type: scale(1), label: text(`cargo.plots.axes.${of}`), grid: true, ticks: 5, tickFormat: '~s' },
    marks: [
      dot(points, { x: '0', y: '1', r: 2.5, stroke: 'var(--t3)', strokeWidth: 1 }),
      ...(median === null ? [] : [ruleY([median], { stroke: 'var(--accent)', strokeDasharray: '5 3' })]),
      ...(own === null
        ? []
        : [dot([own], { x: '0', y: '1', r: 7, symbol: 'diamond', fill: 'var(--accent)', stroke: 'var(--surface)' })]),
    ],
  }
}

/** Lists the figures of a plot: the own one and the median first, then those of the peers. */
function Figures({ peers, of, title }: { peers: CargoPeers; of: Measure; title: string }) {
  const row = (name: string, point: readonly [number, number] | [null, number], key: string | number) => (
    <tr key={key}>
      <th scope="row">{name}</th>
      <td className={table.number}>{point[0] === null ? '–' : number(point[0], 1)}</td>
      <td className={table.number}>{number(point[1], 1)}</td>
    </tr>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a landmark would have the name of its panel
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div role="group" className={classes.table} tabIndex={0} aria-label={title}>
      <DataTable
        name={title}
        columns={[
          text('cargo.plots.which'),
          { head: text('cargo.plots.massAxis'), number: true },
          { head: text(`cargo.plots.axes.${of}`), number: true },
        ]}
      >
        {peers.own !== null && row(text('cargo.plots.this'), peers.own, 'own')}
        {peers.median !== null && row(text('cargo.plots.median'), [null, peers.median], 'median')}
        {peers.points.map((point, place) => row(text('cargo.plots.peer', { n: place + 1 }), point, place))}
      </DataTable>
    </div>
  )
}
