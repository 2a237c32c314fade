import type { ReactNode } from 'react'
import classes from './fact-list.module.css'

export interface Fact {
  name: string
  value: ReactNode
}

/** Shows names and values in two columns. An unknown value must be given as words, never as an empty text. */
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
