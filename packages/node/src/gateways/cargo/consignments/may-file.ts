import { type CargoFormat, CargoSenderSettings } from '@entente/contracts'
import type { FiledContent } from '../classes/content-classes.ts'

const manifests: ReadonlySet<CargoFormat> = new Set(['ffm', 'xffm', 'baplie'])

/**
 * Returns whether a filer with these settings may file this content. A filer without `carriers` may file for all. A
 * declaration has no carrier, and an unknown carrier is allowed, because nothing tells whose goods these are.
 */
export function mayFile(settings: unknown, format: CargoFormat, content: FiledContent): boolean {
  const { success, data } = CargoSenderSettings.safeParse(settings)
  // Settings that this release cannot read allow nothing: they may name carriers.
  if (!success && settings !== null && settings !== undefined) return content.consignment.level === 'declaration'
  const carriers = success ? data.carriers : []
  if (carriers.length === 0 || content.consignment.level === 'declaration') return true
  const carrier = carrierOf(carriers, format, content)
  return carrier === null || carriers.includes(carrier.toUpperCase())
}

/** A manifest lists goods of other carriers too, so its own carrier counts. A bill has its carrier in its number or key. */
function carrierOf(carriers: readonly string[], format: CargoFormat, content: FiledContent): string | null {
  const { consignment, conveyance } = content
  if (manifests.has(format)) return conveyance?.carrier ?? null
  const [mode, first = ''] = consignment.key.split('/')
  if (mode === 'sea') return first === '?' ? null : first
  // Prefixes of air waybills cannot be chosen by the filer; codes of airlines in the route can.
  const prefix = /^\d{3}(?=-)/.exec(first)?.[0] ?? null
  const stated = consignment.route[0]?.carrier ?? conveyance?.carrier ?? null
  if (prefix !== null && (stated === null || carriers.some((code) => /^\d{3}$/.test(code)))) return prefix
  return stated
}
