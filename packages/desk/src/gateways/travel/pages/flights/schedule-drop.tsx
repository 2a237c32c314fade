import type { ScheduleAnswer } from '@entente/contracts'
import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import table from '../../../../parts/data-table.module.css'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { text } from '../../texts/index.ts'

type Answer = z.infer<typeof ScheduleAnswer>
type Load = { name: string } & (
  | { state: 'loading' }
  | { state: 'done'; answer: Answer }
  | { state: 'failed'; error: Error }
)

/** Loads a schedule of expected flights from a chosen or dropped file, and lists the rejected lines. */
export function ScheduleDrop({ dropped, onTaken }: { dropped: File | null; onTaken: () => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [load, setLoad] = useState<Load | null>(null)
  const send = async (file: File): Promise<void> => {
    setLoad({ name: file.name, state: 'loading' })
    try {
      const answer = await api.postBytes<Answer>('/v1/travel/schedule', file, {
        headers: { 'content-type': 'text/csv' },
      })
      setLoad({ name: file.name, state: 'done', answer })
      markStale('/v1/travel/flights')
    } catch (error) {
      setLoad({ name: file.name, state: 'failed', error: error as Error })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each file that is dropped
  useEffect(() => {
    if (dropped === null) return
    onTaken()
    void send(dropped)
  }, [dropped])
  return (
    <>
      <Button
        variant="default"
        h={30}
        title={text('travel.flights.schedule.hint')}
        onClick={() => input.current?.click()}
      >
        {text('travel.flights.schedule.button')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={text('travel.flights.schedule.button')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) void send(file)
        }}
      />
      <Modal
        opened={load !== null}
        onClose={() => setLoad(null)}
        title={text('travel.flights.schedule.title')}
        closeButtonProps={{ 'aria-label': text('travel.flights.schedule.close') }}
        size={560}
      >
        {load?.state === 'loading' && (
          <p role="status">{text('travel.flights.schedule.loading', { name: load.name })}</p>
        )}
        {load?.state === 'failed' && <ProblemCard error={load.error} />}
        {load?.state === 'done' && <Loaded answer={load.answer} />}
      </Modal>
    </>
  )
}

function Loaded({ answer }: { answer: Answer }) {
  return (
    <>
      <p role="status">{text('travel.flights.schedule.done', { n: answer.flights })}</p>
      {answer.rejected.length > 0 && (
        <>
          <p style={{ marginBlock: 8 }}>{text('travel.flights.schedule.rejected', { n: answer.rejected.length })}</p>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{text('travel.flights.schedule.line')}</th>
                <th scope="col">{text('travel.flights.schedule.reason')}</th>
                <th scope="col">{text('travel.flights.schedule.code')}</th>
              </tr>
            </thead>
            <tbody>
              {answer.rejected.map((fault) => (
                <tr key={`${fault.line} ${fault.code}`}>
                  <td className="mono">{fault.line}</td>
                  <td className={table.wrap}>
                    <bdi>{fault.message}</bdi>
                  </td>
                  <td className="mono">{fault.code}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
