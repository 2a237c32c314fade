import type { ReactNode } from 'react'
import type { Stretch } from './fit-parts.ts'
import classes from './marked.module.css'

/** Shows a text with its stretches marked. They are in order and do not overlap. */
export function Marked({ text, stretches }: { text: string; stretches: readonly Stretch[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const { from, to } of stretches) {
    parts.push(
      text.slice(at, from),
      <mark key={from} className={classes.mark}>
        {text.slice(from, to)}
      </mark>,
    )
    at = to
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
