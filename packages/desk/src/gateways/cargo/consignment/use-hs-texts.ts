import type { HsTextList } from '@entente/contracts'
import { useQueries } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'

/** The most codes of one request. */
const mostCodes = 200

/**
 * Returns the texts of HS codes, in their order, by the table in force; null for a code without a text, and until it is
 * read. The codes of all components that are drawn together are read with one request.
 */
export function useHsTexts(codes: readonly string[]): (string | null)[] {
  const read = useQueries({
    queries: codes.map((code) => ({
      queryKey: ['/v1/cargo/hs-texts', code] as const,
      queryFn: () => readHsText(code),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
  })
  return read.map(({ data }) => data ?? null)
}

interface Waiting {
  code: string
  resolve: (text: string | null) => void
  reject: (error: unknown) => void
}
let waiting: Waiting[] = []

/** Reads the text of a code as filers write it, with or without dots. The codes that are asked for in one turn are read together. */
export function readHsText(stated: string): Promise<string | null> {
  const code = stated.replaceAll(/\D+/g, '')
  if (code.length < 2 || code.length > 10) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(() => void readWaiting())
    waiting.push({ code, resolve, reject })
  })
}

async function readWaiting(): Promise<void> {
  const asked = waiting
  waiting = []
  for (let start = 0; start < asked.length; start += mostCodes) {
    const part = asked.slice(start, start + mostCodes)
    const codes = [...new Set(part.map(({ code }) => code))].join(',')
    try {
      const { items } = await api.get<HsTextList>('/v1/cargo/hs-texts', { search: { codes } })
      for (const { code, resolve } of part) resolve(items.find((item) => item.code === code)?.text ?? null)
    } catch (error) {
      for (const { reject } of part) reject(error)
    }
  }
}
