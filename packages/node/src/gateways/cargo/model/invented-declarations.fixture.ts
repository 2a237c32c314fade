import { seededRandom } from '@entente/readers'
import { type Declarations, readDeclarations } from './read-declarations.ts'

/** One invented declaration, by the columns of the file. */
export type Cells = Record<string, string>

/**
 * Invents declarations. Fraud is frequent only where the import type is 12 and the price is low for the mass. The goods and
 * their origin say nothing. Each importer declares about twice.
 */
export function inventDeclarations(count: number, seed: number): Cells[] {
  const random = seededRandom(seed)
  const pick = (items: readonly string[]): string => items[random(items.length)] as string
  return Array.from({ length: count }, (_, row) => {
    const [importType, mass, price] = [pick(['11', '12']), 1 + random(900), random(90_000)]
    const fraud = random(100) < (importType === '12' && price < 60 * mass ? 70 : 5)
    return {
      'Declaration ID': String(30_000_000 + seed * 100_000 + row),
      Date: `2031-0${1 + random(9)}-${10 + random(18)}`,
      'Office ID': pick(['7', '8', '9']),
      'Process Type': 'B',
      'Import Type': importType,
      'Import Use': pick(['21', '22']),
      'Payment Type': pick(['1', '2']),
      'Mode of Transport': pick(['10', '40']),
      'Declarant ID': `D${random(40)}`,
      'Importer ID': `I${random(Math.ceil(count / 2))}`,
      'Seller ID': random(5) === 0 ? '' : `S${random(200)}`,
      'Courier ID': random(5) === 0 ? `C${random(9)}` : '',
      'HS6 Code': pick(['847130', '847141', '392690', '610910', '950300', '940360']),
      'Country of Departure': pick(['XA', 'XB', 'XC']),
      'Country of Origin': pick(['XA', 'XB', 'XC']),
      'Tax Rate': pick(['0.0', '6.5', '8.0']),
      'Tax Type': pick(['A', 'C']),
      'Country of Origin Indicator': pick(['G', 'Y']),
      'Net Mass': `${mass}.0`,
      'Item Price': String(price),
      Fraud: fraud ? '1' : '0',
      'Critical Fraud': fraud ? (random(20) === 0 ? '2' : '1') : '0',
    }
  })
}

/** Writes declarations as separated values, with the columns of the first. */
export function writeDeclarations(rows: readonly Cells[]): Uint8Array {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
  return new TextEncoder().encode(lines.map((cells) => `${cells.join(',')}\n`).join(''))
}

export const declarationsOf = (rows: readonly Cells[]): Declarations =>
  readDeclarations(writeDeclarations(rows), 'invented.csv')
