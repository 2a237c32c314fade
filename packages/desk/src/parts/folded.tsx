import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './folded.module.css'
import { Icon } from './icon.tsx'

interface Props {
  title: string
  /** What the row contains, in a few words. */
  note?: ReactNode
  /** True if the card is open. Without it, the card keeps this itself and begins closed. */
  open?: boolean
  onToggle?: () => void
  children: ReactNode
}

/** Shows a card as one row until it is opened. An opened card scrolls into view. */
export function Folded({ title, note, open, onToggle, children }: Props) {
  const id = useId()
  const card = useRef<HTMLElement>(null)
  const [own, setOwn] = useState(false)
  const isOpen = open ?? own
  const before = useRef(isOpen)
  useEffect(() => {
    if (isOpen && !before.current) card.current?.scrollIntoView({ block: onToggle ? 'start' : 'nearest' })
    before.current = isOpen
  }, [isOpen, onToggle])
  return (
    <section ref={card} className={classes.card} aria-labelledby={id}>
      <h2>
        <button type="button" aria-expanded={isOpen} className={classes.row} onClick={onToggle ?? (() => setOwn(!own))}>
          <Icon name={isOpen ? 'down' : 'next'} size={12} />
          <span id={id}>{title}</span>
          {note !== undefined && <span className={classes.note}>{note}</span>}
        </button>
      </h2>
      {isOpen && <div className={classes.content}>{children}</div>}
    </section>
  )
}
