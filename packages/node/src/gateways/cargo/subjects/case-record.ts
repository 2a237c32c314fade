import type { CargoParty, CaseRecord, Section, Text } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { openNewest } from '../consignments/open-version.ts'

const label = (name: string, text: string): Text => ({ key: `cargo.record.${name}`, values: {}, text })
const column = (id: string, text: string) => ({ id, label: label(`column.${id}`, text) })
const row = (cells: (string | null)[]) => ({ id: null, href: null, cells })
const text = (value: string | number | null): string | null => (value === null ? null : String(value))

/** Builds the record of a consignment for a case, as sections for every reader. */
export async function caseRecord(tx: Tx, consignmentId: string): Promise<CaseRecord> {
  const [found] = await openNewest(tx, [consignmentId])
  const opened = found?.open()
  if (found === undefined || opened === undefined) throw fail('not-found')
  const versions = await tx.db
    .selectFrom('cargo_version')
    .select(['version', 'at', 'changed'])
    .where('consignment_id', '=', consignmentId)
    .orderBy('version')
    .execute()
  const { value, masked } = opened
  return {
    masked,
    maskAt: found.mask_at?.toISOString() ?? null,
    deleteAt: found.delete_at.toISOString(),
    sections: [
      goodsSection(value, masked),
      partiesSection(value),
      itemsSection(value),
      routeSection(value),
      loadsSection(value),
      differencesSection(value),
      {
        ...{ id: 'versions', title: label('versions', 'Versions'), kind: 'timeline' },
        entries: versions.map(({ version, at, changed }) => ({
          ...{ at: at.toISOString(), href: null, text: versionText(version, changed) },
        })),
      },
    ],
    details: null,
  }
}

const versionText = (version: number, changed: readonly string[]): Text => ({
  key: 'cargo.record.version',
  values: { version, changed: changed.join(', ') },
  text: changed.length === 0 ? `Version ${version}` : `Version ${version}: ${changed.join(', ')}`,
})

function goodsSection({ consignment: c, conveyance }: MergedConsignment, masked: boolean): Section {
  const field = (name: string, title: string, value: string | number | null, isMasked = false) => ({
    ...{ field: name, label: label(`field.${name}`, title), value: text(value), masked: isMasked },
    ...{ messageId: null, at: `/consignment/${name}` },
  })
  const journey = [conveyance?.name ?? null, conveyance?.reference ?? null].filter((part) => part !== null).join(' ')
  const fields = [
    field('description', 'goods', c.description, masked),
    field('key', 'key', c.key),
    field('level', 'level', c.level),
    field('masterId', 'master', c.masterId),
    field('pieces', 'pieces', c.pieces),
    field('packages', 'packages', c.packages),
    field('grossKg', 'gross mass in kg', c.grossKg),
    field('volumeM3', 'volume in m³', c.volumeM3),
    field('value', 'value', c.value === null ? null : `${c.value.amount} ${c.value.currency ?? ''}`.trim()),
    field('origin', 'origin', c.origin ?? c.portOfLoading),
    field('destination', 'destination', c.destination ?? c.portOfDischarge),
    field('conveyance', 'flight or voyage', journey === '' ? null : journey),
    field('hsCodes', 'HS codes', c.hsCodes.join(', ') || null),
    field('unNumbers', 'UN numbers', c.unNumbers.join(', ') || null),
    field('equipmentIds', 'equipment', c.equipmentIds.join(', ') || null),
    field('specialHandling', 'special handling', c.specialHandling.join(', ') || null),
    field('handlingText', 'handling', c.handlingText.join('; ') || null, masked),
  ]
  const stated = fields.filter(({ value, masked: isMasked }) => value !== null || isMasked)
  return { id: 'goods', title: label('goods', 'Consignment'), kind: 'fields', fields: stated }
}

function partiesSection({ consignment }: MergedConsignment): Section {
  const cells = (party: CargoParty) => [
    party.role,
    party.toOrder ? 'to order' : party.name,
    [party.street, party.postcode, party.city, party.subdivision].filter((part) => part !== null).join(', ') || null,
    party.country,
    party.contacts.map(({ type, value }) => `${type} ${value}`).join(', ') || null,
    party.taxIds.map(({ value }) => value).join(', ') || null,
  ]
  return {
    ...{ id: 'parties', title: label('parties', 'Parties'), kind: 'list' },
    columns: [
      ...[column('role', 'Role'), column('name', 'Name'), column('address', 'Address'), column('country', 'Country')],
      ...[column('contacts', 'Contacts'), column('tax-ids', 'Tax numbers')],
    ],
    rows: consignment.parties.map((party) => row(cells(party))),
  }
}

function itemsSection({ consignment }: MergedConsignment): Section {
  return {
    ...{ id: 'items', title: label('items', 'Goods'), kind: 'list' },
    columns: [
      ...[column('goods', 'Goods'), column('hs', 'HS'), column('un', 'UN'), column('origin', 'Origin')],
      ...[column('packages', 'Packages'), column('mass', 'Gross kg'), column('value', 'Value')],
    ],
    rows: consignment.items.map((item) =>
      row([
        ...[item.description, item.hs, item.unNumbers.join(', ') || null, item.originCountry, text(item.packages)],
        ...[
          text(item.grossKg),
          item.value === null ? null : `${item.value.amount} ${item.value.currency ?? ''}`.trim(),
        ],
      ]),
    ),
  }
}

function routeSection({ consignment }: MergedConsignment): Section {
  return {
    ...{ id: 'route', title: label('route', 'Route'), kind: 'list' },
    columns: [
      ...[column('conveyance', 'Flight or voyage'), column('from', 'From'), column('to', 'To')],
      ...[column('departure', 'Departure'), column('arrival', 'Arrival')],
    ],
    rows: consignment.route.map((leg) => row([leg.reference, leg.from, leg.to, leg.departureAt, leg.arrivalAt])),
  }
}

function loadsSection({ loads }: MergedConsignment): Section {
  return {
    ...{ id: 'loads', title: label('loads', 'Loads'), kind: 'list' },
    columns: [
      ...[column('equipment', 'Equipment'), column('unloading', 'Unloaded at'), column('pieces', 'Pieces')],
      ...[column('mass', 'Gross kg'), column('split', 'Split')],
    ],
    rows: loads.map((load) =>
      row([load.equipmentId, load.unloadingPlace, text(load.pieces), text(load.grossKg), load.splitCode]),
    ),
  }
}

function differencesSection({ differences }: MergedConsignment): Section {
  return {
    ...{ id: 'differences', title: label('differences', 'Values on which filers differ'), kind: 'list' },
    columns: [column('field', 'Field'), column('values', 'Values')],
    rows: differences.map(({ path, values }) => row([path, values.map(({ value }) => value ?? '').join(' | ')])),
  }
}
