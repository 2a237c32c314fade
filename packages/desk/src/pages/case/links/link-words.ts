import type { LinkNode } from '@entente/contracts'
import { enumerate } from '../../../texts/lists.ts'
import { text } from '../../../texts/text.ts'
import { dateUtc } from '../../../texts/times.ts'

/** Returns the name of a node: the person, the shortened detail, or a number of people. */
export function nodeName({ kind, label, masked, people, morePeople }: LinkNode): string {
  if (masked) return text('case.masked')
  if (kind === 'people') return text(morePeople ? 'case.links.morePeople' : 'case.links.people', { count: people ?? 0 })
  return label === '' ? text('case.links.unnamed') : label
}

/** Describes a node in a few words: what it is, where and when, and its case. */
export function nodeNote(node: LinkNode): string {
  const { kind, where, day, reference, people } = node
  const parts = [
    text(`case.links.kinds.${kind}`, { people: people ?? 0 }),
    where,
    day === null ? null : dateUtc(day),
    kind === 'case' ? null : reference,
  ]
  return enumerate(parts.flatMap((part) => part || []))
}
