import type { Language } from '@entente/contracts'

// The build replaces this module (scripts/texts/texts-plugin.ts). Without a build, as in tests, the English texts are part of the code.

/** The addresses of the texts by language and group. */
export const textFiles: Partial<Record<Language, Record<string, string>>> = {}

/** For each language except English: whether it is a draft, its number of texts, and how many of them are shown in English. */
export const languageStates: Partial<Record<Language, { draft: boolean; texts: number; missing: number }>> = {}
