import { type FormEvent, useState } from 'react'
import { Key } from '../../../../parts/key.tsx'
import { textsOf } from '../../../../texts/catalogue.ts'
import { number } from '../../../../texts/numbers.ts'
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

/** As received, as read, acknowledged; where in the message the reader is, and the way to another place. */
export function MessageTabs({ view, people, segment, total, hasCase, onView, onGoTo, onStep }: Props) {
  const t = textsOf('message')
  const move = (key: string): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key]
    const next = by && views[views.indexOf(view) + by]
    if (next) onView(next)
  }
  return (
    <>
      <div className={classes.tabs} role="tablist" aria-label={t.tabsName} onKeyDown={(event) => move(event.key)}>
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
            {t.tabs[each]}
            {each === 'read' && <span className={classes.dim}>{t.people(people)}</span>}
          </button>
        ))}
      </div>
      <div className={classes.place}>
        {total !== undefined && (
          <span>{segment ? t.segmentOf(segment, number(total)) : t.segments(number(total))}</span>
        )}
        <GoTo total={total} onGoTo={onGoTo} />
        <span>
          <button
            type="button"
            className={classes.step}
            onClick={() => onStep(-1)}
            aria-label={t.keys.previous}
            aria-keyshortcuts="["
          >
            <Key>[</Key>
          </button>
          <button
            type="button"
            className={classes.step}
            onClick={() => onStep(1)}
            aria-label={t.keys.next}
            aria-keyshortcuts="]"
          >
            <Key>]</Key>
          </button>{' '}
          {t.finding}
        </span>
        {hasCase && (
          <span>
            <Key>C</Key> {t.backToCase}
          </span>
        )}
      </div>
    </>
  )
}

function GoTo({ total, onGoTo }: { total: number | undefined; onGoTo: (segment: number) => void }) {
  const t = textsOf('message')
  const [text, setText] = useState('')
  const go = (event: FormEvent): void => {
    event.preventDefault()
    const segment = Number.parseInt(text, 10)
    if (Number.isNaN(segment)) return
    onGoTo(Math.min(Math.max(1, segment), total ?? segment))
    setText('')
  }
  return (
    <form onSubmit={go} className={classes.goTo}>
      <input
        id="go-to-segment"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\D/g, ''))}
        placeholder={t.goTo}
        aria-label={t.goTo}
        aria-keyshortcuts="/"
      />
      <Key>/</Key>
    </form>
  )
}
