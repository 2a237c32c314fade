import type { ReactNode } from 'react'
import classes from './fact-list.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** Names and values in two columns. A value that is not known must come as words, never as blank. */
export function FactList({ facts, wide }: { facts: readonly Fact[]; wide?: boolean }) {
  return (
    <dl className={classes.facts} data-wide={wide || undefined}>
      {facts.map((fact, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice; the list never changes its order
        <div key={place}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
