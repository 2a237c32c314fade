/// <reference path="./topojson-client.d.ts" />
import type { CargoRoute } from '@entente/contracts'
import { dot, geo, text as labels, link, type PlotOptions } from '@observablehq/plot'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { feature } from 'topojson-client'
import landAddress from 'world-atlas/land-110m.json?url'
import { useRead } from '../../../app/query.ts'
import { countryName } from '../../../evidence/country-name.ts'
import { DataTable } from '../../../parts/data-table.tsx'
import { ProblemError } from '../../../parts/problem-error.ts'
import { ReadState } from '../../../parts/read-state.tsx'
import { number } from '../../../texts/numbers.ts'
import { consignmentPath } from '../consignment/use-consignment.ts'
import { text } from '../texts/index.ts'
import { cornersOf } from './peer-figures.ts'
import { PlotFigure } from './plot-figure.tsx'
import classes from './plots.module.css'

type Place = CargoRoute['places'][number]
type Placed = Place & { latitude: number; longitude: number }
const isPlaced = (place: Place): place is Placed => place.latitude !== null && place.longitude !== null

/** Reads the outlines of the land once. The node serves them as a file of the desk. */
const useLand = () =>
  useQuery({
    queryKey: [landAddress],
    queryFn: async () => {
      const topology = (await (await fetch(landAddress)).json()) as { objects: { land: object } }
      return feature(topology, topology.objects.land)
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data

/** Shows the places and legs of a consignment on a map of the land, with the usual routes between its ends as thin lines. */
export function RouteMap({ consignmentId }: { consignmentId: string }) {
  const read = useRead<CargoRoute>(`${consignmentPath(consignmentId)}/route`)
  const { data: route } = read
  const land = useLand()
  const draw = useCallback((width: number) => (route === undefined ? {} : optionsOf(route, land, width)), [route, land])
  // A consignment that is masked or gone has no route.
  if (read.error instanceof ProblemError && read.error.code === 'not-found') return null
  if (!route) return <ReadState read={read} rows={4} />
  const placed = route.places.filter(isPlaced)
  const rough = placed.filter(({ precision }) => precision === 'country')
  const unknown = route.places.filter((place) => !isPlaced(place))
  const notes = [
    ...rough.map(({ code, country }) =>
      text('cargo.map.rough', { code, country: country === null ? code : countryName(country) }),
    ),
    ...unknown.map(({ code }) => text('cargo.map.unknown', { code })),
    ...route.usual.map(({ via, share, n }) =>
      text('cargo.map.usual', {
        via: via.length === 0 ? null : via.join(', '),
        share: Math.round(share * 100),
        n,
      }),
    ),
  ]
  if (placed.length === 0) return notes.length === 0 ? null : <Notes notes={notes} />
  return (
    <PlotFigure
      title={text('cargo.map.title')}
      sentence={text('cargo.map.sentence', { places: route.places.length, legs: route.legs.length })}
      draw={draw}
      table={<Places places={route.places} />}
    >
      <Notes notes={notes} />
    </PlotFigure>
  )
}

function Notes({ notes }: { notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className={classes.note}>
      {note}
    </p>
  ))
}

function optionsOf(route: CargoRoute, land: object | undefined, width: number): PlotOptions {
  const placed = route.places.filter(isPlaced)
  const at = new Map(placed.map((place) => [place.code, place]))
  const pairs = (codes: readonly (string | null)[]): [Placed, Placed][] =>
    codes.flatMap((code, place) => {
      const [from, to] = [at.get(codes[place - 1] ?? ''), at.get(code ?? '')]
      return from && to && from !== to ? [[from, to] as [Placed, Placed]] : []
    })
  const legs = route.legs.flatMap(({ from, to }) => pairs([from, to]))
  // The route between two legs that do not meet is not stated.
  const gaps = route.legs.flatMap(({ from }, place) => pairs([route.legs[place - 1]?.to ?? null, from]))
  const ends = [route.legs[0]?.from ?? placed[0]?.code ?? null, route.legs.at(-1)?.to ?? placed.at(-1)?.code ?? null]
  const usual = route.usual.flatMap(({ via }) => pairs([ends[0] ?? null, ...via, ends[1] ?? null]))
  const line = (lines: readonly [Placed, Placed][], options: object) =>
    link(lines, {
      x1: ([from]: [Placed, Placed]) => from.longitude,
      y1: ([from]: [Placed, Placed]) => from.latitude,
      x2: ([, to]: [Placed, Placed]) => to.longitude,
      y2: ([, to]: [Placed, Placed]) => to.latitude,
      ...options,
    })
  return {
    height: Math.round(Math.min(320, width * 0.55)),
    projection: { type: 'equirectangular', domain: { type: 'MultiPoint', coordinates: cornersOf(placed) }, inset: 6 },
    marks: [
      land && geo(land, { fill: 'var(--hatch)', stroke: 'var(--line2)', strokeWidth: 0.5, clip: 'frame' }),
      line(usual, { stroke: 'var(--t3)', strokeWidth: 1 }),
      line(gaps, { stroke: 'var(--warn)', strokeWidth: 2, strokeDasharray: '4 4' }),
      line(legs, { stroke: 'var(--accent)', strokeWidth: 3, markerEnd: 'arrow' }),
      dot(placed, {
        x: 'longitude',
        y: 'latitude',
        r: 5,
        fill: (place: Placed) => (place.precision === 'country' ? 'var(--surface)' : 'var(--accent)'),
        stroke: 'var(--accent)',
        strokeWidth: 2,
      }),
      labels(placed, {
        x: 'longitude',
        y: 'latitude',
        text: 'code',
        dy: -12,
        fill: 'var(--t1)',
        stroke: 'var(--surface)',
        strokeWidth: 4,
        fontSize: 12,
      }),
    ],
  }
}

function Places({ places }: { places: readonly Place[] }) {
  return (
    <DataTable
      name={text('cargo.map.title')}
      columns={[
        text('cargo.map.place'),
        text('cargo.map.name'),
        text('cargo.map.country'),
        text('cargo.map.latitude'),
        text('cargo.map.longitude'),
      ]}
      stacks
    >
      {places.map((place) => (
        <tr key={place.code}>
          <th scope="row">
            <bdi dir="ltr">{place.code}</bdi>
          </th>
          <td>
            <bdi>{place.name ?? '–'}</bdi>
          </td>
          <td>{place.country === null ? '–' : countryName(place.country)}</td>
          <td>{place.latitude === null ? '–' : number(place.latitude, 2)}</td>
          <td>{place.longitude === null ? '–' : number(place.longitude, 2)}</td>
        </tr>
      ))}
    </DataTable>
  )
}
