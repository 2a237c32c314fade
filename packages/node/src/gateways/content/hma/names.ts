import type { SignalType } from '@entente/contracts'
import { badRequest } from './refuse.ts'

/** Names of signal types in HMA's clients. Two names may mean one type. */
const typeOfName = {
  pdq: 'pdq',
  video_md5: 'md5',
  md5: 'md5',
  sha256: 'sha256',
  vpdq: 'vpdq',
  text_tlsh: 'tlsh',
  raw_text: 'text',
  url: 'url',
} as const satisfies Record<string, SignalType>
export type HmaName = keyof typeof typeOfName
export const hmaNames = Object.keys(typeOfName) as HmaName[]

/** The name of each type in answers. */
const nameOfType = {
  pdq: 'pdq',
  md5: 'video_md5',
  sha1: 'sha1',
  sha256: 'sha256',
  vpdq: 'vpdq',
  tmk: 'tmk',
  tlsh: 'text_tlsh',
  text: 'raw_text',
  url: 'url',
} as const satisfies Record<SignalType, string>
export const nameOf = (type: SignalType): string => nameOfType[type]

/** Returns the type of a name. An unknown name is answered 400. */
export function typeOf(name: string): SignalType {
  if (!Object.hasOwn(typeOfName, name)) throw badRequest(`No such signal type: ${name.slice(0, 60)}.`)
  return typeOfName[name as HmaName]
}

/** The types that are hashed for each kind of content. If a client names no types, the first is used. */
export const namesOfContent = {
  photo: ['pdq', 'md5', 'sha256'],
  video: ['video_md5', 'md5', 'sha256'],
} as const satisfies Record<string, readonly HmaName[]>
export type ContentKind = keyof typeof namesOfContent

/** Reads a kind of content. An unknown one is answered 400. */
export function contentKind(text: string): ContentKind {
  if (!Object.hasOwn(namesOfContent, text)) throw badRequest(`No such content type: ${text.slice(0, 60)}.`)
  return text as ContentKind
}

/**
 * Reads a comma-separated list of names, or returns the default one of this kind of content. A name that the kind does
 * not have is answered 400.
 */
export function namesWanted(kind: ContentKind, list: string | undefined): HmaName[] {
  const possible: readonly HmaName[] = namesOfContent[kind]
  if (list === undefined || list.trim() === '') return possible.slice(0, 1)
  return list.split(',').map((text) => {
    const name = possible.find((one) => one === text.trim())
    if (name === undefined)
      throw badRequest(`Content of type ${kind} has no signal of type ${text.trim().slice(0, 60)}.`)
    return name
  })
}
