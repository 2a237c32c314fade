import type { Peer } from '@entente/contracts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import classes from './network.module.css'

/** Shows the six words of both keys, which people compare by telephone. Typing the same words starts the exchange. */
export function Words({ peer, onDone }: { peer: Peer; onDone: (sentence: string) => void }) {
  const { role } = useMe()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await api.post(`/v1/peers/${encodeURIComponent(peer.member)}/confirm`, { words: typed })
      onDone(text('network.member.confirmed'))
      markStale('/v1/peers', `/v1/peers/${encodeURIComponent(peer.member)}`, '/v1/exchange')
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={text('network.member.words')}>
      <p>{peer.state === 'suspended' ? text('network.member.wordsAgain') : text('network.member.wordsSay')}</p>
      <ol className={classes.words} aria-label={text('network.member.words')}>
        {peer.fingerprint.split(' ').map((word, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand twice; the words never change their order
          <li key={place}>
            <bdi dir="ltr">{word}</bdi>
          </li>
        ))}
      </ol>
      <p className={classes.say}>
        {role === 'administrator' ? text('network.member.wordsWhy') : text('network.member.wordsOnly')}
      </p>
      {role === 'administrator' && (
        <form
          className={classes.confirm}
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <TextInput
            label={text('network.member.typed')}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" h={36} loading={busy} disabled={typed.trim() === ''}>
            {text('network.member.confirm')}
          </Button>
        </form>
      )}
      {error && (
        <div style={{ marginBlockStart: 12 }}>
          <ProblemCard error={error} />
        </div>
      )}
    </Panel>
  )
}
