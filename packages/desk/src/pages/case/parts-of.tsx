import type { CaseParts, DeskGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { text } from '../../texts/text.ts'

/** The parts of a case whose gateway has no parts of its own: its subject, beside the common parts. */
const plainParts: CaseParts = {
  back: (detail) => ({ to: paths.queue({ sel: detail.id }), label: text('case.crumbQueue') }),
  Title: ({ detail }) => <bdi>{detail.subject.label}</bdi>,
}

const loaded = new Map<string, Promise<CaseParts>>()
/** The parts of a gateway, loaded once, when the first case of it is opened. A failed load is tried again with the next case. */
export function partsOf({ kind, loadCase }: DeskGateway): Promise<CaseParts> {
  const known = loaded.get(kind)
  if (known) return known
  const parts = loadCase ? loadCase() : Promise.resolve(plainParts)
  loaded.set(kind, parts)
  parts.catch(() => loaded.delete(kind))
  return parts
}
