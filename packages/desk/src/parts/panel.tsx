import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import classes from './panel.module.css'

interface Props {
  title: string
  /** A count or remark after the title. */
  note?: ReactNode
  /** Controls at the end of the header row. */
  actions?: ReactNode
  children: ReactNode
  /** Removes the padding around the content, for a table. */
  flush?: boolean
  /** Id of the heading of the card's subject, if several cards on the page have the same title. */
  about?: string | undefined
}

/** Shows a card with a header row. Its title names the region. */
export function Panel({ title, note, actions, children, flush, about }: Props) {
  const id = useId()
  return (
    <section className={classes.panel} aria-labelledby={cx(id, about)}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      <div className={cx(classes.content, flush && classes.flush)}>{children}</div>
    </section>
  )
}
