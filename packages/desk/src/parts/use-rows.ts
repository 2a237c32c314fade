import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { text } from '../texts/text.ts'
import { useKeys } from './keys.ts'

interface Row {
  key: string
  to: string
}
interface RowNames {
  next: string
  previous: string
  open: string
}
/** The default names of a list's keys. */
export const rowNames = (): RowNames => ({
  next: text('page-parts.rowKeys.next'),
  previous: text('page-parts.rowKeys.previous'),
  open: text('page-parts.rowKeys.open'),
})

/**
 * Gives a table of rows, or tiles, one tab stop: J, K and the arrow keys move, Home and End jump, Enter opens. Returns a function that gives the
 * props of each row. `selected` comes from the address, so that the row is selected again when a person returns.
 */
export function useRows<E extends HTMLElement = HTMLTableRowElement>(
  rows: readonly Row[],
  selected: string | undefined,
  names: RowNames,
  act: { select: (key: string) => void; open: (to: string) => void },
) {
  const elements = useRef(new Map<string, E>())
  const at = rows.findIndex((row) => row.key === selected)
  const moveTo = (place: number): void => {
    const row = rows[Math.min(Math.max(place, 0), rows.length - 1)]
    if (row === undefined) return
    act.select(row.key)
    const element = elements.current.get(row.key)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }
  const open = (): void => {
    const row = rows[at]
    if (row !== undefined) act.open(row.to)
  }
  // When a person returns from an object, its row gets the focus, unless another element of the page has it.
  const found = at >= 0
  const first = useRef(selected)
  useEffect(() => {
    if (!found || first.current === undefined) return
    const element = elements.current.get(first.current)
    first.current = undefined
    if (document.activeElement !== document.body && document.activeElement !== null) return
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest' })
  }, [found])
  useKeys([
    { keys: 'J', label: names.next, act: () => moveTo(at + 1) },
    { keys: 'K', label: names.previous, act: () => moveTo(at - 1) },
    { keys: 'Enter', label: names.open, act: open },
  ])
  const onKeyDown = (event: KeyboardEvent<E>): void => {
    if (event.target !== event.currentTarget) return
    const place = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (place === undefined) return
    event.preventDefault()
    moveTo(place)
  }
  return (row: Row) => ({
    ref: (element: E | null) => {
      if (element) elements.current.set(row.key, element)
      else elements.current.delete(row.key)
    },
    tabIndex: row.key === selected || (at < 0 && row.key === rows[0]?.key) ? 0 : -1,
    'aria-selected': row.key === selected,
    onKeyDown,
    onFocus: (event: { target: EventTarget; currentTarget: EventTarget }) => {
      if (event.target === event.currentTarget && row.key !== selected) act.select(row.key)
    },
    onDoubleClick: () => act.open(row.to),
    onClick: (event: MouseEvent) => {
      // A click on a link or button in the row does not select the row.
      if (event.target instanceof Element && event.target.closest('a, button') === null) act.select(row.key)
    },
  })
}
