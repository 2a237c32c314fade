import { type SignalDetail, signalReleaseContent } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { useSigning } from '../../../app/use-signing.tsx'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import note from '../../../parts/note.module.css'
import { text } from '../../../texts/text.ts'
import { instantHere } from '../../../texts/times.ts'

interface Props {
  signal: SignalDetail
  onDone: (sentence: string) => void
}

/** Explains why a signal is not shared yet, and lets a second officer release it. */
export function ReleaseNotice({ signal, onDone }: Props) {
  const { release } = signal
  return (
    <>
      {signal.falsePositives.map(({ list, entry, foundAt }) => (
        <p key={`${list} ${entry}`} className={note.note}>
          <bdi>{text('two-people.falsePositive', { list, entry, since: instantHere(foundAt) })}</bdi>
        </p>
      ))}
      {release?.state === 'released' && release.releasedBy !== null && release.releasedAt !== null && (
        <p className={note.note}>
          <bdi>{text('two-people.released', { by: release.releasedBy, at: instantHere(release.releasedAt) })}</bdi>
        </p>
      )}
      {release !== null && release.state !== 'released' && (
        <div className={note.note}>
          <p>
            <bdi>
              {release.state === 'at-home'
                ? text('two-people.atHome')
                : text('two-people.waiting', {
                    version: release.version,
                    by: release.writtenBy ?? text('two-people.node'),
                  })}
            </bdi>
            {release.state === 'waiting' && release.version > 1 && ` ${text('two-people.waitingBefore')}`}
          </p>
          <ReleaseControl signal={signal} writtenByYou={release.writtenByYou} onDone={onDone} />
        </div>
      )}
    </>
  )
}

function ReleaseControl({ signal, writtenByYou, onDone }: Props & { writtenByYou: boolean }) {
  const me = useMe()
  const signing = useSigning()
  const [asked, setAsked] = useState(false)
  if (me.role !== 'signal-officer') return null
  if (writtenByYou) return <p>{text('two-people.youWrote')}</p>
  return (
    <>
      <Button h={30} mt={8} onClick={() => setAsked(true)}>
        {text('two-people.release')}
      </Button>
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={text('two-people.releaseTitle', { version: signal.version })}
        act={text('two-people.releaseAct')}
        notNow={text('two-people.notNow')}
        onAct={async () => {
          const body = { version: signal.version }
          const signed = await signing.sign(async () => ({
            ...{ type: 'signal.release', about: `signal:${signal.id}@${signal.version}`, body },
            content: await signalReleaseContent(signal),
          }))
          await api.post(`/v1/signals/${signal.id}/release`, { ...body, ...signed })
          onDone(text('two-people.releaseDone'))
          markStale('/v1/signals', `/v1/signals/${signal.id}`, '/v1/exchange')
        }}
      >
        <p>{text('two-people.releaseReminder')}</p>
        {signing.dialog}
        {signal.agreements.length > 0 && (
          <p style={{ marginBlockStart: 8 }}>
            {text('two-people.releaseWhat', { agreements: signal.agreements.length })}
          </p>
        )}
      </ConfirmAct>
    </>
  )
}
