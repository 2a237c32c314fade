import { readFileSync } from 'node:fs'
import { z } from 'zod'
import shipped from './airport-zones.json' with { type: 'json' }

/** Which IANA time zone an airport's local times are in. */
export interface AirportZones {
  /** Where the table comes from, for whoever checks it. */
  source: string
  /** An airport the table lacks counts as UTC, and `known` is false. */
  zoneOf(airport: string | null): { zone: string; known: boolean }
}

const Table = z.strictObject({
  source: z.string().min(1),
  zones: z.record(z.string().refine(isZone, 'not a time zone'), z.string().regex(/^[A-Z]{3}( [A-Z]{3})*$/)),
})

/**
 * The table airport -> zone: the one shipped, or an operator's own file of the same form (`{ source, zones: { "Europe/Oslo": "OSL TRF" } }`).
 * Throws where the file cannot be read or is not of that form.
 */
export function readAirportZones(file?: string): AirportZones {
  const table = Table.parse(file === undefined ? shipped : JSON.parse(readFileSync(file, 'utf8')))
  const zones = new Map<string, string>()
  for (const [zone, airports] of Object.entries(table.zones)) {
    for (const airport of airports.split(' ')) zones.set(airport, zone)
  }
  return {
    source: table.source,
    zoneOf(airport) {
      const zone = airport === null ? undefined : zones.get(airport)
      return zone === undefined ? { zone: 'UTC', known: false } : { zone, known: true }
    },
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
