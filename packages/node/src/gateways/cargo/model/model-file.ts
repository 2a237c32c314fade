import { createHash } from 'node:crypto'
import type { Hits } from './hit-rate.ts'
import { TargetingError } from './targeting-error.ts'
import type { TargetingModel } from './train-model.ts'

/** The kind and version of model files. A change of features, of their order or of the way to score is a new version. */
export const [modelKind, modelVersion] = ['boosted-trees', '1']

/** A model as stored: the bytes of a canonical JSON text (RFC 8785), and their SHA-256 in hexadecimal digits. */
export interface ModelFile {
  bytes: Uint8Array
  hash: string
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const byCodeUnits = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

/** Writes a model. The same model gives the same bytes. Keys of codes are values of the JSON text, never names in it. */
export function writeModel(model: TargetingModel): ModelFile {
  const { seed, recipe, trained, columns, encoding, edges, bias, trees } = model
  const text = canonicalText({
    kind: modelKind,
    version: modelVersion,
    seed,
    recipe,
    trained,
    columns,
    bias,
    encoding: {
      overall: encoding.overall,
      hits: encoding.hits.map((table) =>
        [...table].sort(byCodeUnits).map(([key, { rows, positives }]) => [key, rows, positives]),
      ),
      medians: encoding.medians.map((table) => [...table].sort(byCodeUnits)),
    },
    edges: edges.map((list) => [...list]),
    trees: trees.map(({ feature, bin, child, value }) => ({
      feature: [...feature],
      bin: [...bin],
      child: [...child],
      value: [...value],
    })),
  })
  const bytes = new TextEncoder().encode(text)
  return { bytes, hash: sha256(bytes) }
}

/** Sorts the names of each object. Numbers of ECMAScript are written as RFC 8785 asks. */
const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(byCodeUnits))
      : part,
  )

type Stored = Omit<TargetingModel, 'encoding' | 'edges' | 'trees'> & {
  kind: string
  version: string
  encoding: { overall: number; hits: [string, number, number][][]; medians: [string, number][][] }
  edges: number[][]
  trees: { feature: number[]; bin: number[]; child: number[]; value: number[] }[]
}

/**
 * Reads a model that `writeModel` wrote. Throws TargetingError `model-changed` if the bytes do not have this hash, or if
 * they are of another kind or version.
 */
export function readModel({ bytes, hash }: ModelFile): TargetingModel {
  if (sha256(bytes) !== hash) throw new TargetingError('model-changed', `The model does not have the hash ${hash}.`)
  const { kind, version, encoding, edges, trees, ...rest } = JSON.parse(new TextDecoder().decode(bytes)) as Stored
  if (kind !== modelKind || version !== modelVersion)
    throw new TargetingError('model-changed', `The model is ${kind} ${version}, not ${modelKind} ${modelVersion}.`)
  return {
    ...rest,
    encoding: {
      overall: encoding.overall,
      hits: encoding.hits.map(
        (table) => new Map(table.map(([key, rows, positives]): [string, Hits] => [key, { rows, positives }])),
      ),
      medians: encoding.medians.map((table) => new Map(table)),
    },
    edges: edges.map((list) => Float64Array.from(list)),
    trees: trees.map(({ feature, bin, child, value }) => ({
      feature: Int32Array.from(feature),
      bin: Int32Array.from(bin),
      child: Int32Array.from(child),
      value: Float64Array.from(value),
    })),
  }
}
