import type { ReactNode } from 'react'
import classes from './empty-state.module.css'
import { GoLink } from './go-link.tsx'

interface Props {
  /** One sentence: why there is nothing. */
  title: string
  /** One sentence: what next. */
  next?: ReactNode
  links?: { to: string; label: string }[]
  children?: ReactNode
}

export function EmptyState({ title, next, links = [], children }: Props) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {next && <p>{next}</p>}
      {(links.length > 0 || children) && (
        <div className={classes.acts}>
          {links.map((link) => (
            <GoLink key={link.to} to={link.to} className={classes.link}>
              {link.label}
            </GoLink>
          ))}
          {children}
        </div>
      )}
    </div>
  )
}
