import type { ErrorComponentProps } from '@tanstack/react-router'
import { ProblemCard } from '../parts/problem-card.tsx'
import classes from './page-failed.module.css'

/** In place of a page that could not be drawn: what it met, and a way to draw it anew. The frame around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <section className={classes.failed}>
      <ProblemCard error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </section>
  )
}
