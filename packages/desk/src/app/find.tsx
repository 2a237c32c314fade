import type { FindAnswer } from '@entente/contracts'
import { useState } from 'react'
import type { z } from 'zod'
import { useGo } from '../parts/go.ts'
import { anyOf } from '../texts/lists.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { useGateways } from './gateway.ts'
import { paths } from './paths.ts'
import { keyOf, queryClient } from './query.ts'

/** The kinds of search results in display order: cases first, then the kinds of each gateway. */
export function useFinds(): { found: string; title: string; named: string; to: (id: string) => string }[] {
  return [
    { found: 'case', title: text('find.groups.case'), named: text('find.named.case'), to: paths.case },
    ...useGateways().flatMap(({ kind, findText, finds = [] }) =>
      finds.map((each) => ({
        ...each,
        title: findText(`${kind}.find.groups.${each.found}`) ?? each.found,
        named: findText(`${kind}.find.named.${each.found}`) ?? each.found,
      })),
    ),
  ]
}

/** Sends the search by POST and opens the results by an opaque id, so that no address contains the search words. */
export function Find({ id }: { id: string }) {
  const go = useGo()
  const kinds = anyOf(useFinds().map((each) => each.named))
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
        placeholder={text('shell.find', { kinds })}
        aria-label={text('shell.findLabel', { kinds })}
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
