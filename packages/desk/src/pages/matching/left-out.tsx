import type { TypedFinding } from '@entente/contracts'
import { Icon } from '../../parts/icon.tsx'
import { findText, text } from '../../texts/text.ts'
import classes from './matching.module.css'

/** Lists the parts of an identity that were not compared, with the reason. */
export function LeftOut({ findings }: { findings: readonly TypedFinding[] }) {
  if (findings.length === 0) return null
  return (
    <div className={classes.leftOut}>
      <Icon name="circledI" size={14} />
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.at} ${finding.code}`}>
            {text('matching-try.leftOut', {
              place: placeOf(finding.at),
              why: findText(`matching-try.found.${finding.code}`) ?? finding.message,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Describes a pointer in words: `/b/nationalities/1` is the second nationality of the second identity. */
function placeOf(at: string): string {
  const parts = at.split('/').slice(1)
  const side = parts[0] === 'a' || parts[0] === 'b' ? parts[0] : null
  const [field = '', place] = side === null ? parts : parts.slice(1)
  const name = findText(`matching-try.place.fields.${field}`) ?? field
  return text('matching-try.place.words', { field: name, place: place === undefined ? null : Number(place) + 1, side })
}
