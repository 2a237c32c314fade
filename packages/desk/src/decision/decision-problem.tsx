import { Button } from '@mantine/core'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import classes from './decision.module.css'

/** Shows why recording was refused. The input is kept. If the case changed, a button shows the new state. */
export function DecisionProblem({ error, onShow }: { error: Error; onShow: () => void }) {
  if (error instanceof ProblemError && error.code === 'too-soon') return null
  if (error instanceof ProblemError && error.code === 'rate-exceeded') {
    const next = Date.parse(error.at) + (error.problem.retryAfterMs ?? 0)
    const count = /\d+/.exec(error.problem.detail)?.[0] ?? '60'
    return (
      <p className={classes.fault} role="alert">
        {text('decision.rate', { count, clock: clockHere(next) })}
      </p>
    )
  }
  return (
    <>
      <ProblemCard error={error} kept={text('decision.kept')} />
      {error instanceof ProblemError && [409, 412].includes(error.status) && (
        <Button variant="default" h={30} onClick={onShow}>
          {text('case.show')}
        </Button>
      )}
    </>
  )
}
