import { readFileSync } from 'node:fs'
import { z } from 'zod'
import shipped from './airport-zones.json' with { type: 'json' }

/** Maps an airport to the IANA time zone of its local times. */
export interface AirportZones {
  /** Origin of the table, for a person who checks it. */
  source: string
  /** An airport that is not in the table counts as UTC, and `known` is false. */
  zoneOf(airport: string | null): { zone: string; known: boolean }
}

const Table = z.strictObject({
  source: z.string().min(1),
  zones: z.record(z.string().refine(isZone, 'not a time zone'), z.string().regex(/^[A-Z]{3}( [A-Z]{3})*$/)),
})

/**
 * Reads the table of airports and zones: the shipped one, or an operator's own file of the same form (`{ source, zones:
 * { "Europe/Oslo": "OSL TRF" } }`). Throws if the file cannot be read or has another form.
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
