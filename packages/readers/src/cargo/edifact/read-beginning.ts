import type { CargoHeader } from '@entente/contracts'
import { functions } from '../model/codes.ts'
import type { Scope } from '../model/scope.ts'
import type { Segment } from './segment.ts'

/** Reads BGM: the type, number and function of the document. */
export function readBeginning(header: Scope<CargoHeader>, segment: Segment): void {
  const code = segment.sent(3)
  header.text('typeCode', segment.sent(1))
  header.text('documentNumber', segment.sent(2))
  header.text('functionCode', code)
  header.set('function', functions[code?.text ?? ''] ?? 'unknown', code)
}
