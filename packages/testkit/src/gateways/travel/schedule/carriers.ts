/** The message formats of one invented carrier. All of them follow the standard. */
export interface Carrier {
  /** Invented two-character designator. */
  code: string
  name: string
  hub: string
  paxlst: 'un' | 'us'
  /** How long lists are sent: split into the parts C..F, and these in one interchange each or in a single one. */
  parts: 'none' | 'interchanges' | 'one-interchange'
  pnrgov: 'edifact' | 'xml'
  pnrgovVersion: string
  /** UNOA: ASCII capitals; UNOC: Latin-1; UNOY: UTF-8. */
  charset: 'UNOA' | 'UNOC' | 'UNOY'
  una: 'absent' | 'default' | 'repetition' | 'own'
  group: boolean
  lineEnds: '' | '\n' | '\r\n'
  typeB: boolean
  /** Position of a title after the given name in reservations. */
  title: 'glued' | 'blank' | 'none'
  interactive: boolean
}

const usual = {
  paxlst: 'un',
  parts: 'none',
  pnrgov: 'edifact',
  pnrgovVersion: '11:1:IA',
  charset: 'UNOA',
  una: 'default',
  group: false,
  lineEnds: '',
  typeB: false,
  title: 'blank',
  interactive: false,
} as const satisfies Partial<Carrier>

export const carriers: readonly Carrier[] = [
  { ...usual, code: 'X0', name: 'Polaris Meridian', hub: 'LHR', group: true, una: 'repetition', interactive: true },
  { ...usual, code: '0K', name: 'Kestrel Lines', hub: 'FRA', charset: 'UNOC', parts: 'interchanges', title: 'none' },
  { ...usual, code: 'Q0', name: 'Caravel Air', hub: 'LIS', title: 'glued', lineEnds: '\r\n', interactive: true },
  { ...usual, code: 'Y0', name: 'Halcyon Airways', hub: 'DXB', una: 'absent', pnrgovVersion: '13:1:IA' },
  { ...usual, code: '0Z', name: 'Zephyrine', hub: 'CDG', pnrgov: 'xml', charset: 'UNOY', pnrgovVersion: '16.1' },
  { ...usual, code: 'V0', name: 'Tamarind Air', hub: 'NBO', paxlst: 'us', una: 'default', group: true },
  { ...usual, code: 'J0', name: 'Junco Express', hub: 'JFK', parts: 'one-interchange', pnrgovVersion: '15:1:IA' },
  { ...usual, code: '0N', name: 'Norrsken Flyg', hub: 'ARN', charset: 'UNOC', lineEnds: '\n', una: 'own' },
  { ...usual, code: 'W0', name: 'Harmattan Wings', hub: 'LOS', typeB: true, title: 'glued', pnrgovVersion: '10:1:IA' },
  { ...usual, code: '0L', name: 'Lotus Pacific', hub: 'ICN', pnrgov: 'xml', charset: 'UNOY', interactive: true },
  { ...usual, code: 'K0', name: 'Kite and Anchor', hub: 'IST', pnrgovVersion: '21:1:IA', una: 'repetition' },
  { ...usual, code: '0P', name: 'Pampero', hub: 'EZE', charset: 'UNOC', title: 'none' },
]
