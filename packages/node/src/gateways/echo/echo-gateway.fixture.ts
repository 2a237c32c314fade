import { defineVocabulary, type Party, type Selector } from '@entente/contracts'
import { outcomeFor, outcomesOf } from '../../pipeline/cases/case-outcome.ts'
import { soleParty } from '../../pipeline/cases/case-record.ts'
import type { RuleHitFound } from '../../pipeline/gateway/compared-subject.ts'
import {
  defineGateway,
  type Gateway,
  type GatewayDeps,
  type GatewayModule,
  type GatewayPart,
  type SubjectInContext,
} from '../../pipeline/gateway/gateway.ts'
import type { GatewayReading, Intake } from '../../pipeline/gateway/intake.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { App } from '../../safeguards/access/http.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/**
 * A shipment in JSON with a person and an organisation: the smallest gateway that uses every part of the gateway
 * interface.
 */
export const echoVocabulary = defineVocabulary({
  kind: 'echo',
  formats: { ECHO: { regime: 'own', purposes: ['border-control', 'aviation-security', 'terrorism-prevention'] } },
  events: [],
  deskPages: [],
  acts: { 'no-action': ['release'], 'further-check': ['inspect'], adverse: ['hold'] },
  reasons: {
    'no-action': ['different-party'],
    'further-check': ['contents-unclear'],
    adverse: ['same-party'],
    exempt: ['humanitarian'],
  },
})

interface Shipment {
  reference: string
  names: { driver: string; consignee: string; notify?: string }
}

const name = (value: string, at: string): Selector => ({ kind: 'name', value, issuer: null, at })
function partiesOf(names: Shipment['names'] | null): Party[] {
  const selectors = (value: string | undefined, at: string) => (value === undefined ? [] : [name(value, at)])
  return [
    { id: soleParty, role: 'driver', kind: 'person', selectors: selectors(names?.driver, '/names/driver') },
    { id: '2', role: 'consignee', kind: 'organisation', selectors: selectors(names?.consignee, '/names/consignee') },
    ...(names?.notify === undefined
      ? []
      : [{ id: '3', role: 'notify', kind: 'unknown' as const, selectors: selectors(names.notify, '/names/notify') }]),
  ]
}

const shipmentClasses = classesOf<Shipment>()('echo reading', { reference: 'kept', names: 'names' })

export const echoIntake: Intake<Shipment> = {
  classes: shipmentClasses,
  sniff: () => 'ECHO',
  read(bytes): GatewayReading<Shipment> {
    const reading = JSON.parse(Buffer.from(bytes).toString()) as Shipment
    const counts = { findings: { info: 0, notice: 0, warning: 0, error: 0 } }
    const nothing = { findings: {}, sensitiveRemoved: 0, preparedAt: null, accessReference: null, part: null }
    return { reading, outcome: 'read', counts, format: 'ECHO', engine: 'echo 1', segments: new Map(), ...nothing }
  },
  sensitiveRanges: () => [],
  store: async (_tx, readings) =>
    readings.map(({ message, read }) => ({
      changed: [message.id],
      subjects: [],
      contextKey: read.reading.reference,
    })),
  forget: async () => {},
}

/** A message is its own subject: no other record is stored. */
async function load(tx: Tx, ids: readonly string[]): Promise<(SubjectInContext & { shipment: Shipment })[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('message as m')
    .innerJoin('reading as r', (join) =>
      join.onRef('r.message_id', '=', 'm.id').onRef('r.version', '=', 'm.read_version'),
    )
    .selectAll('m')
    .select(['r.a', 'r.b'])
    .where('m.id', 'in', [...ids])
    .where('m.gateway', '=', 'echo')
    .execute()
  return rows.flatMap((row) => {
    const opened = tx.openIfAllowed<Shipment>({ ...row, id: row.id })
    if (opened === undefined) return []
    const { value, masked } = opened
    const subject = {
      ...{ id: row.id, gateway: 'echo', recordId: row.id, recordVersion: row.read_version },
      label: masked ? 'Names masked' : `${value.names.driver} for ${value.names.consignee}`,
      parties: partiesOf(masked ? null : value.names),
    }
    const rest = { contextId: null, dueAt: null, removed: false, otherScript: null, explanations: [] }
    return [{ subject, row, ...rest, shipment: value }]
  })
}

