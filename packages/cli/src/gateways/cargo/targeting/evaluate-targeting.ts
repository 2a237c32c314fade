import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type Declarations,
  fitTargeting,
  measureTargeting,
  modelKind,
  modelVersion,
  readDeclarations,
  scoreTargeting,
  type TargetingMeasures,
  writeModel,
} from '@entente/node/cargo-targeting'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { printResult, progressBar } from '../../../command/output.ts'
import { describeTargeting } from './describe-targeting.ts'

export interface TargetingOptions {
  on: 'valid' | 'test'
  seed: string
  scores?: string
  json?: boolean
}

/** The output of `entente evaluate targeting --json`. */
export interface TargetingEvaluation extends TargetingMeasures {
  /** `rows.test` is null if the file was not read. `sha256` is that of the lines `HASH  FILE` of the files that were read. */
  dataset: {
    dir: string
    rows: { train: number; valid: number; test: number | null }
    sha256: string
    unreadable: number
  }
  evaluatedOn: 'valid' | 'test'
  model: { kind: string; version: string; hash: string; seed: number; trees: number; trainSeconds: number }
  note: string
}

/** What the figures do not say. It stands below every table of them. */
const note =
  'The labels say whether an inspection found fraud with duties. The figures say nothing about detection of weapons, explosives or CBRN goods.'

/**
 * Trains on `train.csv`, scores another file, and measures both orders once the scores are written. On `test`, the labels of
 * `valid.csv` choose the number of trees; on `valid` the number is fixed. Fails with `file-not-found`,
 * `dataset-column-missing`, `dataset-empty`, `training-data-too-small` and the other codes of the library.
 */
export function evaluateTargeting(folder: string, options: TargetingOptions): void {
  const { on, scores: scoresFile, json } = options
  const seed = readSeed(options.seed)
  const names = ['train.csv', 'valid.csv', ...(on === 'test' ? ['test.csv'] : [])]
  if (scoresFile !== undefined && names.some((name) => resolve(folder, name) === resolve(scoresFile)))
    throw new CommandFailure('option-invalid', `--scores would overwrite ${scoresFile}.`)
  const hashes: string[] = []
  const read = names.map((name) => {
    const bytes = readInputFile(join(folder, name))
    hashes.push(`${sha256(bytes)}  ${name}\n`)
    return readDeclarations(bytes, join(folder, name))
  })
  const [train, valid, test] = read as [Declarations, Declarations, Declarations | undefined]
  const evaluated = test ?? valid

  const bar = progressBar('training', json !== true)
  const started = performance.now()
  const fitted = fitTargeting(train, { seed, choose: test === undefined ? undefined : valid, onTree: bar.update })
  const trainSeconds = Math.round(performance.now() - started) / 1000
  bar.end()
  const scores = scoreTargeting(fitted, evaluated.rows)
  if (scoresFile !== undefined) writeScores(scoresFile, evaluated.ids, scores.model)

  const { model } = fitted
  const evaluation: TargetingEvaluation = {
    dataset: {
      dir: folder,
      rows: { train: train.ids.length, valid: valid.ids.length, test: test?.ids.length ?? null },
      sha256: sha256(hashes.join('')),
      unreadable: read.reduce((sum, { unreadable }) => sum + unreadable.count, 0),
    },
    evaluatedOn: on,
    model: {
      kind: modelKind,
      version: modelVersion,
      hash: writeModel(model).hash,
      seed,
      trees: model.trees.length,
      trainSeconds,
    },
    ...measureTargeting(evaluated, scores),
    note,
  }
  printResult(json, evaluation, () => describeTargeting(evaluation, read))
}

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex')

function readSeed(text: string): number {
  const seed = Number(text)
  if (!/^\d{1,10}$/.test(text) || seed >= 2 ** 32)
    throw new CommandFailure(
      'option-invalid',
      `--seed takes a whole number below 4294967296, not ${text.slice(0, 40)}.`,
    )
  return seed
}

function writeScores(file: string, ids: readonly string[], scores: Float64Array): void {
  const lines = ids.map((id, row) => `${/[",\r\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id},${scores[row]}\n`)
  try {
    writeFileSync(file, `declarationId,score\n${lines.join('')}`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandFailure('file-not-written', `${file} cannot be written (${code ?? 'unknown'}).`)
  }
}
