import type { MatchResult } from '@entente/contracts'
import { readScope } from '@entente/node/content-match'
import { MediaHasher } from '@entente/node/media'
import { tellFindings } from '../banks/read-bank-file.ts'
import { CommandFailure } from '../failure.ts'
import { printResult, progressBar } from '../output.ts'
import type { AskBanks } from './ask-banks.ts'
import { fileBanks } from './file-banks.ts'
import type { MatchCommandOptions } from './match-command.ts'
import { nodeBanks } from './node-banks.ts'
import { questionOfFile, questionOfSignals } from './question-of.ts'

/**
 * Looks files or signals up and prints one result for each file, or one for all signals (requirements, content 5.2). Exit status: 0 done, with matches or without; 1 a
 * file or signal could not be read. Fails with `radius-out-of-range`, `limit-out-of-range`, `signal-type-unknown`, `option-invalid` before anything is read.
 */
export async function matchFiles(files: readonly string[], options: MatchCommandOptions): Promise<0 | 1> {
  const { bank, signal = [], dihedral = false } = options
  if ((files.length === 0) === (signal.length === 0))
    throw new CommandFailure('option-invalid', 'Name files, or signals with --signal TYPE=VALUE.')
  if (files.filter((file) => file === '-').length > 1)
    throw new CommandFailure('option-invalid', 'Standard input can be read once.')
  const scope = scopeOf(options)
  const given = signal.length > 0 ? questionOfSignals(signal) : null
  const { ask, findings } = bank === undefined ? { ask: nodeBanks(options), findings: [] } : fileBanks(bank)
  if (options.json !== true) tellFindings(findings)
  // What of a bank could not be read bears on every answer.
  const answer: AskBanks = async (question, scope) => {
    const result = await ask(question, scope)
    return { ...result, findings: [...result.findings, ...findings] }
  }
  const results: MatchResult[] = []
  if (given !== null) results.push(await answer(given, scope))
  else {
    const hasher = new MediaHasher()
    const bar = progressBar('matching')
    try {
      for (const file of files) {
        results.push(await answer(await questionOfFile(hasher, file, dihedral), scope))
        bar.update(results.length, files.length)
      }
    } finally {
      bar.end()
      await hasher.close()
    }
  }
  printResult(options.json, { results }, () => results.flatMap(describe))
  return results.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0
}

function scopeOf({ radius, limit }: MatchCommandOptions) {
  try {
    return readScope({
      ...(radius === undefined ? {} : { radius: radius.trim() === '' ? Number.NaN : Number(radius) }),
      ...(limit === undefined ? {} : { limit: limit.trim() === '' ? Number.NaN : Number(limit) }),
    })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    throw new CommandFailure(code ?? 'option-invalid', message)
  }
}

function describe({ file, matches, total, truncated, findings }: MatchResult): string[] {
  const more = truncated || total > matches.length ? ` (of ${truncated ? 'more than ' : ''}${total})` : ''
  return [
    `${file ?? 'signals'}: ${matches.length === 0 ? 'no match' : `${matches.length} matches${more}`}`,
    ...matches.map(({ bank, itemId, explanation }) => `  ${bank} ${itemId}  ${explanation}`),
    ...findings.map(({ severity, code, message }) => `  ${severity.padEnd(10)} ${code}: ${message}`),
  ]
}
