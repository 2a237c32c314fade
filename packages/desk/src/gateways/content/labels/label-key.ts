import type { Label } from '@entente/contracts'

/** A label as one word of a form. Codes, schemes and versions have no blank in them. */
export const labelKey = ({ scheme, version, code }: Label): string => `${scheme} ${version} ${code}`

/** The label of such a word. */
export function labelOf(key: string): Label {
  const [scheme = '', version = '', code = ''] = key.split(' ')
  return { scheme, version, code }
}