const regimesOf: Gateway['subjects']['regimesOf'] = async (tx, ids) =>
  ids.length === 0
    ? []
    : tx.db
        .selectFrom('message')
        .select(['id', 'regime', 'purposes'])
        .where('id', 'in', [...ids])
        .where('gateway', '=', 'echo')
        .execute()

const label = (text: string) => ({ key: `echo.${text}`, values: {}, text })

/** The gateway, with the vocabulary and the parts that a test changes. */
const gatewayOf = (changes: Partial<Gateway>) =>
  defineGateway({
    vocabulary: echoVocabulary,
    usualPurpose: 'terrorism-prevention',
    intake: echoIntake as Intake,
    subjects: {
      load,
      regimesOf,
      recent: (tx, since) =>
        tx.db
          .selectFrom('message')
          .select(['id', 'regime', 'purposes'])
          .where('gateway', '=', 'echo')
          .where('received_at', '>=', since)
          .execute(),
    },
    async record(tx, id) {
      const [context] = await load(tx, [id])
      const { row } = context as SubjectInContext
      const fields = (context?.subject.parties ?? []).map(({ role, selectors }) => ({
        ...{ field: role, label: label(role), value: selectors[0]?.value ?? null, masked: selectors.length === 0 },
        ...{ messageId: null, at: selectors[0]?.at ?? null },
      }))
      return {
        masked: row.mask_at !== null && row.mask_at <= tx.now,
        maskAt: row.mask_at?.toISOString() ?? null,
        deleteAt: row.delete_at.toISOString(),
        sections: [{ id: 'shipment', title: label('Shipment'), kind: 'fields', fields }],
        details: null,
      }
    },
    contexts: async () => new Map(),
    answers: {
      atOpening: false,
      mayNeedAnswer: async (_tx, ids) => [...ids],
      // A sender fetches its answer; nothing is delivered.
      outcomeChanged: async () => true,
      about: async () => [],
    },
    ...changes,
  })

async function create(deps: GatewayDeps, gateway: Gateway): Promise<GatewayModule> {
  const accepts = { sender: { gateway: 'echo' } }
  return {
    name: 'echo',
    gateway,
    routes(app) {
      app.post('/v1/echo/messages', { config: accepts }, async (request, reply) => {
        const { sender } = request
        if (sender === null) throw new Error('no sender')
        const bytes = Buffer.from(JSON.stringify(request.body))
        return reply.code(202).send(await deps.steps().receive({ sender, channel: 'https', bytes, format: 'ECHO' }))
      })
      app.get<{ Params: { id: string } }>(
        '/v1/echo/messages/:id/answer',
        { config: accepts },
        ({ params: { id }, sender }) =>
          systemAccess(deps, gateway.usualPurpose).transaction(
            { action: 'record.write', type: 'answer.sent' },
            async (tx) => {
              const found = (await outcomesOf(tx, gateway.vocabulary, [id])).get(id)
              const standing = found && (await outcomeFor(tx, gateway.vocabulary, sender?.id ?? '', found))
              return { act: standing?.outcome.act, basis: standing?.outcome.basis }
            },
          ),
      )
    },
  }
}

/** Returns the gateway with other parts, and with further routes. */
export function echoWith(changes: Partial<Gateway>, routes?: (app: App, deps: GatewayDeps) => void): GatewayPart {
  const gateway = gatewayOf(changes)
  return {
    vocabulary: gateway.vocabulary,
    async create(deps) {
      const module = await create(deps, gateway)
      return {
        ...module,
        routes(app) {
          module.routes?.(app)
          routes?.(app, deps)
        },
      }
    },
  }
}
export const echo: GatewayPart = echoWith({})

/** Returns a hit of a rule on a party. */
export const echoRuleHit = (rule: RuleHitFound['rule'], party: string, subjectVersion: number): RuleHitFound => ({
  ...{ party, signal: null, rule, score: 0.3, logOdds: null, threshold: null, subjectVersion, compared: null },
  strength: { value: 0.3, band: 'slight', filled: 1, hollow: 0, compared: 1, of: 1 },
  ...{ matchedName: null, cells: [], kind: 'name', selectors: [0], evidence: [], comparison: [] },
  reasons: [{ key: 'echo.rule', values: {}, text: 'The driver is on the list of the depot.' }],
  because: { key: 'echo.rule', values: {}, text: 'Closed depot' },
  engine: { code: 'echo', tables: 'none', index: 'none' },
})
