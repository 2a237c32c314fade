import type { Language, OverriddenTexts } from '@entente/contracts'
import { isPseudo, type ShownLanguage, setPseudo } from './language.ts'
import { forgetTexts, keepOverrides, keepTexts, type LoadedTexts } from './loaded-texts.ts'
import { textFiles } from './text-files.ts'

/** The groups of texts that the open pages need. Another language loads the same groups. */
const needed = new Set<string>()
const loading = new Map<string, Promise<void>>()

/**
 * Loads groups of texts in a language, each once: `first` for the frame, `work` for queue and cases, `more` for every
 * other page, a group for each gateway, and `pageTexts`. A group that does not exist is skipped. Rejects if the node does not answer after three more tries; the next call tries again.
 */
export async function loadTexts(language: ShownLanguage, groups: readonly string[]): Promise<void> {
  for (const group of groups) needed.add(group)
  await Promise.all(groups.map((group) => once(`${language} ${group}`, () => loadGroup(language, group))))
}

/** Returns the group of the texts that only the pages and cases of a gateway need. Not every gateway has one. */
export const pageTexts = (kind: string): string => `${kind}-pages`

/** Loads every group that the open pages need in another language, and forgets the texts of the language before. */
export async function changeTexts(language: ShownLanguage): Promise<void> {
  await loadTexts(language, [...needed])
  forgetTexts(language)
  for (const key of loading.keys()) if (!key.startsWith(`${language} `)) loading.delete(key)
}

function once(name: string, load: () => Promise<void>): Promise<void> {
  const known = loading.get(name)
  if (known !== undefined) return known
  const loaded = load().catch((error: unknown) => {
    loading.delete(name)
    throw error
  })
  loading.set(name, loaded)
  return loaded
}

async function loadGroup(language: ShownLanguage, group: string): Promise<void> {
  const address = textFiles[isPseudo(language) ? 'en' : language]?.[group]
  if (address === undefined) return
  const own = group === 'first' && !isPseudo(language) ? readOverrides(language) : undefined
  const texts = await read<LoadedTexts>(address)
  keepTexts(language, isPseudo(language) ? await inPseudo(texts, language) : texts)
  await own
}

async function inPseudo(texts: LoadedTexts, language: 'en-XA' | 'en-XB'): Promise<LoadedTexts> {
  const { pseudoMessage, pseudoWords } = await import('./pseudo-text.ts')
  setPseudo((words) => pseudoWords(words, language))
  return { ...texts, pseudo: (text) => pseudoMessage(text, language) }
}

async function readOverrides(language: Language): Promise<void> {
  const { texts } = await read<OverriddenTexts>(`/v1/texts/${language}`)
  keepOverrides(language, texts)
}

const waitsMs = [500, 2000, 5000]
async function read<T>(address: string): Promise<T> {
  for (const wait of [...waitsMs, null]) {
    try {
      const answer = await fetch(address)
      if (answer.ok) return (await answer.json()) as T
      if (answer.status < 500) throw new Error(`${address}: ${answer.status}`)
    } catch (error) {
      if (wait === null || !(error instanceof TypeError)) throw error
    }
    if (wait !== null) await new Promise((resolve) => setTimeout(resolve, wait))
  }
  throw new Error(`${address} cannot be read`)
}
