import type { CaseTimeline, TimelineLane, TimelineMark } from '@entente/contracts'
import { actText, type DeskGateway } from '../../../app/gateway.ts'
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

/**
 * Turns the marks of the node into entries, oldest first. Facts of one moment are one entry. The case's gateway
 * `of` names its acts.
 */
export function entriesOf(timeline: CaseTimeline, gateways: readonly DeskGateway[], of?: DeskGateway): Entry[] {
  const valuesOf = ({ values, mine }: TimelineMark, own: string) => ({
    ...values,
    ...(of !== undefined && actOf(values, of)),
    ...(mine && { name: own }),
  })
  const words = (mark: TimelineMark): string => {
    const values = valuesOf(mark, text('case.timeline.you'))
    return inOwnLanguage({ ...mark, values }, gateways) ?? mark.text
  }
  const short = (mark: TimelineMark, sentence: string): string => {
    const at = mark.key.lastIndexOf('.')
    const [group, name] = [mark.key.slice(0, at), mark.key.slice(at + 1)]
    const values = valuesOf(mark, text('case.timeline.byYou'))
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

/** Returns the words of an act that has none of its own in the sentences of the node, which send its code with blanks. */
function actOf({ act, words }: TimelineMark['values'], gateway: DeskGateway): { words?: string } {
  if (act !== 'other' || typeof words !== 'string') return {}
  const code = words.replaceAll(' ', '-')
  const own = actText(gateway, code, 'report') ?? actText(gateway, code, 'name')
  return own === undefined ? {} : { words: own }
}

/** The most letters of words in the picture, where a sentence has no short form. */
const longest = 34
const shortOf = (sentence: string): string => {
  const plain = sentence.replace(/\.$/, '')
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).trimEnd()}…`
}
