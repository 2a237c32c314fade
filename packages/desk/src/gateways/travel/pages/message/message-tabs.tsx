import { type FormEvent, useState } from 'react'
import { Key } from '../../../../parts/key.tsx'
import { number } from '../../../../texts/numbers.ts'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

export const views = ['raw', 'read', 'answer'] as const
export type View = (typeof views)[number]
interface Props {
  view: View
  people: number
  segment: number | undefined
  total: number | undefined
  hasCase: boolean
  onView: (view: View) => void
  onGoTo: (segment: number) => void
  onStep: (by: 1 | -1) => void
}

/** Shows the tabs of a message (as received, as read, acknowledged), the selected position in it, and a field to go to another one. */
export function MessageTabs({ view, people, segment, total, hasCase, onView, onGoTo, onStep }: Props) {
  const move = (key: string): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key]
    const next = by && views[views.indexOf(view) + by]
    if (next) onView(next)
  }
  return (
    <>
      <div
        className={classes.tabs}
        role="tablist"
        aria-label={text('travel.message.tabsName')}
        onKeyDown={(event) => move(event.key)}
      >
        {views.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`message-${each}`}
            aria-selected={each === view}
            tabIndex={each === view ? 0 : -1}
            onClick={() => onView(each)}
          >
            {text(`travel.message.tabs.${each}`)}
            {each === 'read' && <span className={classes.dim}>{text('travel.message.people', { count: people })}</span>}
          </button>
        ))}
      </div>
      <div className={classes.place}>
        {total !== undefined && (
          <span>
            {segment
              ? text('travel.message.segmentOf', { at: segment, of: number(total) })
              : text('travel.message.segments', { of: number(total) })}
          </span>
        )}
        <GoTo total={total} onGoTo={onGoTo} />
        <span>
          <button
            type="button"
            className={classes.step}
            onClick={() => onStep(-1)}
            aria-label={text('travel.message.keys.previous')}
            aria-keyshortcuts="["
          >
            <Key>[</Key>
          </button>
          <button
            type="button"
            className={classes.step}
            onClick={() => onStep(1)}
            aria-label={text('travel.message.keys.next')}
            aria-keyshortcuts="]"
          >
            <Key>]</Key>
          </button>{' '}
          {text('travel.message.finding')}
        </span>
        {hasCase && (
          <span>
            <Key>C</Key> {text('travel.message.backToCase')}
          </span>
        )}
      </div>
    </>
  )
}

function GoTo({ total, onGoTo }: { total: number | undefined; onGoTo: (segment: number) => void }) {
  const [typed, setTyped] = useState('')
  const go = (event: FormEvent): void => {
    event.preventDefault()
    const segment = Number.parseInt(typed, 10)
    if (Number.isNaN(segment)) return
    onGoTo(Math.min(Math.max(1, segment), total ?? segment))
    setTyped('')
  }
  return (
    <form onSubmit={go} className={classes.goTo}>
      <input
        id="go-to-segment"
        inputMode="numeric"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ''))}
        placeholder={text('travel.message.goTo')}
        aria-label={text('travel.message.goTo')}
        aria-keyshortcuts="/"
      />
      <Key>/</Key>
    </form>
  )
}
