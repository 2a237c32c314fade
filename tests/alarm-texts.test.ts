import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCatalogues } from '../scripts/texts/read-catalogues.ts'
import { root, sourceFiles } from './imports.ts'

/** Calls that raise an alarm: `raiseAlarm(tx, CODE, ...)`, `announceToOversight(db, CODE, ...)`, and rows of the table. */
const calls = [
  /(?<!function )\braiseAlarm\(\s*\w+,\s*([^,]+?),/g,
  /(?<!function )\bannounceToOversight\(\s*[\w.]+,\s*([^,]+?),/g,
  /insertInto\('alarm'\)(?:[\s\S]{0,60}?\bcode(?:: ([^,]+)|(?=,)))?/g,
]
/** The codes of the files that hand a variable to such a call. */
const chosen: Record<string, readonly string[]> = {
  'exchange/attachments/fetch-attachments.ts': [
    'attachment-list-invalid',
    'attachment-changed',
    'attachment-hash-differs',
    'attachment-unreadable',
  ],
  'exchange/peers/clocks.ts': ['erasure-half-time', 'erasure-overdue'],
  'exchange/peers/pull/apply-signals.ts': ['owner-equivocation'],
  'exchange/peers/pull/note-trouble.ts': ['feed-broken', 'log-too-large'],
  'exchange/witness/compare-logs.ts': ['log-split-view', 'log-unproven'],
  'exchange/witness/people-notices.ts': ['member-rescue', 'member-oversight'],
  'gateways/cargo/answers/warn-of-cleared-master.ts': ['cargo-master-cleared'],
  'gateways/content/items/give-opinion.ts': ['item-suspended', 'item-flooding'],
  'pipeline/plant/check-judgement.ts': [
    'acceptance-rate',
    'review-speed',
    'planted-miss',
    'planted-miss-again',
    'planting-stopped',
  ],
  'safeguards/access/announce-to-oversight.ts': [],
  'safeguards/log/run-log.ts': ['log-damaged', 'log-goes-on'],
  'safeguards/necessity/watch-necessity.ts': ['necessity-ends', 'necessity-ends-soon', 'necessity-ends-tomorrow'],
  'safeguards/oversight/raise-alarm.ts': [],
}

const node = 'packages/node/src/'
const sources = sourceFiles()
  .filter((file) => file.startsWith(node) && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => ({ file: file.slice(node.length), source: readFileSync(join(root, file), 'utf8') }))
const raised = sources.flatMap(({ file, source }) =>
  calls.flatMap((call) => [...source.matchAll(call)].map(([, code = 'code']) => ({ file, code: code.trim() }))),
)

test('each alarm that the node raises has a text in the desk', () => {
  const literal = raised.flatMap(({ code }) => /^'([a-z-]+)'$/.exec(code)?.[1] ?? [])
  expect(literal.length).toBeGreaterThan(25)
  const keys = readCatalogues().flatMap(({ english }) => Object.keys(english))
  const worded = new Set(keys.flatMap((key) => /^(?:\w+\.)?oversight\.alarms\.codes\.(.+)$/.exec(key)?.[1] ?? []))
  expect([...literal, ...Object.values(chosen).flat()].filter((code) => !worded.has(code))).toEqual([])
})

test('the codes of alarms that a variable carries are listed', () => {
  const open = raised.filter(({ code }) => !code.startsWith("'")).map(({ file }) => file)
  expect([...new Set(open)].sort()).toEqual(Object.keys(chosen).sort())
  for (const { file, source } of sources)
    expect(chosen[file]?.filter((code) => !source.includes(`'${code}'`)) ?? [], file).toEqual([])
})
