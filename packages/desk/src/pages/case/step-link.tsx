import { paths } from '../../app/paths.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Key } from '../../parts/key.tsx'
import classes from './case.module.css'

/** To the case before or after, with its key. Nothing where there is none. */
export function StepLink({ to, name, keyName }: { to: string | null; name: string; keyName: string }) {
  if (!to) return null
  return (
    <GoLink to={paths.case(to)} aria-keyshortcuts={keyName} className={classes.step}>
      {name}
      <Key>{keyName}</Key>
    </GoLink>
  )
}
