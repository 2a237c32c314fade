import type { SignalType } from '@entente/contracts'
import { badRequest } from './refuse.ts'

/** What HMA's clients call the types of signals (requirements, content 3.1). Two names may stand for one type. */
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

/** The name under which a signal of each type is handed out. */
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

/** The type that a name stands for. An unknown one is answered 400. */
export function typeOf(name: string): SignalType {
  if (!Object.hasOwn(typeOfName, name)) throw badRequest(`No such signal type: ${name.slice(0, 60)}.`)
  return typeOfName[name as HmaName]
}

/** What is hashed of each kind of content; the first unless a client names others. */
export const namesOfContent = {
  photo: ['pdq', 'md5', 'sha256'],
  video: ['video_md5', 'md5', 'sha256'],
} as const satisfies Record<string, readonly HmaName[]>
export type ContentKind = keyof typeof namesOfContent

/** An unknown kind of content is answered 400. */
export function contentKind(text: string): ContentKind {
  if (!Object.hasOwn(namesOfContent, text)) throw badRequest(`No such content type: ${text.slice(0, 60)}.`)
  return text as ContentKind
}

/** The names of a list with commas, or the usual ones of this content. One that this content does not have is answered 400. */
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
