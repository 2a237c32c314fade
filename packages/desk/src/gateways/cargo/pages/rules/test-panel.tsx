import type { CargoRuleDetail, CargoRuleTest, CargoRuleVersion } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { addDays, isDay, today } from '../../../../parts/day.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import { faultAt } from '../../../../parts/form-faults.ts'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { Progress } from '../../../../parts/progress.tsx'
import { useSubmission } from '../../../../parts/use-submission.ts'
import { text } from '../../texts/index.ts'
import { HitsChart } from './hits-chart.tsx'
import classes from './rules.module.css'
import { TestResult } from './test-result.tsx'

interface Props {
  rule: CargoRuleDetail
  shown: CargoRuleVersion
}
/** The days of the usual test. A test of 30 days counts for an approval. */
const usualDays = 31
const pollMs = 1_500

const isRunning = (test: CargoRuleTest | null | undefined): boolean =>
  test?.state === 'waiting' || test?.state === 'running'

/** Tests a version on stored consignments, shows the progress of the test and its result. */
export function TestPanel({ rule, shown }: Props) {
  const path = `/v1/cargo/rules/${rule.id}`
  const testPath = `${path}/versions/${shown.version}/test`
  const [asked, setAsked] = useState(false)
  const read = useRead<CargoRuleTest>(testPath, {}, { enabled: asked || shown.test !== null, keepPrevious: true })
  const test = read.data ?? shown.test
  const runs = isRunning(test)
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => markStale(testPath), pollMs)
    return () => clearInterval(timer)
  }, [runs, testPath])
  const [newest, known] = [test, shown.test].map((one) => `${one?.askedAt} ${one?.state}`)
  useEffect(() => {
    // The state of the version depends on its test, which may have ended before it was read for the first time.
    if (newest !== known) markStale(path, '/v1/cargo/rules')
  }, [newest, known, path])
  const mayTest = rule.may.test && ['draft', 'tested', 'approved', 'active'].includes(shown.state)
  return (
    <>
      <Panel title={text('cargo.rules.test.title')}>
        <div className={classes.stack}>
          {mayTest && !runs && (
            <Period
              onAsk={async (period) => {
                await api.post(testPath, period)
                setAsked(true)
                markStale(testPath)
              }}
            />
          )}
          {!mayTest && test === null && <p>{text('cargo.rules.test.none')}</p>}
          {test && runs && (
            <Progress
              label={text('cargo.rules.test.running')}
              done={test.read + test.unreadable}
              total={test.total}
              startedAt={test.askedAt}
              counted={(done, total) => text('cargo.rules.test.counted', { done, total })}
            />
          )}
          {test?.state === 'failed' && <p role="alert">{text('cargo.rules.test.failed')}</p>}
          {test?.state === 'done' && <TestResult test={test} />}
        </div>
      </Panel>
      {test?.state === 'done' && <HitsChart test={test} />}
    </>
  )
}

function Period({ onAsk }: { onAsk: (period: { from: string; to: string }) => Promise<void> }) {
  const [from, setFrom] = useState(() => addDays(today('UTC'), -usualDays))
  const [to, setTo] = useState(() => addDays(today('UTC'), 1))
  const submission = useSubmission()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submission.submit({ from, to }, onAsk)
      }}
    >
      <p className={classes.line}>{text('cargo.rules.test.what')}</p>
      <div className={classes.acts}>
        <DayInput
          label={text('cargo.rules.test.from')}
          value={from}
          error={faultAt(submission.faults, '/from')}
          onChange={setFrom}
        />
        <DayInput
          label={text('cargo.rules.test.to')}
          value={to}
          error={faultAt(submission.faults, '/to')}
          onChange={setTo}
        />
        <Button type="submit" h={36} variant="default" loading={submission.busy} disabled={!isDay(from) || !isDay(to)}>
          {text('cargo.rules.test.act')}
        </Button>
      </div>
      {submission.error && <ProblemCard error={submission.error} />}
    </form>
  )
}
