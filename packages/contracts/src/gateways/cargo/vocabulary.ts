import { defineVocabulary } from '../../terms/gateway-vocabulary.ts'
import { InspectDetails, RefusalDetails, RfiDetails, RfsDetails } from './proposal-details.ts'
import { cargoActs, cargoErrors, cargoPurposes, cargoReasons } from './rules.ts'
import { CargoSenderSettings } from './sender-settings.ts'

/** The vocabulary for statements about goods: waybills, manifests, stowage plans and declarations. */
export const cargoVocabulary = defineVocabulary({
  kind: 'cargo',
  formats: { CARGO: { regime: 'cargo-own', purposes: cargoPurposes } },
  senderSettings: { schema: CargoSenderSettings },
  events: ['consignment.changed', 'rule.changed', 'cargo-table.changed', 'draw.changed', 'inspection.changed'],
  errors: {
    ...cargoErrors,
    'contact-missing': [422, 'A refusal names a contact for the filer'],
    'questions-missing': [422, 'A request for information has one to ten questions'],
    'referral-answered': [409, 'This referral was answered already'],
    'referral-closed': [409, 'This referral was withdrawn, or its deadline has passed'],
    'version-outdated': [409, 'A newer version of this consignment is in'],
    'model-state': [409, 'The state of this model does not allow that'],
    'training-data-too-small': [422, 'There are too few inspection results to train a model'],
    'table-invalid': [422, 'The table has rows that cannot be used'],
    'table-state': [409, 'The state of this version does not allow that'],
    'draw-day-over': [409, 'This day has begun'],
    'draw-secret': [409, 'The key of this day is not revealed yet'],
    'inspection-closed': [409, 'This inspection has a result already'],
    'inspection-photos': [409, 'This inspection has as many photos as it may have'],
    'inspection-reason-missing': [422, 'The result needs a reason'],
  },
  deskPages: [
    '/consignments',
    '/consignments/$id',
    '/inspections',
    '/inspections/$id',
    '/cargo/messages/$id',
    '/cargo/messages/$id/undeclared',
    '/cargo/capacity',
    '/cargo/filers',
    '/cargo/filers/$id',
    '/cargo/rules',
    '/cargo/rules/new',
    '/cargo/rules/$id',
    '/cargo/models',
    '/cargo/models/$id',
    '/cargo/tables',
    '/cargo/tables/$kind',
  ],
  acts: cargoActs,
  details: {
    RFI: { schema: RfiDetails, missing: { questions: 'questions-missing' } },
    RFS: { schema: RfsDetails },
    inspect: { schema: InspectDetails },
    DNL: { schema: RefusalDetails, missing: { contact: 'contact-missing' } },
    hold: { schema: RefusalDetails, missing: { contact: 'contact-missing' } },
  },
  reopenCauses: ['answer-received', 'deadline-missed', 'inspection-found', 'inspection-result'],
  reasons: cargoReasons,
  // Any answer about goods under review would reveal the hit, and a request without a question would be noise.
  answersWhileOpen: false,
  // A filer could otherwise end a case or a refusal by filing another name.
  keepsHits: true,
})
