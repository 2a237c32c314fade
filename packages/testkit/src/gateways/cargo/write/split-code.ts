import type { Shipment } from '../plan/shipment.ts'

/** T: all pieces stand in one place of this flight. D: they are divided over unit load devices of this flight. */
export const splitCode = ({ loads }: Shipment): 'T' | 'D' => (loads.length > 1 ? 'D' : 'T')
