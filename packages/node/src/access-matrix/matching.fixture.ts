import type { Rule } from './rule.fixture.ts'

/** Routes of comparing names and of the threshold. */
export const matchingRules: Record<string, Rule> = {
  'GET /v1/rematches': { may: 'asov', impersonal: true },
  'GET /v1/rematches/{rematch}': { may: 'asov', impersonal: true },
  'POST /v1/matching/try': { may: 'asov', body: { names: ['Chinedu Okwuosa'] } },
  'POST /v1/matching/compare': { may: 'asov', body: { a: { names: ['Una'] }, b: { names: ['Una'] } } },
  'GET /v1/matching/threshold': { may: 'asov', impersonal: true },
  'POST /v1/matching/threshold/proposals': {
    may: 'so',
    impersonal: true,
    body: { threshold: 0.6, reason: 'Most of the partial hits were mistaken.' },
  },
  'POST /v1/matching/threshold/proposals/{id}/answer': {
    may: 's',
    impersonal: true,
    body: { agree: true, reason: 'I read the trial and agree.' },
  },
  'POST /v1/matching/threshold/proposals/{id}/withdraw': { may: 'so', impersonal: true },
  'GET /v1/matching/threshold/curve': { may: 'sov', impersonal: true },
  'GET /v1/matching/trials': { may: 'sov', impersonal: true },
  'GET /v1/matching/trials/{id}': { may: 'sov', impersonal: true },
  'POST /v1/matching/trials': { may: 'so', impersonal: true, body: { threshold: 0.6 } },
  'GET /v1/matching/rates': { may: 'sv', impersonal: true },
  'GET /v1/disparity': { may: 'sv', impersonal: true },
}
