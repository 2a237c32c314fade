import type { Scope } from '../model/scope.ts'
import type { XmlNode } from '../xml/xml-node.ts'

interface Weighed {
  grossKg: number | null
  volumeM3: number | null
}

/** Reads the gross mass and the volume of an element. `mass` is the name of its mass, which differs by level. */
export function readMeasures<T extends Weighed>(scope: Scope<T>, node: XmlNode, mass: string): void {
  // The fields of every T are those of Weighed; the compiler does not follow that through a generic.
  const weighed = scope as unknown as Scope<Weighed>
  const gross = node.child(mass)
  weighed.kilograms('grossKg', gross, unitOf(gross))
  const volume = node.child('GrossVolumeMeasure')
  weighed.cubicMetres('volumeM3', volume, unitOf(volume))
}

/** Returns the stated unit of a measure; null if it states none. */
export const unitOf = (node: XmlNode | undefined): string | null => node?.attributes.unitCode ?? null
