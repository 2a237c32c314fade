import type { GatewayVocabulary } from '../../terms/gateway-vocabulary.ts'
import type { Purpose } from '../../terms/terms.ts'

/** The purposes of statements about goods. */
export const cargoPurposes = ['customs-security'] as const satisfies readonly Purpose[]

/**
 * The acts of each outcome, with the referral types of the World Customs Organization: assessment complete (AC),
 * request for information (RFI), request for screening (RFS), do not load (DNL). They are plain data, so that the desk
 * can use them without the schemas.
 */
export const cargoActs = {
  'no-action': ['AC'],
  'further-check': ['RFI', 'RFS', 'inspect'],
  adverse: ['DNL', 'hold'],
} as const satisfies GatewayVocabulary['acts']

/** The reason codes for each outcome. */
export const cargoReasons = {
  'no-action': [
    'goods-explained',
    'lookalike-goods',
    'different-party',
    'data-corrected',
    'screened-clear',
    'inspected-clear',
    'signal-outdated',
  ],
  'further-check': [
    'description-vague',
    'data-missing',
    'data-contradictory',
    'party-unclear',
    'end-use-unclear',
    'route-unusual',
    'value-implausible',
    'screening-needed',
    'time-short',
  ],
  adverse: [
    'prohibited-goods-found',
    'screening-alarm',
    'false-declaration',
    'same-party-evidence',
    'signal-owner-confirmed',
    'court-or-authority-order',
  ],
  exempt: ['licensed-transfer', 'humanitarian', 'state-consignment'],
} as const satisfies GatewayVocabulary['reasons']

/** Errors that only routes of this gateway return: status and title by code. */
export const cargoErrors = {
  'rule-invalid': [422, 'The expression of the rule has faults'],
  'rule-limit': [409, 'The node has as many rules as it may have'],
  'rule-state': [409, 'The state of this version does not allow that'],
  'rule-untested': [409, 'This version was not tested on enough consignments'],
  'rule-validity': [422, 'A rule applies for at most twelve months, and ends after it begins'],
} as const satisfies GatewayVocabulary['errors']
