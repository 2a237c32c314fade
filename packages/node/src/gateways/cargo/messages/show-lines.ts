import type { CargoFinding, CargoLines } from '@entente/contracts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import { openRawStream } from '../../../pipeline/raw/raw-files.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { PartContent } from '../classes/content-classes.ts'
import { lineAt, readAround, readLines } from './read-lines.ts'
import { formatShown } from './sniff-format.ts'

/** Formats in EDIFACT: their findings name segments. */
const edifact: ReadonlySet<string | null> = new Set(['cuscar', 'baplie'])

/**
 * Shows lines or segments of a message as received, each with the findings whose place is in it: those around the byte
 * `byte` if it is given, else those from the index `from` on.
 */
export async function showLines(
  tx: Tx,
  deps: Pick<CoreDeps, 'dataRoot'>,
  row: MessageRow,
  { byte, from, limit }: { byte: number | null; from: number; limit: number },
): Promise<CargoLines> {
  const kind = edifact.has(formatShown(row.format)) ? 'segments' : 'lines'
  const at = byte === null ? from : await lineAt(openRawStream(tx, deps, row), kind, byte)
  const begin = byte === null ? at : Math.max(0, at - Math.floor(limit / 2))
  const { lines, next } = await readLines(openRawStream(tx, deps, row), kind, { from: begin, limit })
  const [first, last] = [lines[0], lines.at(-1)]
  const findings = first === undefined || last === undefined ? [] : await findingsBetween(tx, row, first.from, last.to)
  return {
    kind,
    items: lines.map((line) => ({
      ...line,
      findings: findings
        .filter(({ position }) => position !== null && position.byte >= line.from && position.byte < line.to)
        .map(({ code, severity, message, consignment, at, position }) => ({
          ...{ code, severity, message, consignment, at, byte: position?.byte ?? line.from },
        })),
    })),
    first: begin,
    next,
    around: byte === null ? null : await readAround(openRawStream(tx, deps, row), byte),
  }
}

/** Reads the findings of the newest reading whose place is in these bytes. Only parts with findings are opened. */
async function findingsBetween(tx: Tx, row: MessageRow, from: number, to: number): Promise<CargoFinding[]> {
  const parts = await tx.db
    .selectFrom('cargo_reading_part')
    .select(['a', 'b'])
    .where('message_id', '=', row.id)
    .where('read_version', '=', row.read_version)
    .where('has_findings', '=', true)
    .orderBy('ordinal')
    .execute()
  return parts.flatMap((part) =>
    tx
      .open<PartContent>({ ...row, ...part } as PersonalRow)
      .value.findings.filter(({ position }) => position !== null && position.byte >= from && position.byte < to),
  )
}
