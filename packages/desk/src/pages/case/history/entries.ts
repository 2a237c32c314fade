import type { CaseTimeline, TimelineLane, TimelineMark } from '@entente/contracts'
import type { DeskGateway } from '../../../app/gateway.ts'
import { inOwnLanguage } from '../../../app/sentence-of-node.tsx'
import { list } from '../../../texts/lists.ts'
import { text } from '../../../texts/text.ts'

/** An entry of the list and its mark in the picture. */
export interface Entry {
  id: string
  time: number
  lane: TimelineLane
  form: TimelineMark['form']
  /** The sentence in the list, and a few words for the picture. */
  text: string
  short: string
  ref: string | null
}
/** The kinds that the list can be filtered by. */
export const kinds = ['all', 'evidence', 'people', 'answers'] as const
export type Kind = (typeof kinds)[number]
export const kindOf = ({ lane }: Pick<Entry, 'lane'>): Exclude<Kind, 'all'> =>
  lane === 'people' || lane === 'answers' ? lane : 'evidence'

/** Turns the marks of the node into entries, oldest first. What became known at one moment is one entry. */
export function entriesOf(timeline: CaseTimeline, gateways: readonly DeskGateway[]): Entry[] {
  const words = (mark: TimelineMark): string => {
    const values = mark.mine ? { ...mark.values, name: text('case.timeline.you') } : mark.values
    return inOwnLanguage({ ...mark, values }, gateways) ?? mark.text
  }
  const short = (mark: TimelineMark, sentence: string): string => {
    const at = mark.key.lastIndexOf('.')
    const [group, name] = [mark.key.slice(0, at), mark.key.slice(at + 1)]
    const values = mark.mine ? { ...mark.values, name: text('case.timeline.byYou') } : mark.values
    const key = group === 'history' ? `case.timeline.short.${name}` : `${group}.short.${name}`
    return inOwnLanguage({ key, values, text: '' }, gateways) ?? shortOf(sentence)
  }
  const known = new Map<string, string[]>()
  const entries: Entry[] = []
  for (const [place, mark] of timeline.marks.entries()) {
    const sentence = words(mark)
    const { at, lane, form, ref } = mark
    if (form === 'since') known.set(at, [...(known.get(at) ?? []), sentence])
    else
      entries.push({
        ...{ id: `m${place}`, time: Date.parse(at), lane, form, ref },
        ...{ text: sentence, short: short(mark, sentence) },
      })
  }
  for (const [at, names] of known) {
    const fields = list(names)
    entries.push({
      ...{ id: `k${at}`, time: Date.parse(at), lane: 'known', form: 'since', ref: null },
      ...{ text: text('case.timeline.known', { fields }), short: fields },
    })
  }
  return entries.sort((a, b) => a.time - b.time)
}

/** The most letters of words in the picture, where a sentence has no short form. */
const longest = 34
const shortOf = (sentence: string): string => {
  const plain = sentence.replace(/\.$/, '')
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).trimEnd()}…`
}
