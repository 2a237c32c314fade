import { useLocation } from '@tanstack/react-router'
import { GoLink } from './go-link.tsx'
import classes from './tabs.module.css'

/** Links to pages that belong together. The open page is marked. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly { to: string; label: string }[] }) {
  const { pathname } = useLocation()
  const here = tabs
    .filter((tab) => pathname === tab.to || pathname.startsWith(`${tab.to}/`))
    .toSorted((one, other) => other.to.length - one.to.length)[0]
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map((tab) => (
        <GoLink key={tab.to} to={tab.to} className={classes.tab} aria-current={tab === here ? 'page' : undefined}>
          {tab.label}
        </GoLink>
      ))}
    </nav>
  )
}
