import { CargoRuleBody, type CargoRuleDetail, type CargoRuleList, type CargoRuleWritten } from '@entente/contracts'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { type NodeClient, nodeClient } from '../../../command/node-client.ts'
import { print, printResult } from '../../../command/output.ts'
import { markOfNode } from '../../../command/people-of-node.ts'

export interface ExchangeOptions {
  purpose: string
  json?: boolean
}

/** A rule in a file: its body, and which version of which rule it was. An import reads the body. */
type ExportedRule = { id: string; version: number; hash: string; state: string } & CargoRuleBody

/**
 * Prints the rules of a node as a JSON list that `import` and `rules test` read: of each rule the version that applies, else
 * the newest. Built-in rules are left out, because every node has them. Each rule of a node that one person uses says so.
 */
export async function exportRules(options: ExchangeOptions): Promise<void> {
  const client = nodeClient(options)
  const mark = await markOfNode(client)
  const rules = (await rulesOf(client)).map((rule) => ({ ...rule, ...mark }))
  print(`${JSON.stringify(rules, null, 2)}\n`)
}

async function rulesOf(client: NodeClient): Promise<ExportedRule[]> {
  const rules: ExportedRule[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: CargoRuleList = await client.call(
      'GET',
      `/v1/cargo/rules${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`,
    )
    for (const { id, builtIn, version, active } of page.items) {
      if (builtIn !== null) continue
      const { versions } = await client.call<CargoRuleDetail>('GET', `/v1/cargo/rules/${id}`)
      const shown = versions.find((one) => one.version === (active?.version ?? version))
      if (shown !== undefined)
        rules.push({ id, version: shown.version, hash: shown.hash, state: shown.state, ...shown.body })
    }
    next = page.next
  }
  return rules
}

interface Imported {
  title: string
  outcome: 'written' | 'known' | 'refused'
  id: string | null
  detail: string | null
}

/**
 * Writes the rules of a file to a node as drafts of the person whose key is used. A rule whose text the node has already is left
 * out, so a repeated import adds nothing. Returns the exit status: 1 if the node refused a rule.
 */
export async function importRules(file: string, options: ExchangeOptions): Promise<0 | 1> {
  const bodies = readBodies(file)
  const client = nodeClient(options)
  const textOf = ({ title, expression, effect, lane, tag }: CargoRuleBody) =>
    JSON.stringify([title, expression, effect, lane, tag])
  const known = new Map((await rulesOf(client)).map((rule) => [textOf(rule), rule.id]))
  const imported: Imported[] = []
  for (const body of bodies) {
    const same = known.get(textOf(body)) ?? null
    if (same !== null) {
      imported.push({ title: body.title, outcome: 'known', id: same, detail: null })
      continue
    }
    try {
      const { id } = await client.call<CargoRuleWritten>('POST', '/v1/cargo/rules', body)
      known.set(textOf(body), id)
      imported.push({ title: body.title, outcome: 'written', id, detail: null })
    } catch (error) {
      // The node refuses one rule for what it says, and the whole import for who asks.
      if (!(error instanceof CommandFailure) || error.status !== 1) throw error
      imported.push({ title: body.title, outcome: 'refused', id: null, detail: `${error.code}: ${error.message}` })
    }
  }
  printResult(options.json, { rules: imported }, () =>
    imported.map(({ title, outcome, id, detail }) => `${outcome.padEnd(8)} ${title}  ${detail ?? id ?? ''}`),
  )
  return imported.some(({ outcome }) => outcome === 'refused') ? 1 : 0
}

function readBodies(file: string): CargoRuleBody[] {
  const malformed = (reason: string) => new CommandFailure('rules-malformed', `${file}: ${reason}.`)
  let list: unknown
  try {
    list = JSON.parse(
      readInputFile(file)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw malformed('it is not JSON')
  }
  if (!Array.isArray(list)) throw malformed('it is not a list of rules')
  return list.map((rule: unknown, place) => {
    const { id: _i, version: _v, hash: _h, state: _s, people: _p, ...given } = Object(rule) as Record<string, unknown>
    const body = CargoRuleBody.strict().safeParse(given)
    if (body.success) return body.data
    const [issue] = body.error.issues
    throw malformed(`/${[place, ...(issue?.path ?? [])].join('/')}: ${issue?.message ?? 'wrong'}`)
  })
}
