import { type ReactNode, useEffect, useState } from 'react'
import { text } from '../../texts/text.ts'
import { Key } from '../key.tsx'
import { useKeys } from '../keys.ts'
import { Panel } from '../panel.tsx'
import toggle from '../toggle.module.css'
import classes from './charts.module.css'

type View = 'picture' | 'table'

/** Returns whether the charts of a page are shown as pictures or as tables. The key V changes all of them. */
export function useChartView(): View {
  const [view, setView] = useState<View>('picture')
  useKeys([
    {
      keys: 'V',
      label: text('charts.keys.view'),
      act: () => setView((before) => (before === 'picture' ? 'table' : 'picture')),
    },
  ])
  return view
}

interface Props {
  title: string
  note?: ReactNode
  legend?: ReactNode
  view: View
  /** What the picture shows, in a sentence with its figures. */
  name: string
  /** The same figures as a table. */
  table: ReactNode
  /** The picture. It is one image for assistive technology. */
  children: ReactNode
}

/** Shows a chart in a card. A button changes it into a table with the same figures. */
export function ChartPanel({ title, note, legend, view, name, table, children }: Props) {
  const [own, setOwn] = useState<View | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key changes every chart, also one with a choice of its own
  useEffect(() => setOwn(null), [view])
  const shown = own ?? view
  return (
    <Panel
      title={title}
      note={note}
      flush
      actions={
        <>
          {shown === 'picture' && legend}
          <button
            type="button"
            className={toggle.toggle}
            aria-keyshortcuts="V"
            onClick={() => setOwn(shown === 'picture' ? 'table' : 'picture')}
          >
            {text(shown === 'picture' ? 'charts.asTable' : 'charts.asPicture')}{' '}
            <span className="visually-hidden">{title}</span> <Key>V</Key>
          </button>
        </>
      }
    >
      {shown === 'table' ? (
        table
      ) : (
        <figure className={classes.figure} role="img" aria-label={name}>
          {children}
        </figure>
      )}
    </Panel>
  )
}

/** Explains the looks of a chart. */
export function Legend({ items }: { items: readonly { look: string; name: string }[] }) {
  return (
    <ul className={classes.legend}>
      {items.map(({ look, name }) => (
        <li key={look}>
          <span className={classes.swatch} data-look={look} aria-hidden="true" /> {name}
        </li>
      ))}
    </ul>
  )
}
