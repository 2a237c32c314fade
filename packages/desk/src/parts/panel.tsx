import { type ReactNode, type RefCallback, useCallback, useId, useState } from 'react'
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
  const name = cx(id, about)
  const { ref, stop } = useScrollStop(name)
  return (
    <section className={classes.panel} aria-labelledby={name}>
      <div className={classes.head}>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className={classes.note}>{note}</span>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {flush ? (
        <div ref={ref} {...stop} className={classes.flush}>
          {children}
        </div>
      ) : (
        <div className={classes.content}>{children}</div>
      )}
    </section>
  )
}

interface ScrollStop {
  ref: RefCallback<HTMLElement>
  /** The attributes of the tab stop. There are none while all content is visible. */
  stop: { tabIndex?: 0; role?: 'group'; 'aria-labelledby'?: string }
}

/**
 * Makes an element a tab stop with a name while its content is wider than itself, so that it can be scrolled by keyboard
 * (WCAG 2.2, 2.1.1). `labelledBy` has the ids of the headings that name it.
 */
function useScrollStop(labelledBy: string): ScrollStop {
  const [scrolls, setScrolls] = useState(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return
    const widths = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth))
    // The element keeps its width when its content becomes wider, so the children are watched too.
    const watch = (): void => {
      widths.disconnect()
      for (const each of [element, ...element.children]) widths.observe(each)
    }
    const children = new MutationObserver(watch)
    children.observe(element, { childList: true })
    watch()
    return () => {
      children.disconnect()
      widths.disconnect()
    }
  }, [])
  return { ref, stop: scrolls ? { tabIndex: 0, role: 'group', 'aria-labelledby': labelledBy } : {} }
}
