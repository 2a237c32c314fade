import type { ReactNode } from 'react'
import classes from './empty-state.module.css'
import { GoLink } from './go-link.tsx'

interface Props {
  /** One sentence: why there is nothing. */
  title: string
  /** One sentence: the next step. */
  next?: ReactNode
  links?: { to: string; label: string }[]
  /** It is the page, not a part of one: its title is the page's heading. */
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
