import { type Label, LabelScheme } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import behaviour from './schemes/behaviour-2021-11.json' with { type: 'json' }
import contentType from './schemes/contenttype-2021-11.json' with { type: 'json' }
import form from './schemes/form-2021-11.json' with { type: 'json' }
import ideology from './schemes/ideology-1.json' with { type: 'json' }

const since = '2021-11-01T00:00:00.000Z'

/** The shipped schemes of labels. A change of wording is a new version in a new file, never an edit. */
const shippedSchemes: readonly LabelScheme[] = [behaviour, contentType, form, ideology].map((scheme) =>
  LabelScheme.parse({
    ...scheme,
    labels: scheme.labels.map((label) => ({ ...label, validFrom: since, validTo: null, mappings: [] })),
  }),
)

const names = new Map(
  shippedSchemes.flatMap(({ scheme, version, labels }) =>
    labels.map(({ code, name }) => [`${scheme} ${version} ${code}`, name] as const),
  ),
)
/** Returns a label in words from its shipped scheme, or the code if the scheme is not shipped. */
export const labelName = ({ scheme, version, code }: Label): string => names.get(`${scheme} ${version} ${code}`) ?? code

/** Stores schemes that are missing. Throws if a stored version differs: nobody may edit one. */
export async function keepLabelSchemes(tx: Pick<Tx, 'db'>): Promise<void> {
  for (const { scheme, version, labels } of shippedSchemes) {
    await tx.db
      .insertInto('label_scheme')
      .values({ scheme, version, labels: JSON.stringify(labels) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const kept of await readLabelSchemes(tx, {})) {
    const shipped = shippedSchemes.find(({ scheme, version }) => scheme === kept.scheme && version === kept.version)
    if (shipped !== undefined && JSON.stringify(shipped) !== JSON.stringify(kept))
      throw fail('unexpected', {
        detail: `The labels ${kept.scheme} ${kept.version} were edited instead of being given a new version.`,
      })
  }
}

export async function readLabelSchemes(
  tx: Pick<Tx, 'db'>,
  { scheme, version }: { scheme?: string | undefined; version?: string | undefined },
): Promise<LabelScheme[]> {
  const rows = await tx.db
    .selectFrom('label_scheme')
    .selectAll()
    .$if(scheme !== undefined, (select) => select.where('scheme', '=', scheme as string))
    .$if(version !== undefined, (select) => select.where('version', '=', version as string))
    .orderBy('scheme')
    .orderBy('version')
    .execute()
  return rows.map((row) => LabelScheme.parse(row))
}
