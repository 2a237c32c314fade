import { type FindType, useGateways } from '../../app/gateway.ts'

/** The types of what the palette finds, in display order: cases, the types of the gateways, then what only the desk knows. */
export function useFindTypes(): readonly FindType[] {
  const gateways = useGateways()
  return [
    { type: 'case', prefix: 'c', icon: 'queue' },
    ...gateways.flatMap(({ finds = [] }) => finds),
    { type: 'signal', prefix: 's', icon: 'signals' },
    { type: 'member', prefix: 'm', icon: 'network' },
    { type: 'action', prefix: '>', icon: 'tick' },
  ]
}

/** A typed text with the type that its prefix names, without the prefix. */
interface Typed {
  type: string
  words: string
}

/**
 * Reads a prefix such as `c:` or `>` at the beginning of a typed text; null if it has none.
 *
 * @example readTyped('p: benh', types) // { type: 'person', words: 'benh' }
 */
export function readTyped(typed: string, types: readonly Pick<FindType, 'type' | 'prefix'>[]): Typed | null {
  const [, sign, letter, words = ''] = /^\s*(?:([^\p{L}\p{N}\s])|(\p{L})\s?[:：])\s*(.*)$/su.exec(typed) ?? []
  const prefix = sign ?? letter?.normalize('NFKC').toLowerCase()
  const found = types.find((each) => each.prefix === prefix)
  return found === undefined ? null : { type: found.type, words }
}
