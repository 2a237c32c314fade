import { basename } from 'node:path'
import type { Finding, Match, SignalType } from '@entente/contracts'
import {
  type BankItem,
  explainMatch,
  type FoundMatch,
  findOffline,
  patternOf,
  readSignal,
  SignalFinder,
} from '@entente/node/content-match'
import { readBankFile } from '../banks/read-bank-file.ts'
import { type AskBanks, signalsOf } from './ask-banks.ts'

/** A time that is later than any in a bank file. */
const endOfTime = 4e12
const exact: ReadonlySet<SignalType> = new Set(['md5', 'sha1', 'sha256'])

/**
 * Returns banks that are made of files and have their names. Every bank answers, with the largest radius. PDQ hashes of blank pictures are excluded, and unusual
 * ones match only an equal hash, as in a node.
 */
export function fileBanks(files: readonly string[]): { ask: AskBanks; findings: Finding[] } {
  const finder = new SignalFinder()
  const banks = new Map<number, FoundMatch['bank']>()
  const items: {
    bank: string
    of: BankItem
    type: SignalType
    value: string
    quality: number | null
    equalOnly: boolean
  }[] = []
  const findings: Finding[] = []
  for (const [place, file] of files.entries()) {
    const name = basename(file)
    const bank = place + 1
    banks.set(bank, {
      id: bank,
      name,
      purposes: ['content-safety'],
      negative: false,
      shadow: false,
      follows: null,
      ratio: 1,
      radius: 31,
    })
    for (const read of readBankFile(file).lines) {
      if ('finding' in read) {
        findings.push(read.finding)
        continue
      }
      const of = read.item
      for (const input of of.item.signals) {
        const known = readSignal(input)
        if ('code' in known) continue
        const { type, value, quality, raw } = known.signal
        const pattern = type === 'pdq' ? patternOf(raw) : null
        const equalOnly = pattern?.matches === 'equal'
        const number = items.push({ bank: name, of, type, value, quality, equalOnly })
        finder.put({
          ...{ number, type, bank, quality, raw, validFrom: 0 },
          inactive: pattern?.matches === 'nothing',
          usableUntil: of.item.validUntil === undefined ? endOfTime : Date.parse(of.item.validUntil),
          disabledUntil: of.disableUntil === null ? null : Date.parse(of.disableUntil),
        })
      }
    }
  }

  function describe({ number, query, distance, radius, similarity, segments }: FoundMatch): Match[] {
    const found = items[number - 1]
    const { signal, transform } = query
    // The index finds exact hashes by their prefix.
    if (found === undefined || (exact.has(signal.type) && found.value !== signal.value)) return []
    if (found.equalOnly && distance !== 0) return []
    const { bank, of, type, value, quality } = found
    const match: Match = {
      bank,
      itemId: of.id ?? `line:${of.line}`,
      signal: { type, value, quality },
      query: { type: signal.type, value: signal.value, quality: signal.quality, transform },
      ...{ distance, radius, similarity, segments, negative: false, suppressedBy: null, state: 'active' },
      labels: of.item.labels ?? [],
      entity: of.item.entity ?? null,
      source: of.owner === null ? null : { member: of.owner, exchange: null },
      incident: null,
      confidence: of.item.confidence ?? null,
      feedback: of.feedback ?? { confirmed: 0, mistaken: 0, notUseful: 0 },
      explanation: '',
    }
    return [{ ...match, explanation: explainMatch(match).text }]
  }

  return {
    findings,
    async ask(question, scope) {
      const { matches, total, truncated } = await findOffline(finder, banks, question.inputs, scope)
      const described = matches.flatMap(describe)
      return {
        file: question.file,
        signals: signalsOf(question),
        matches: described,
        total: total - (matches.length - described.length),
        truncated,
        indexSeq: null,
        findings: question.findings,
      }
    },
  }
}
