import type { SampledCase, SampleFault, SampleWeek } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { canCompute } from '../../app/web-log-crypto.ts'
import draws from '../../parts/draws.module.css'
import { Icon } from '../../parts/icon.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { checkWeek, type WeekCheck } from './check-week.ts'

const command = 'entente audit sample --from-export'
const verify = 'entente audit verify'

/** Recomputes the draw of a week in the browser, and says what that proves. */
export function CheckDraw({ week, sample }: { week: SampleWeek; sample: readonly SampledCase[] }) {
  const [check, setCheck] = useState<WeekCheck | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  if (!canCompute()) return <p>{text('sample.check.insecure', { command })}</p>
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    setCheck(null)
    try {
      setCheck(await checkWeek(week, sample))
    } catch (problem) {
      setError(problem as Error)
    }
    setBusy(false)
  }
  return (
    <div className={draws.check}>
      {week.seed !== null && (
        <p>
          {text('sample.seed')}{' '}
          <code className={draws.hash} dir="ltr">
            {week.seed}
          </code>
        </p>
      )}
      <p>{text('sample.check.what', { command, verify })}</p>
      <Button variant="default" h={30} loading={busy} onClick={() => void run()}>
        {text('sample.check.run')}
      </Button>
      {error && <ProblemCard error={error} />}
      <div role="status">{check && <Result check={check} />}</div>
    </div>
  )
}

function Result({ check: { log, faults, count } }: { check: WeekCheck }) {
  const has = (fault: SampleFault['fault']) => faults.some((each) => each.fault === fault)
  const wrong = faults.filter(({ caseId }) => caseId !== null).length
  const line = (isRight: boolean, words: string) => (
    <li>
      <Icon name={isRight ? 'circledTick' : 'circledCross'} size={14} /> {words}
    </li>
  )
  return (
    <ul className={draws.results}>
      {line(log, text('sample.check.log', { ok: String(log) }))}
      {line(!has('seed'), text('sample.check.seed', { ok: String(!has('seed')) }))}
      {line(!has('list'), text('sample.check.list', { ok: String(!has('list')) }))}
      {line(wrong === 0, text('sample.check.draws', { count, faults: wrong }))}
    </ul>
  )
}
