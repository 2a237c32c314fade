import type { TypedFinding } from '@entente/contracts'
import { Icon } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './matching.module.css'

/** What of a typed identity was not compared, and why: the answer stands without it. */
export function LeftOut({ findings }: { findings: readonly TypedFinding[] }) {
  const t = textsOf('matchingTry')
  if (findings.length === 0) return null
  return (
    <div className={classes.leftOut}>
      <Icon name="circledI" size={14} />
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.at} ${finding.code}`}>
            {t.leftOut(placeOf(finding.at), t.found[finding.code] ?? finding.message)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** `/b/nationalities/1` is the second nationality of the second identity. */
function placeOf(at: string): string {
  const t = textsOf('matchingTry').place
  const parts = at.split('/').slice(1)
  const side = parts[0] === 'a' || parts[0] === 'b' ? parts[0] : null
  const [field = '', place] = side === null ? parts : parts.slice(1)
  const name = t.fields[field] ?? field
  return t.words(name, place === undefined ? null : Number(place) + 1, side)
}
