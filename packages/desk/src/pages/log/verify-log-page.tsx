import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { useRead } from '../../app/query.ts'
import { canVerify } from '../../app/web-log-crypto.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import note from '../../parts/note.module.css'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { list } from '../../texts/lists.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantBoth } from '../../texts/times.ts'
import { groupOf, type Verified, verifyNodeLog } from './verify-log.ts'

interface LogState {
  origin: string
  size: number
  signedAt: string
  cosignedSize: number | null
  cosignedAt: string | null
}
type Run =
  | { step: 'reading'; done: number; total: number }
  | { step: 'done'; result: Verified }
  | { step: 'unsupported' }

/** Verifies the whole log in the browser, with keys and checkpoints that the person brings. */
export function VerifyLogPage() {
  const state = useRead<LogState>('/v1/audit/state')
  const [policy, setPolicy] = useState('')
  const [kept, setKept] = useState<File[]>([])
  const [run, setRun] = useState<Run | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)
  const verify = async (): Promise<void> => {
    setProblem(null)
    if (!(await canVerify())) return setRun({ step: 'unsupported' })
    setRun({ step: 'reading', done: 0, total: state.data?.size ?? 0 })
    try {
      const onProgress = (done: number, total: number) => setRun({ step: 'reading', done, total })
      setRun({ step: 'done', result: await verifyNodeLog({ policy, kept, onProgress }) })
    } catch (error) {
      setRun(null)
      setProblem(error as Error)
    }
  }
  return (
    <OversightFrame title={text('log.check.title')}>
      {state.error && <ProblemCard error={state.error} onRetry={() => void state.refetch()} />}
      <p className={note.note}>{text('log.check.what')}</p>
      {state.data && <State state={state.data} />}
      <Panel title={text('log.check.title')}>
        <Textarea
          label={text('log.check.keys')}
          description={text('log.check.keysHint')}
          value={policy}
          onChange={(event) => setPolicy(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={10}
          dir="ltr"
          spellCheck={false}
          mb="md"
        />
        <FileDrop what={text('log.check.kept')} choose={text('log.check.choose')} several onFiles={setKept} />
        {kept.length > 0 && <p>{text('log.check.chosen', { count: number(kept.length) })}</p>}
        <Button mt="md" onClick={() => void verify()} loading={run?.step === 'reading'}>
          {text('log.check.run')}
        </Button>
        {run?.step === 'reading' && (
          <p role="status">{text('log.check.progress', { done: number(run.done), total: number(run.total) })}</p>
        )}
        {problem && <ProblemCard error={problem} onRetry={() => void verify()} />}
        {run?.step === 'unsupported' && <p role="alert">{text('log.check.unsupported')}</p>}
      </Panel>
      {run?.step === 'done' && <Result result={run.result} ownKeys={policy.trim() !== ''} />}
    </OversightFrame>
  )
}

function State({ state }: { state: LogState }) {
  const { cosignedSize, cosignedAt } = state
  const atTime = (count: number, at: string) =>
    text('log.check.atTime', { count: number(count), at: instantBoth(at, true) })
  return (
    <Panel title={text('log.check.state')}>
      <FactList
        wide
        facts={[
          {
            name: text('log.check.origin'),
            value: (
              <bdi dir="ltr" className="mono">
                {state.origin}
              </bdi>
            ),
          },
          { name: text('log.check.signed'), value: atTime(state.size, state.signedAt) },
          {
            name: text('log.check.witnessed'),
            value:
              cosignedSize === null || cosignedAt === null ? text('log.check.none') : atTime(cosignedSize, cosignedAt),
          },
        ]}
      />
    </Panel>
  )
}

function Result({ result, ownKeys }: { result: Verified; ownKeys: boolean }) {
  const { failures, witnesses = [], continues } = result
  const [remembers, setRemembers] = useState(false)
  return (
    <Panel title={text('log.check.result')}>
      <p role="status">
        <strong>
          {result.ok
            ? text('log.check.verified', { count: number(result.size ?? 0) })
            : text('log.check.failed', { count: number(failures.length) })}
        </strong>
      </p>
      {continues !== undefined && <p>{text('log.check.continues', { count: number(continues.lost) })}</p>}
      {result.remember !== null && !remembers && (
        <>
          <p>{text('log.check.restored')}</p>
          <Button
            variant="default"
            onClick={() => {
              result.remember?.()
              setRemembers(true)
            }}
          >
            {text('log.check.remember')}
          </Button>
        </>
      )}
      {remembers && <p role="status">{text('log.check.remembersNew')}</p>}
      {result.ok && (
        <>
          <p>
            {witnesses.length > 0
              ? text('log.check.cosigned', { names: list(witnesses) })
              : text('log.check.cosignedNone')}
          </p>
          {result.remembered && <p>{text('log.check.remembered')}</p>}
          {!ownKeys && <p>{text('log.check.nodeKeys')}</p>}
        </>
      )}
      {failures.length > 0 && (
        <DataTable
          name={text('log.check.result')}
          columns={[
            { head: text('log.check.column.code'), width: 180 },
            { head: text('log.check.column.where'), width: 260 },
            text('log.check.column.meaning'),
          ]}
          stacks
        >
          {failures.map(({ code, where }) => (
            <tr key={`${code} ${where}`}>
              <td>
                <code>{code}</code>
              </td>
              <td>
                <bdi dir="ltr">{where}</bdi>
              </td>
              <td>{text(`log.check.fault.${groupOf(code)}`)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}
