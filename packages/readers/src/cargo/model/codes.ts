import type { CargoConsignment, CargoHeader, CargoMode } from '@entente/contracts'

// Code lists that several formats share. A format with codes of its own adds them to its own table.

/** Modes of transport (UN/ECE Recommendation 19). */
export const modes: Readonly<Record<string, CargoMode>> = {
  '1': 'sea',
  '2': 'rail',
  '3': 'road',
  '4': 'air',
  '5': 'mail',
  '6': 'multimodal',
  '7': 'fixed',
  '8': 'inland-waterway',
}

/** Functions of a message (UN/EDIFACT 1225). */
export const functions: Readonly<Record<string, CargoHeader['function']>> = {
  '1': 'cancellation',
  '2': 'amendment',
  '3': 'amendment',
  '4': 'amendment',
  '5': 'replacement',
  '9': 'original',
  '22': 'final',
}

/** What the function of a message says about each of its consignments. */
export const purposes: Readonly<Record<CargoHeader['function'], CargoConsignment['purpose']>> = {
  original: 'original',
  amendment: 'amendment',
  replacement: 'amendment',
  cancellation: 'cancellation',
  final: 'unknown',
  unknown: 'unknown',
}

/** Movements of goods (UN/EDIFACT 7365, ASYCUDA Bol_nature). */
export const natures: Readonly<Record<string, NonNullable<CargoConsignment['nature']>>> = {
  '22': 'export',
  '23': 'import',
  '24': 'transit',
  '28': 'transhipment',
}
