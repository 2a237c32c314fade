import { type ReactNode, useEffect } from 'react'
import { cx } from '../parts/cx.ts'
import { text } from '../texts/text.ts'
import { KeyBar, type KeyHint } from './key-bar.tsx'
import classes from './page.module.css'

interface Props {
  /** Title of the window, without values of a person: `Queue`, `C-4812 · Case`. */
  title: string
  /** The head, which stays while the rest scrolls. Holds the `h1`. */
  head: ReactNode
  /** A row under the head: tabs of an object. */
  bar?: ReactNode
  children: ReactNode
  /** A column at the end that scrolls on its own: decision, findings, terms, preview. */
  aside?: ReactNode
  asideWidth?: number
  /** Name of the aside for assistive use. */
  asideLabel?: string
  keys?: KeyHint[]
  /** Name of the scrolling main region. */
  label: string
  /** The main region has no padding: a list from edge to edge. */
  flush?: boolean
  /** Under 1100 wide the aside goes under the main region instead of away. */
  asideBelow?: boolean
  /** The aside covers the end of the main region, which keeps its width. */
  asideOver?: boolean
}

/** Head, main region that scrolls, optional column, key bar. Every page in the shell is one of these. */
export function Page({
  title,
  head,
  bar,
  children,
  aside,
  asideWidth = 328,
  asideLabel,
  keys,
  label,
  flush,
  asideBelow,
  asideOver,
}: Props) {
  usePageTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.head}>{head}</header>
      {bar && <div className={classes.bar}>{bar}</div>}
      <div className={cx(classes.body, asideBelow && classes.below)}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className={cx(classes.main, flush && classes.flush)} aria-label={label} tabIndex={0}>
          {children}
        </section>
        {aside && (
          <aside
            className={cx(classes.aside, asideOver && classes.over)}
            style={{ inlineSize: asideWidth }}
            aria-label={asideLabel}
          >
            {aside}
          </aside>
        )}
      </div>
      {keys && <KeyBar hints={keys} />}
    </div>
  )
}

/** Title and actions of a page without an object. */
export function ListHead({
  title,
  count,
  actions,
  children,
}: {
  title: string
  count?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <>
      <div className={classes.headRow}>
        <h1 tabIndex={-1}>{title}</h1>
        {count && <span className={classes.headCount}>{count}</span>}
        <div className={classes.headActions}>{actions}</div>
      </div>
      {children && <div className={classes.headSub}>{children}</div>}
    </>
  )
}

/** Names the window while the page is open. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = text('shell.pageTitle', { page: title })
  }, [title])
}
