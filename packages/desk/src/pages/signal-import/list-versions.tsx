import type { RollbackAnswer, SignalList } from '@entente/contracts'
import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'

type Answer = z.infer<typeof RollbackAnswer>
const shortest = 10

interface Props {
  list: SignalList
  mayRollBack: boolean
  onDone: (answer: Answer) => void
}

/** Imports of a list, newest first. An officer can go back to an earlier one, with a reason. */
export function ListVersions({ list, mayRollBack, onDone }: Props) {
  const t = textsOf('signalLists')
  const [to, setTo] = useState<number | null>(null)
  const versions = list.versions.toSorted((one, other) => other.version - one.version)
  if (versions.length === 0) {
    return (
      <p style={{ padding: '10px 12px' }}>
        {t.one.noVersions} {t.one.noVersionsNext}
      </p>
    )
  }
  return (
    <>
      <table className={table.table}>
        <caption className="visually-hidden">{t.one.versions}</caption>
        <thead>
          <tr>
            <th scope="col">{t.one.column.version}</th>
            <th scope="col">{t.one.column.at}</th>
            <th scope="col">{t.one.column.by}</th>
            {(['created', 'updated', 'unchanged', 'withdrawn'] as const).map((count) => (
              <th key={count} scope="col" className={table.number}>
                {t.one.column[count]}
              </th>
            ))}
            {mayRollBack && (
              <th scope="col">
                <span className="visually-hidden">{t.one.column.act}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.version}>
              <th scope="row">{version.version}</th>
              <td style={{ whiteSpace: 'nowrap' }}>{instantUtc(version.at)}</td>
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
                    <span className={table.secondary}>{t.one.inUse}</span>
                  ) : (
                    <Button
                      variant="default"
                      size="compact-xs"
                      h={24}
                      aria-label={t.one.rollbackName(version.version)}
                      onClick={() => setTo(version.version)}
                    >
                      {t.one.rollback}
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
            {t.rollback.takeBackAll}
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
  const t = textsOf('signalLists').rollback
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState(0)
  useEffect(() => {
    if (to !== null) setKept(to)
    else setReason('')
  }, [to])
  const short = reason.trim().length < shortest
  return (
    <ConfirmAct
      opened={to !== null}
      onClose={onClose}
      title={t.title(kept)}
      act={t.act(kept)}
      notNow={t.notNow}
      blocked={short}
      adverse
      onAct={async () => {
        onDone(await api.post<Answer>(`/v1/lists/${list.id}/rollback`, { to: kept, reason: reason.trim() }))
        markStale('/v1/lists', `/v1/lists/${list.id}`, '/v1/signals', '/v1/signals/')
      }}
    >
      <p>{t.what(list.version, kept)}</p>
      <Textarea
        label={t.reason}
        description={short ? t.tooShort : undefined}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        mt={12}
      />
    </ConfirmAct>
  )
}
