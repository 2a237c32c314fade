import { type ListTask, type RollbackAnswer, rollbackContent, type SignalList } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { Instant } from '../../parts/instant.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

type Answer = z.infer<typeof RollbackAnswer>
const shortest = 10

interface Props {
  list: SignalList
  mayRollBack: boolean
  onDone: (answer: Answer) => void
}

/** Lists the imports of a list, newest first. An officer can restore an earlier one, with a reason. */
export function ListVersions({ list, mayRollBack, onDone }: Props) {
  const [to, setTo] = useState<number | null>(null)
  const versions = list.versions.toSorted((one, other) => other.version - one.version)
  if (versions.length === 0) {
    return (
      <p style={{ padding: '10px 12px' }}>
        {text('signal-lists.one.noVersions')} {text('signal-lists.one.noVersionsNext')}
      </p>
    )
  }
  return (
    <>
      <table className={table.table}>
        <caption className="visually-hidden">{text('signal-lists.one.versions')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('signal-lists.one.column.version')}</th>
            <th scope="col">{text('signal-lists.one.column.at')}</th>
            <th scope="col">{text('signal-lists.one.column.by')}</th>
            {(['created', 'updated', 'unchanged', 'withdrawn'] as const).map((count) => (
              <th key={count} scope="col" className={table.number}>
                {text(`signal-lists.one.column.${count}`)}
              </th>
            ))}
            {mayRollBack && (
              <th scope="col">
                <span className="visually-hidden">{text('signal-lists.one.column.act')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.version}>
              <th scope="row">{version.version}</th>
              <td style={{ whiteSpace: 'nowrap' }}>
                <Instant at={version.at} />
              </td>
              <td>
                <bdi style={{ whiteSpace: 'nowrap' }}>{version.by}</bdi>
              </td>
              {(['created', 'updated', 'unchanged', 'withdrawn'] as const).map((count) => (
                <td key={count} className={table.number}>
                  {number(version.counts[count])}
                </td>
              ))}
              {mayRollBack && (
                <td style={{ whiteSpace: 'nowrap' }}>
                  {version.version === list.version ? (
                    <span className={table.secondary}>{text('signal-lists.one.inUse')}</span>
                  ) : (
                    <Button
                      variant="default"
                      size="compact-xs"
                      h={24}
                      aria-label={text('signal-lists.one.rollbackName', { version: version.version })}
                      onClick={() => setTo(version.version)}
                    >
                      {text('signal-lists.one.rollback')}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {mayRollBack && list.version > 0 && (
        <div style={{ padding: '10px 12px' }}>
          <Button variant="default" h={30} onClick={() => setTo(0)}>
            {text('signal-lists.rollback.takeBackAll')}
          </Button>
        </div>
      )}
      <RollbackDialog list={list} to={to} onClose={() => setTo(null)} onDone={onDone} />
    </>
  )
}

function RollbackDialog({
  list,
  to,
  onClose,
  onDone,
}: {
  list: SignalList
  to: number | null
  onClose: () => void
  onDone: (answer: Answer) => void
}) {
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState(0)
  const signing = useSigning()
  useEffect(() => {
    if (to !== null) setKept(to)
    else setReason('')
  }, [to])
  const short = reason.trim().length < shortest
  return (
    <ConfirmAct
      opened={to !== null}
      onClose={onClose}
      title={text('signal-lists.rollback.title', { version: kept })}
      act={text('signal-lists.rollback.act', { version: kept })}
      notNow={text('signal-lists.rollback.notNow')}
      blocked={short}
      adverse
      onAct={async () => {
        const body = { to: kept, reason: reason.trim() }
        const signed = await signing.sign(async () => ({
          ...{ type: 'rollback.done', about: `list:${list.id}@${list.version}`, body },
          content: rollbackContent(list.id, list.version, body),
        }))
        const answer = await api.post<Answer | ListTask>(`/v1/lists/${list.id}/rollback`, { ...body, ...signed })
        // The page shows the progress of a large one.
        if ('finished' in answer) onDone(answer)
        markStale('/v1/lists/tasks', '/v1/lists', `/v1/lists/${list.id}`, '/v1/signals', '/v1/signals/')
      }}
    >
      <p>{text('signal-lists.rollback.what', { now: list.version, to: kept })}</p>
      <Textarea
        label={text('signal-lists.rollback.reason')}
        description={short ? text('signal-lists.rollback.tooShort') : undefined}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        mt={12}
      />
      {signing.dialog}
    </ConfirmAct>
  )
}
