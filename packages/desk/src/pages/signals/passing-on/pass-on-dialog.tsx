import type { Peer, SignalDetail } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale, useRead } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { isRefusal, ProblemError } from '../../../parts/problem-error.ts'
import { text } from '../../../texts/text.ts'

/** Shows one sentence for each failed condition of a refusal, without the met conditions. */
function inSentences(problem: unknown, title: string): unknown {
  if (!(problem instanceof ProblemError) || !isRefusal(problem)) return problem
  const failed = problem.clauses.filter(({ result }) => result === 'fail')
  const detail = [...new Set(failed.map(({ id, because }) => because ?? id))].join(' ')
  return new ProblemError({ ...problem.problem, title, detail, clauses: null })
}

interface Props {
  signal: SignalDetail
  opened: boolean
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Passes a signal on to one member. If the signal's terms forbid that, shows every failed condition. */
export function PassOnDialog({ signal, opened, onClose, onDone }: Props) {
  const [to, setTo] = useState<string | null>(null)
  const peers = useRead<{ items: Peer[] }>('/v1/peers', {}, { enabled: opened })
  const members = (peers.data?.items ?? [])
    .filter(({ state, member }) => state === 'active' && member !== signal.owner)
    .map(({ member }) => member)
  useEffect(() => {
    if (!opened) setTo(null)
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('passing-on.asking.title')}
      act={text('passing-on.asking.act')}
      notNow={text('passing-on.asking.notNow')}
      blocked={to === null}
      onAct={async () => {
        if (to === null) return
        await api.post(`/v1/signals/${signal.id}/pass-on`, { destination: to }).catch((problem: unknown) => {
          throw inSentences(problem, text('passing-on.asking.refused'))
        })
        onDone(text('passing-on.asking.done', { member: to }))
        markStale(`/v1/signals/${signal.id}/`)
      }}
    >
      <p>{text('passing-on.asking.what', { owner: signal.owner })}</p>
      {peers.data && members.length === 0 ? (
        <p style={{ marginBlockStart: 8 }}>{text('passing-on.asking.nobody')}</p>
      ) : (
        <Select
          label={text('passing-on.asking.to')}
          placeholder={text('passing-on.asking.choose')}
          data={members}
          value={to}
          onChange={setTo}
          mt={12}
        />
      )}
    </ConfirmAct>
  )
}
