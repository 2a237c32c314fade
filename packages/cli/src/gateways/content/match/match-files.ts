import type { MatchResult } from '@entente/contracts'
import { type MatchScope, matchState, readScope } from '@entente/node/content-match'
import { MediaHasher } from '@entente/node/media'
import { CommandFailure } from '../../../command/failure.ts'
import { nodeClient } from '../../../command/node-client.ts'
import { printResult, progressBar } from '../../../command/output.ts'
import { printFindings } from '../banks/read-bank-file.ts'
import { type AskBanks, type PrintedResult, type Question, signalsOf } from './ask-banks.ts'
import { fileBanks } from './file-banks.ts'
import { questionOfFile, questionOfSignals } from './question-of.ts'

export interface MatchFilesOptions {
  bank?: string[]
  signal?: string[]
  radius?: string
  limit?: string
  dihedral?: boolean
  purpose?: string
  json?: boolean
}

/**
 * Looks files or signals up and prints one result per file, or one for all signals. The exit status is 1 if a file or signal could not be read;
 * otherwise it is 0, with or without matches. Fails with `radius-out-of-range`, `limit-out-of-range`, `signal-type-unknown` or `option-invalid`
 * before reading.
 */
export async function matchFiles(files: readonly string[], options: MatchFilesOptions): Promise<0 | 1> {
  const { bank, signal = [], dihedral = false } = options
  if ((files.length === 0) === (signal.length === 0))
    throw new CommandFailure('option-invalid', 'Name files, or signals with --signal TYPE=VALUE.')
  if (files.filter((file) => file === '-').length > 1)
    throw new CommandFailure('option-invalid', 'Standard input can be read once.')
  const scope = scopeOf(options)
  const given = signal.length > 0 ? questionOfSignals(signal) : null
  const { ask, findings } = bank === undefined ? { ask: nodeBanks(options), findings: [] } : fileBanks(bank)
  if (options.json !== true) printFindings(findings)
  // An unreadable line of a bank makes every answer incomplete.
  const answer = async (question: Question, scope: MatchScope): Promise<PrintedResult> => {
    const result = await ask(question, scope)
    const all = [...result.findings, ...findings]
    return { ...result, state: matchState({ ...result, findings: all }), findings: all }
  }
  const results: PrintedResult[] = []
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

function scopeOf({ radius, limit }: MatchFilesOptions) {
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

const unmatched = { 'no-match': 'no match', 'not-compared': 'no match, but not everything was compared' }

function describe({ file, state, matches, total, truncated, findings }: PrintedResult): string[] {
  const more = truncated || total > matches.length ? ` (of ${truncated ? 'more than ' : ''}${total})` : ''
  return [
    `${file ?? 'signals'}: ${state === 'matched' ? `${matches.length} matches${more}` : unmatched[state]}`,
    ...matches.map(({ bank, itemId, explanation }) => `  ${bank} ${itemId}  ${explanation}`),
    ...findings.map(({ severity, code, message }) => `  ${severity.padEnd(10)} ${code}: ${message}`),
  ]
}

/** Returns the banks of the node at `ENTENTE_URL`. The node is sent the hashes of files and the words of texts, but not the files. */
function nodeBanks(options: { purpose?: string | undefined }): AskBanks {
  const client = nodeClient(options)
  return async (question, { radius, limit }) => {
    const { file, inputs, findings } = question
    const signals = signalsOf(question)
    if (inputs.length === 0) return { file, signals, matches: [], total: 0, truncated: false, indexSeq: null, findings }
    const answer = await client.call<MatchResult>('POST', '/v1/content/match', {
      signals: inputs.map(({ input }) => input),
      ...(radius === null ? {} : { radius }),
      limit,
    })
    const turned = new Map(inputs.map(({ signal, transform }) => [`${signal.type} ${signal.value}`, transform]))
    const matches = answer.matches.map((match) => {
      const transform = turned.get(`${match.query.type} ${match.query.value}`) ?? match.query.transform
      return { ...match, query: { ...match.query, transform } }
    })
    return { ...answer, file, signals, matches, findings: [...findings, ...answer.findings] }
  }
}
