import { type ReactNode, useEffect } from 'react'
import { cx } from '../parts/cx.ts'
import { text } from '../texts/text.ts'
import { KeyBar, type KeyHint } from './key-bar.tsx'
import classes from './page.module.css'

interface Props {
  /** Title of the browser window, without personal data: `Queue`, `C-4812 · Case`. */
  title: string
  /** The head with the `h1`. It stays visible while the rest of the page scrolls. */
  head: ReactNode
  /** A row under the head about more than this object, such as other cases about the same person. */
  strip?: ReactNode
  /** A row under the head, such as the tabs of an object. */
  bar?: ReactNode
  children: ReactNode
  /** A column at the right (in right-to-left layouts the left) that scrolls separately: decision, findings, terms, preview. */
  aside?: ReactNode
  asideWidth?: number
  /** Name of the aside for assistive technology. */
  asideLabel?: string
  /** On a window narrower than 1100 px, a row that stays at the bottom and leads to the aside below. */
  asideBar?: ReactNode
  keys?: KeyHint[]
  /** Name of the scrolling main region. */
  label: string
  /** Removes the padding of the main region, for a list that fills its width. */
  flush?: boolean
  /** On a window narrower than 1100 px, shows the aside under the main region instead of hiding it. */
  asideBelow?: boolean
  /** Draws the aside over the main region, which keeps its width. */
  asideOver?: boolean
}

/** Lays out a page of the shell: head, scrolling main region, optional column, key bar. */
export function Page({
  title,
  head,
  strip,
  bar,
  children,
  aside,
  asideWidth = 328,
  asideLabel,
  asideBar,
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
      {strip}
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
      {(keys || asideBar) && (
        <div className={classes.feet}>
          {asideBar && <div className={classes.asideBar}>{asideBar}</div>}
          {keys && <KeyBar hints={keys} />}
        </div>
      )}
    </div>
  )
}

/** Shows the title and the actions of a page that is not about one object. */
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

/** Sets the title of the browser window while the page is open. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = text('shell.pageTitle', { page: title })
  }, [title])
}
