import type { MessageSegments } from '@entente/contracts'
import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Loading } from '../../../../parts/loading.tsx'
import styles from '../../../../parts/message-lines.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { number } from '../../../../texts/numbers.ts'
import { separatorsOf } from '../../messages/mark-segment.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'
import { type QuarantinedRange, windowSize } from './quarantined-ranges.ts'
import { RawLine } from './raw-line.tsx'

interface Props {
  raw: UseQueryResult<MessageSegments, Error>
  selected: number | undefined
  /** The values that the case compared. They are marked in the segments of the case's person. */
  values: string[]
  quarantined: QuarantinedRange[]
  from: number
  onWindow: (from: number) => void
  onSelect: (segment: number) => void
}

/** Shows one segment per line, always from left to right. It shows four hundred segments at a time, so that long messages stay fast. */
export function RawView({ raw, selected, values, quarantined, from, onWindow, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const shown = raw.data?.items
  useEffect(() => {
    if (!selected || !shown) return
    const line = list.current?.querySelector<HTMLElement>(`[data-segment="${selected}"]`)
    line?.scrollIntoView({ block: 'center' })
    line?.focus({ preventScroll: true })
  }, [selected, shown])
  if (raw.error) {
    return (
      <div className={classes.padded}>
        <ProblemCard error={raw.error} onRetry={() => void raw.refetch()} />
      </div>
    )
  }
  if (!raw.data) return <Loading rows={16} height={22} />
  const { items, total, findings } = raw.data
  if (items.length === 0) return <p className={classes.padded}>{text('travel.message.empty')}</p>
  const separators = separatorsOf(from === 0 ? items[0]?.text : undefined)
  const person = selected === undefined ? [0, 0] : personAround(items, selected)
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = items.findIndex((item) => item.number === selected)
    const next = by === undefined ? undefined : items[at + by]
    if (!next) return
    event.preventDefault()
    onSelect(next.number)
  }
  return (
    <>
      {from > 0 && (
        <WindowButton label={text('travel.message.earlier')} onClick={() => onWindow(Math.max(0, from - windowSize))}>
          {text('travel.message.window', {
            from: number(from + 1),
            to: number(from + items.length),
            of: number(total),
          })}
        </WindowButton>
      )}
      <div
        ref={list}
        dir="ltr"
        className={styles.raw}
        role="listbox"
        aria-label={text('travel.message.rawLabel')}
        tabIndex={-1}
        onKeyDown={move}
      >
        {items.map((item, place) => (
          <RawLine
            key={item.from}
            segment={item}
            selected={item.number === selected}
            reachable={item.number === selected || (selected === undefined && place === 0)}
            findings={findings.filter((finding) => finding.position?.segment === item.number)}
            values={place >= (person[0] ?? 0) && place < (person[1] ?? 0) ? values : []}
            separators={separators}
            quarantined={quarantined.find((range) => range.first === place) ?? null}
            onSelect={onSelect}
          />
        ))}
      </div>
      {from + items.length < total && (
        <WindowButton label={text('travel.message.later')} onClick={() => onWindow(from + windowSize)}>
          {text('travel.message.window', {
            from: number(from + 1),
            to: number(from + items.length),
            of: number(total),
          })}
        </WindowButton>
      )}
    </>
  )
}

function WindowButton({ label, onClick, children }: { label: string; onClick: () => void; children: string }) {
  return (
    <p className={classes.window}>
      <Button variant="default" h={30} onClick={onClick}>
        {label}
      </Button>
      <span className={classes.dim}>{children}</span>
    </p>
  )
}

/** Returns the segments of one person: from the selected segment to the next one with the same tag. */
function personAround(items: MessageSegments['items'], selected: number): [number, number] {
  const first = items.findIndex((item) => item.number === selected)
  if (first < 0) return [0, 0]
  const next = items.findIndex((item, place) => place > first && item.tag === items[first]?.tag)
  return [first, next < 0 ? items.length : next]
}
