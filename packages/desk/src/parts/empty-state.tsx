import type { ReactNode } from 'react'
import classes from './empty-state.module.css'
import { GoLink } from './go-link.tsx'

interface Props {
  /** A sentence that explains why there is nothing. */
  title: string
  /** A sentence about the next step. */
  next?: ReactNode
  links?: { to: string; label: string }[]
  /** True if the empty state is the whole page, so that its title is the heading of the page. */
  page?: boolean
  children?: ReactNode
}

export function EmptyState({ title, next, links = [], page, children }: Props) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className={classes.empty}>
      <Heading>{title}</Heading>
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
