import type { MediaHashes, SignalInput, SignalType } from '@entente/contracts'

/** Kinds that are typed or pasted, in the order in which they are offered. */
export const typedKinds = ['pdq', 'sha256', 'sha1', 'md5', 'tlsh', 'url', 'text'] as const satisfies SignalType[]
export type TypedKind = (typeof typedKinds)[number]

/** What was typed, one signal a line; a text is one signal, with its line breaks. Empty lines are no signals. */
export function valuesOf(kind: TypedKind, typed: string): SignalInput[] {
  if (kind === 'text') return typed.trim() === '' ? [] : [{ type: kind, value: typed.trim() }]
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((value) => ({ type: kind, value }))
}

/** By what a file is told when it goes into a bank: its bytes, its picture or frames, its words. A picture too plain to be told apart goes by its bytes alone. */
export function signalsOfFile(hashes: MediaHashes, words: string | null): SignalInput[] {
  const { sha256, md5, pdq, vpdq, tlsh } = hashes
  const frames = vpdq?.frames.map(({ frame, quality, hash, time }) => `${frame},${quality},${hash},${time.toFixed(3)}`)
  return [
    ...(pdq?.usable ? [{ type: 'pdq', value: pdq.hash, quality: pdq.quality }] : []),
    ...(frames !== undefined && frames.length > 0 ? [{ type: 'vpdq', value: frames.join('\n') }] : []),
    ...(words !== null && words.trim() !== '' ? [{ type: 'text', value: words.trim() }] : []),
    ...(tlsh === null ? [] : [{ type: 'tlsh', value: tlsh }]),
    ...(sha256 === null ? [] : [{ type: 'sha256', value: sha256 }]),
    ...(md5 === null ? [] : [{ type: 'md5', value: md5 }]),
  ]
}
