import type { CargoFinding } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { type AcrossFindings, compareLoads, finding } from './check-across.ts'

/** A page of a manifest. `continued` says that more pages follow. */
export interface ManifestPage {
  page: number
  continued: boolean
}

/**
 * Returns the number of the first page of a manifest that is missing: one before the last known page, or the next one after a page
 * that continues. Null if all are there.
 */
export function missingPage(pages: readonly ManifestPage[]): number | null {
  const known = new Map(pages.map(({ page, continued }) => [page, continued]))
  const last = Math.max(0, ...known.keys())
  for (let page = 1; page <= last; page += 1) if (!known.has(page)) return page
  return known.get(last) === true ? last + 1 : null
}

/** What the pages of its manifests say about a consignment: `missing` is null if all pages are there. */
export interface PagesOf {
  missing: number | null
}

/** Reads which consignments are on manifests with pages, and the first page that each lacks. Runs one statement. */
export async function readPages(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<Map<string, PagesOf>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<PagesOf & { id: string }>`
    select c.id, min(p.missing) as missing from unnest(${[...ids]}::uuid[]) as c (id)
    cross join lateral (select message_id, read_version from cargo_filing
      where consignment_id = c.id and in_force and format = 'ffm' offset 0) f
    join cargo_manifest_page p on p.message_id = f.message_id and p.read_version = f.read_version
    group by c.id`.execute(tx.db)
  return new Map(rows.map(({ id, missing }) => [id, { missing }]))
}

/**
 * Compares the loads of a consignment on all pages and flights with its pieces (rules R5, R13). While a page is missing, fewer pieces
 * mean nothing, and the missing page is a finding.
 */
export function checkPages(value: MergedConsignment, pages: PagesOf | undefined): AcrossFindings {
  if (pages === undefined) return { found: [], isSettled: () => false }
  const { missing } = pages
  const compared = compareLoads(value.consignment, value.consignment.pieces, value.loads)
  const isLess = ({ code }: Pick<CargoFinding, 'code'>) => code === 'PART_SHIPMENT'
  const found = compared === null ? [] : compared.filter((one) => missing === null || !isLess(one))
  if (missing !== null)
    found.push(
      finding({
        ...{
          code: 'MANIFEST_CONTINUES',
          consignment: value.consignment.id,
          rule: 'R13',
          expected: missing,
          actual: null,
        },
        message: `Page ${missing} of a manifest with these goods is missing.`,
      }),
    )
  const isOfLoads = ({ code, rule }: Pick<CargoFinding, 'code' | 'rule'>) =>
    rule === 'R5' && (code === 'PART_SHIPMENT' || code === 'EXCESS_PIECES')
  return {
    found,
    isSettled: (one) => isOfLoads(one) && (compared !== null || (missing !== null && isLess(one))),
  }
}

/** Returns codes with those of the pages in place of those of single messages. */
export function codesWithPages(
  value: MergedConsignment,
  codes: readonly string[],
  pages: PagesOf | undefined,
): string[] {
  if (pages === undefined) return [...codes]
  const { found, isSettled } = checkPages(value, pages)
  const kept = codes.filter((code) => !isSettled({ code, rule: 'R5' }))
  return [...new Set([...kept, ...found.map(({ code }) => code)])].sort()
}
