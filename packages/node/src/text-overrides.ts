import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Language, type MessagePart, OverriddenTexts, type Places, TextOverrides, textFaults } from '@entente/contracts'
import { IntlMessageFormat } from 'intl-messageformat'
import { z } from 'zod'
import type { App } from './safeguards/access/http.ts'
import { ConfigError } from './sign-in-settings.ts'

/** The largest file of texts, in bytes. Every page of the desk loads the texts of one language. */
const largestFile = 512 * 1024
/** The most faults that one message names. */
const faultsNamed = 20
const placesFile = fileURLToPath(new URL('../../desk/dist/texts.json', import.meta.url))

/** Returns the arguments and tags of each English text by key, as the built desk states them; null if the desk is not built. */
export const readPlaces = (): Record<string, Places> | null =>
  existsSync(placesFile) ? (JSON.parse(readFileSync(placesFile, 'utf8')) as Record<string, Places>) : null

/**
 * Reads the file with which a member replaces texts of the desk. Throws ConfigError, which names the setting and each
 * fault, if the file is too large or no JSON, if a key is unknown, or if a text does not have the arguments and tags of
 * the English one.
 */
export function readTextOverrides(path: string, places: Record<string, Places> | null): TextOverrides {
  const refuse = (why: string): never => {
    throw new ConfigError(`ENTENTE_TEXTS: ${path} ${why}`)
  }
  if (places === null) return refuse('cannot be checked, because the desk is not built')
  const given = parsed(contentOf(path, refuse), refuse)
  const checked = TextOverrides.safeParse(given)
  if (!checked.success)
    return refuse(checked.error.issues.map((issue) => `${issue.path.join(' ')}: ${issue.message}`).join('; '))
  const faults = Object.entries(checked.data).flatMap(([language, texts]) =>
    Object.entries(texts).flatMap(([key, text]) =>
      faultsOf(text, places[key], language as Language).map((fault) => `${language} ${key}: ${fault}`),
    ),
  )
  if (faults.length > 0) {
    const more = faults.length > faultsNamed ? `; and ${faults.length - faultsNamed} more` : ''
    return refuse(`has texts that cannot be used: ${faults.slice(0, faultsNamed).join('; ')}${more}`)
  }
  return checked.data
}

function contentOf(path: string, refuse: (why: string) => never): string {
  try {
    const { size } = statSync(path)
    if (size > largestFile) return refuse(`has ${size} bytes; at most ${largestFile} are read`)
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const { code } = error as { code?: string }
    return refuse(code === 'ENOENT' ? 'does not exist' : `cannot be read by the account of the node (${code})`)
  }
}

function parsed(content: string, refuse: (why: string) => never): unknown {
  try {
    return JSON.parse(content)
  } catch (error) {
    return refuse(`is no JSON: ${(error as Error).message}`)
  }
}

// Characters that are not seen, or that show the words in another order than they are stored.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

function faultsOf(text: string, english: Places | undefined, language: Language): string[] {
  if (english === undefined) return ['there is no text with this key']
  if (hidden.test(text)) return ['contains a control character']
  let message: MessagePart[]
  try {
    message = new IntlMessageFormat(text, language).getAst() as MessagePart[]
  } catch (error) {
    return [`is no ICU message: ${(error as Error).message}`]
  }
  return textFaults(message, english, language).map(({ code, what }) => faultWords[code](what))
}
const faultWords = {
  'argument-missing': (what: string) => `lacks the argument {${what}}`,
  'argument-unknown': (what: string) => `has the argument {${what}}, which the English text does not have`,
  'tags-differ': (what: string) => `differs from the English text in the tag <${what}>`,
  'options-differ': (what: string) => `has other options for {${what}} than the English text`,
  'plural-form-missing': (what: string) => `lacks the plural form ${what}`,
  'plural-form-number': (what: string) =>
    `writes 1 instead of # in the plural form ${what}, which is also that of other numbers`,
}

/** Serves the texts that the member replaces. The sign-in page needs them, so everybody may read them. */
export function textRoutes(app: App, overrides: TextOverrides): void {
  app.get(
    '/v1/texts/:language',
    {
      config: { open: true },
      schema: {
        summary: 'Read the texts of the desk that the member replaces, in one language',
        params: z.object({ language: Language }),
        response: { 200: OverriddenTexts },
      },
    },
    (request) => ({ texts: overrides[request.params.language] ?? {} }),
  )
}
