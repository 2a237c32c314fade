import { type ListReleaseAnswer, type ListWaiting, listReleaseContent, type SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale, useRead } from '../../app/query.ts'
import { useSigning } from '../../app/use-signing.tsx'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import note from '../../parts/note.module.css'
import { text } from '../../texts/text.ts'

/** Lets a second officer release the people of a list that wait, and sign it. Nothing is shown if nobody waits for this officer. */
export function ReleaseList({ list, onDone }: { list: SignalList; onDone: (sentence: string) => void }) {
  const path = `/v1/lists/${list.id}`
  const waiting = useRead<ListWaiting>(`${path}/waiting`)
  const signing = useSigning()
  const [asked, setAsked] = useState(false)
  const { count = 0, version } = waiting.data ?? {}
  if (count === 0 || version !== list.version) return null
  const release = async (found: ListWaiting): Promise<void> => {
    const body = { version: list.version }
    const signed = await signing.sign(async () => ({
      ...{ type: 'signal.release-list', about: `list:${list.id}@${list.version}`, body },
      content: listReleaseContent(list.id, list.version, found),
    }))
    const { released, unreadable } = await api.post<ListReleaseAnswer>(`${path}/release`, { ...body, ...signed })
    const done = text('signal-lists.release.done', { n: released })
    onDone(
      unreadable.count === 0 ? done : `${done} ${text('signal-lists.release.unreadable', { n: unreadable.count })}`,
    )
    markStale(`${path}/waiting`, '/v1/signals', '/v1/exchange')
  }
  return (
    <div className={note.note}>
      <p>{text('signal-lists.release.waiting', { n: count })}</p>
      <Button h={30} mt={8} onClick={() => setAsked(true)}>
        {text('signal-lists.release.release')}
      </Button>
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={text('signal-lists.release.title', { n: count, version: list.version })}
        act={text('signal-lists.release.act')}
        notNow={text('signal-lists.release.notNow')}
        onAct={() => release(waiting.data as ListWaiting)}
      >
        <p>{text('signal-lists.release.what')}</p>
        {signing.dialog}
      </ConfirmAct>
    </div>
  )
}
