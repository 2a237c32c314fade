import type { KillSwitch, StopChoice } from '@entente/contracts'
import { codeText, type DeskGateway } from '../../app/gateway.ts'
import { findText, text } from '../../texts/text.ts'

/** Names what is stopped, or can be: `List: Sanctions 2026`. */
export function scopeName(
  gateways: readonly DeskGateway[],
  { type, id, name }: Pick<StopChoice, 'type' | 'id'> & { name?: string | null },
): string {
  if (type === 'all' || id === null) return text('stop.all')
  const kind = findText(`stop.type.${type}`) ?? type
  if (type === 'gateway') {
    const gateway = gateways.find((one) => one.kind === id)
    return `${kind}: ${gateway?.findText(`${id}.queue.name`) ?? id}`
  }
  if (type === 'surface')
    return `${kind}: ${codeText(gateways, `stop.surface.${id}`) ?? findText(`stop.surface.${id}`) ?? id}`
  return `${kind}: ${name ?? id}`
}

/** Names a stop of the list. */
export const stopName = (gateways: readonly DeskGateway[], stop: KillSwitch): string =>
  scopeName(gateways, { ...stop.scope, name: stop.name })
