import type { SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { instantUtc } from '../../../texts/times.ts'
import classes from '../signals.module.css'

interface Props {
  signal: SignalDetail
  onTold: (sentence: string) => void
}

/** What keeps a signal at home, and the second officer's control for it. */
export function ReleaseNotice({ signal, onTold }: Props) {
  const t = textsOf('twoPeople')
  const { release } = signal
  return (
    <>
      {signal.falsePositives.map(({ list, entry, foundAt }) => (
        <p key={`${list} ${entry}`} className={classes.note}>
          <bdi>{t.falsePositive(list, entry, instantUtc(foundAt))}</bdi>
        </p>
      ))}
      {release?.state === 'released' && release.releasedBy !== null && release.releasedAt !== null && (
        <p className={classes.note}>
          <bdi>{t.released(release.releasedBy, instantUtc(release.releasedAt))}</bdi>
        </p>
      )}
      {release !== null && release.state !== 'released' && (
        <div className={classes.note}>
          <p>
            <bdi>
              {release.state === 'at-home' ? t.atHome : t.waiting(release.version, release.writtenBy ?? t.node)}
            </bdi>
            {release.state === 'waiting' && release.version > 1 && ` ${t.waitingBefore}`}
          </p>
          <ReleaseControl signal={signal} writtenByYou={release.writtenByYou} onTold={onTold} />
        </div>
      )}
    </>
  )
}

function ReleaseControl({ signal, writtenByYou, onTold }: Props & { writtenByYou: boolean }) {
  const t = textsOf('twoPeople')
  const me = useMe()
  const [asked, setAsked] = useState(false)
  if (me.role !== 'signal-officer') return null
  if (writtenByYou) return <p>{t.youWrote}</p>
  return (
    <>
      <Button h={30} mt={8} onClick={() => setAsked(true)}>
        {t.release}
      </Button>
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={t.releaseTitle(signal.version)}
        act={t.releaseAct}
        notNow={t.notNow}
        onAct={async () => {
          await api.post(`/v1/signals/${signal.id}/release`, { version: signal.version })
          onTold(t.releaseDone)
          markStale('/v1/signals', `/v1/signals/${signal.id}`, '/v1/exchange')
        }}
      >
        <p>{t.releaseReminder}</p>
        {signal.agreements.length > 0 && (
          <p style={{ marginBlockStart: 8 }}>{t.releaseWhat(signal.agreements.length)}</p>
        )}
      </ConfirmAct>
    </>
  )
}
