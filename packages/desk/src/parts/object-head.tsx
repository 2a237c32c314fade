import type { ReactNode } from 'react'
import { text } from '../texts/text.ts'
import { GoLink } from './go-link.tsx'
import { Icon } from './icon.tsx'
import classes from './object-head.module.css'

interface Props {
  /** Links to the pages above this one, then the object's own reference. */
  crumbs: { to?: string; label: string }[]
  title: ReactNode
  chips?: ReactNode
  facts?: ReactNode
  actions?: ReactNode
}

/** Shows the head of a page about one object: crumbs, title with its state, facts, acts. */
export function ObjectHead({ crumbs, title, chips, facts, actions }: Props) {
  return (
    <div className={classes.head}>
      <div className={classes.text}>
        <nav className={classes.crumbs} aria-label={text('page-parts.crumbs')}>
          {crumbs.map((crumb, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: crumbs never change their order
            <span key={place}>
              {place > 0 && <Icon name="next" size={12} />}
              {crumb.to === undefined ? <bdi>{crumb.label}</bdi> : <GoLink to={crumb.to}>{crumb.label}</GoLink>}
            </span>
          ))}
        </nav>
        <div className={classes.title}>
          <h1 tabIndex={-1}>{title}</h1>
          {chips}
        </div>
        {facts !== undefined && <div className={classes.facts}>{facts}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
