import type { FindAnswer } from '@entente/contracts'
import { useState } from 'react'
import type { z } from 'zod'
import { useGo } from '../parts/go.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { paths } from './paths.ts'
import { keyOf, queryClient } from './query.ts'

/** Sends what was typed by POST and opens the answer under its opaque id: the words never stand in an address. */
export function Find({ id }: { id: string }) {
  const go = useGo()
  const [typed, setTyped] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const find = async (): Promise<void> => {
    const words = typed.trim()
    if (words === '') return
    try {
      const answer = await api.post<z.infer<typeof FindAnswer>>('/v1/find', { text: words })
      queryClient.setQueryData(keyOf(`/v1/find/${answer.find}`), answer)
      setTyped('')
      setFailed(null)
      go(paths.find(answer.find))
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form
      role="presentation"
      style={{ inlineSize: '100%' }}
      onSubmit={(event) => {
        event.preventDefault()
        void find()
      }}
    >
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={text('shell.find')}
        aria-label={text('shell.findLabel')}
        aria-invalid={failed !== null}
        aria-keyshortcuts="Control+K"
        title={failed ?? undefined}
      />
      <span className="visually-hidden" role="status">
        {failed}
      </span>
    </form>
  )
}
