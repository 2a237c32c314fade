import { isTooShort, looksLike, type SignalPage } from '@entente/contracts'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../app/api.ts'
import { keyOf, queryClient } from '../../app/query.ts'
import { text } from '../../texts/text.ts'

export type SignalAsked = Record<string, string | number | undefined>
/** How many signals a page of the list shows. */
export const pageLength = 100

const listed = '/v1/signals'
/** The number of signals without a filter, as this tab last read it. */
const totalKey = [`${listed}/total`, ''] as const

/**
 * Reads a page of the list of signals, from the position `from` on. With `words` it is a search: it goes by POST, so that no address has the words,
 * and it is not repeated when signals change, because each search is logged.
 */
export function useSignals(asked: SignalAsked, words: string, from: number) {
  const path = words === '' ? listed : `${listed}/find`
  const search = { ...asked, limit: pageLength, offset: from }
  const read = useQuery<SignalPage, Error>({
    queryKey: [...keyOf(path, search), words],
    queryFn: ({ signal }) =>
      words === ''
        ? api.get<SignalPage>(path, { search, signal })
        : api.post<SignalPage>(path, { ...search, text: words, part: !isTooShort(words) }, { signal }),
    ...(words !== '' && { staleTime: Number.POSITIVE_INFINITY, retry: false }),
  })
  const isWhole = words === '' && Object.entries(asked).every(([name, value]) => name === 'sort' || value === undefined)
  const total = isWhole ? read.data?.total : undefined
  useEffect(() => {
    if (total !== undefined) queryClient.setQueryData(totalKey, total)
  }, [total])
  return { ...read, isWhole, all: total ?? queryClient.getQueryData<number>(totalKey) }
}

/** Returns why words are too few for a search; null if they are enough. */
export const whyNotSearched = (words: string): string | null =>
  looksLike(words).includes('too-short') ? text('find.searchShort') : null
