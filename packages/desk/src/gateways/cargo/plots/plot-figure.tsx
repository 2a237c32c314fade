import { Button } from '@mantine/core'
import { type PlotOptions, plot } from '@observablehq/plot'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../texts/index.ts'
import classes from './plots.module.css'

interface Props {
  title: string
  /** A sentence about the picture, with its figures. */
  sentence: string
  /** Returns the options of the picture for a width in pixels. */
  draw: (width: number) => PlotOptions
  /** The same figures as a table. */
  table: ReactNode
  children?: ReactNode
}

/** Shows a plot with a sentence about it. A button changes it into a table with the same figures. */
export function PlotFigure({ title, sentence, draw, table, children }: Props) {
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      title={title}
      actions={
        <Button size="compact-xs" variant="default" onClick={() => setAsTable(!asTable)}>
          {text(asTable ? 'cargo.plots.asPicture' : 'cargo.plots.asTable')}{' '}
          <span className="visually-hidden">{title}</span>
        </Button>
      }
    >
      <p className={classes.sentence}>{sentence}</p>
      {asTable ? table : <Picture name={`${title}. ${sentence}`} draw={draw} />}
      {children}
    </Panel>
  )
}

/** Draws a plot as wide as its place, and again when that changes. It is one image for assistive technology. */
function Picture({ name, draw }: { name: string; draw: Props['draw'] }) {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const widths = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    widths.observe(element)
    return () => widths.disconnect()
  }, [])
  useEffect(() => {
    if (width === 0) return
    const drawn = plot({ ...draw(width), width })
    // The policy of the pages forbids its element `style`; plots.module.css has the same rules.
    for (const style of drawn.querySelectorAll('style')) style.remove()
    // Without this, assistive technology would read its parts one by one.
    drawn.setAttribute('aria-hidden', 'true')
    place.current?.replaceChildren(drawn)
  }, [width, draw])
  // A picture of figures and place codes is read from the left in every language.
  return <div ref={place} role="img" aria-label={name} dir="ltr" className={classes.picture} />
}
