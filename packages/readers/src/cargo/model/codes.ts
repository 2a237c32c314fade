import type { CargoConsignment, CargoHeader, CargoMode } from '@entente/contracts'
import { codeTable } from './code-table.ts'

// Code lists that several formats share. A format with codes of its own adds them to its own table.

/** Modes of transport (UN/ECE Recommendation 19). */
const modes = codeTable<CargoMode>({
  '1': 'sea',
  '2': 'rail',
  '3': 'road',
  '4': 'air',
  '5': 'mail',
  '6': 'multimodal',
  '7': 'fixed',
  '8': 'inland-waterway',
})

/** Returns the mode of a code of UN/ECE Recommendation 19; a leading zero does not matter. Null for an unknown code. */
export const modeOf = (code: string | null): CargoMode | null =>
  code === null ? null : (modes[code.replace(/^0+(?=\d)/, '')] ?? null)

/** Functions of a message (UN/EDIFACT 1225). */
export const functions = codeTable<CargoHeader['function']>({
  '1': 'cancellation',
  '2': 'amendment',
  '3': 'amendment',
  '4': 'amendment',
  '5': 'replacement',
  '9': 'original',
  '22': 'final',
})

/** The purpose of each consignment by the function of its message. */
export const purposes: Readonly<Record<CargoHeader['function'], CargoConsignment['purpose']>> = {
  original: 'original',
  amendment: 'amendment',
  replacement: 'amendment',
  cancellation: 'cancellation',
  final: 'unknown',
  unknown: 'unknown',
}

/** Movements of goods (UN/EDIFACT 7365, ASYCUDA Bol_nature). */
export const natures = codeTable<NonNullable<CargoConsignment['nature']>>({
  '22': 'export',
  '23': 'import',
  '24': 'transit',
  '28': 'transhipment',
})
