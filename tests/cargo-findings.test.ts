import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rejectedCodes, severities } from '../packages/readers/src/findings/severities.ts'
import { root, sourceFiles } from './imports.ts'

const rows = readFileSync(join(root, 'docs/cargo-findings.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, code = '', , severity = '', correct = ''] = /^\| `([A-Z_]+)` \| (.*) \| (\w+) \| (.*) \|$/.exec(line) ?? []
    return code === '' ? [] : [{ code, severity, correct }]
  })
const codes = Object.keys(severities)

test('the page of cargo findings names every code that the cargo readers report, once', () => {
  const sources = sourceFiles()
    .filter((file) => file.startsWith('packages/readers/src/cargo/') && !/\.(test|fixture)\.ts$/.test(file))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const reported = codes.filter((code) => sources.includes(`'${code}'`))
  expect(reported.length).toBeGreaterThan(40)
  const named = rows.map(({ code }) => code)
  expect(reported.filter((code) => !named.includes(code))).toEqual([])
  expect(named.filter((code) => !codes.includes(code))).toEqual([])
  expect(new Set(named).size).toBe(named.length)
})

test('the page names every code that the node itself reports about consignments', () => {
  const reported = sourceFiles()
    .filter((file) => file.startsWith('packages/node/src/gateways/cargo/') && !/\.(test|fixture)\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/(?:finding\(\s*|code: )'([A-Z_]+)'/g)])
    .map(([, code]) => code)
  expect(new Set(reported).size).toBeGreaterThan(12)
  const page = readFileSync(join(root, 'docs/cargo-findings.md'), 'utf8')
  expect(reported.filter((code) => !page.includes(`\`${code}\``))).toEqual([])
})

test('the page states severity and correction as the table of codes does', () => {
  const table = Object.fromEntries(Object.entries(severities))
  for (const { code, severity, correct } of rows) {
    expect(severity, code).toBe(table[code])
    const rejected = [...rejectedCodes].some((one) => one === code)
    // Only an isolated vague description must be corrected.
    expect(correct, code).toBe(code === 'VAGUE_DESCRIPTION' ? 'if nothing else is said' : rejected ? 'yes' : 'no')
  }
})
