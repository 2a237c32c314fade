import type { CargoLines } from '@entente/contracts'
import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { cx } from '../../../../parts/cx.ts'
import styles from '../../../../parts/message-lines.module.css'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

interface Props {
  lines: CargoLines
  /** The place that is marked. */
  byte: number | undefined
  onWindow: (from: number) => void
  size: number
}

/** Shows the lines or segments of a message from left to right, with the line of the place selected, and the text around the place above. */
export function RawLines({ lines: { items, first, next, around, kind }, byte, onWindow, size }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const place = items.find(({ from, to }) => byte !== undefined && byte >= from && byte < to)
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const selected = chosen ?? place?.number
  const marked = place?.number
  useEffect(() => {
    setChosen(undefined)
    if (marked === undefined) return
    const line = list.current?.querySelector<HTMLElement>(`[data-line="${marked}"]`)
    line?.scrollIntoView({ block: 'center' })
    line?.focus({ preventScroll: true })
  }, [marked])
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = items.findIndex((line) => line.number === selected)
    const to = by === undefined ? undefined : items[at + by]
    if (to === undefined) return
    event.preventDefault()
    setChosen(to.number)
    list.current?.querySelector<HTMLElement>(`[data-line="${to.number}"]`)?.focus()
  }
  if (items.length === 0) return <p className={classes.padded}>{text('cargo.message.empty')}</p>
  return (
    <>
      {byte !== undefined && around !== null && <Around around={around} byte={byte} line={place?.number} kind={kind} />}
      {first > 0 && (
        <p className={classes.window}>
          <Button variant="default" h={30} onClick={() => onWindow(Math.max(0, first - size))}>
            {text('cargo.message.earlier')}
          </Button>
        </p>
      )}
      {/* A message has one direction, whatever the language of the page, and begins at its start. */}
      <div dir="ltr" className={classes.scroller}>
        <div
          ref={list}
          className={styles.raw}
          role="listbox"
          aria-label={text('cargo.message.raw')}
          tabIndex={-1}
          onKeyDown={move}
        >
          {items.map((line, nth) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows of the list select
            <div
              key={line.from}
              className={cx(styles.line, classes.line)}
              role="option"
              aria-selected={line.number === selected}
              tabIndex={line.number === selected || (selected === undefined && nth === 0) ? 0 : -1}
              data-line={line.number}
              data-selected={line.number === selected || undefined}
              data-marked={line.number === marked || undefined}
              data-severity={line.findings[0]?.severity}
              onClick={() => setChosen(line.number)}
            >
              <span className={styles.number}>{line.number}</span>
              <code>
                {line.text}
                {line.isCut && '…'}
              </code>
            </div>
          ))}
        </div>
      </div>
      {next !== null && (
        <p className={classes.window}>
          <Button variant="default" h={30} onClick={() => onWindow(next)}>
            {text('cargo.message.later')}
          </Button>
        </p>
      )}
    </>
  )
}

/** Where a value ends: before a tag or quotation mark in XML, before a separator in EDIFACT (ISO 9735) and Cargo-IMP. */
const ends = { xml: /[<"\r\n]/, edifact: /(?<!\?)['+:]/, imp: /[/\r\n]/ } as const

/** Returns the value at a place of a message, from the text before the place and that from it on. */
export function valueIn({ before, after }: NonNullable<CargoLines['around']>, kind: CargoLines['kind']): string {
  const end = kind === 'segments' ? ends.edifact : /[>"]\s*$/.test(before) ? ends.xml : ends.imp
  const at = after.search(end)
  return at < 0 ? after : after.slice(0, at)
}

interface Place {
  around: NonNullable<CargoLines['around']>
  byte: number
  line: number | undefined
  kind: CargoLines['kind']
}

/** Shows the value at the place, marked, with what stands around it: a line may be as long as its message. */
function Around({ around: { before, after }, byte, line, kind }: Place) {
  const value = valueIn({ before, after }, kind)
  return (
    <div className={classes.around}>
      <p>
        {line !== undefined && text(kind === 'lines' ? 'cargo.findings.line' : 'cargo.findings.segment', { n: line })}{' '}
        <span className={classes.dim}>{text('cargo.message.byte', { byte: number(byte) })}</span>
      </p>
      <pre dir="ltr">
        {before}
        <mark>{value}</mark>
        {after.slice(value.length)}
      </pre>
    </div>
  )
}
