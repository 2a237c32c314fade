import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { number } from '../texts/numbers.ts'
import { text } from '../texts/text.ts'
import classes from './list-pages.module.css'

interface Props {
  /** The position of the first row on the page, from 0. */
  from: number
  /** How many rows the page shows, and how many a full page has. */
  shown: number
  most: number
  total: number
  /** True if there are more rows than `total`, which were not counted. */
  totalIsMore: boolean
  hasNext: boolean
  onPage: (from: number) => void
  /** A sentence after the numbers. */
  note?: string | undefined
}

/** Says which rows of a long list a page shows, and leads to others. */
export function ListPages({ from, shown, most, total, totalIsMore, hasNext, onPage, note }: Props) {
  if (shown === 0) return null
  return (
    <div className={classes.pages}>
      <p>
        {text('list-parts.pages.shown', {
          from: number(from + 1),
          to: number(from + shown),
          total: number(total),
          more: totalIsMore,
        })}{' '}
        {note}
      </p>
      <div className={classes.acts}>
        {total > most && <JumpTo total={total} most={most} onPage={onPage} />}
        {from > 0 && (
          <Button variant="default" h={30} onClick={() => onPage(Math.max(0, from - most))}>
            {text('list-parts.pages.previous', { count: most })}
          </Button>
        )}
        {hasNext && (
          <Button variant="default" h={30} onClick={() => onPage(from + most)}>
            {text('list-parts.pages.next', { count: most })}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Asks for the number of a row, and opens the page that begins with it. */
function JumpTo({ total, most, onPage }: Pick<Props, 'total' | 'most' | 'onPage'>) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const row = /^\d{1,9}$/.test(typed) ? Number(typed) : 0
  const isRow = row >= 1 && row <= total
  return (
    <Popover position="top-end" width={220} shadow="none" trapFocus returnFocus opened={open} onChange={setOpen}>
      <Popover.Target>
        <Button variant="default" h={30} onClick={() => setOpen(!open)}>
          {text('list-parts.pages.jump')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('list-parts.pages.jump')}>
        <form
          className={classes.jump}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isRow) return
            setOpen(false)
            onPage(Math.min(row - 1, Math.max(0, total - most)))
          }}
        >
          <TextInput
            label={text('list-parts.pages.row', { total: number(total) })}
            inputMode="numeric"
            maxLength={9}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value.trim())}
          />
          <Button type="submit" disabled={!isRow}>
            {text('list-parts.pages.go')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
