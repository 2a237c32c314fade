import { later, type Rule } from './rule.fixture.ts'

const content = { purpose: 'content-safety' } as const
const hash = { type: 'md5', value: '0123456789abcdef0123456789abcdef' }

/** Routes of uploads and banks, and of viewing them. */
export const contentRules: Record<string, Rule> = {
  'GET /v1/content/banks': { may: 'asov', impersonal: true },
  'POST /v1/content/banks': {
    may: 'o',
    impersonal: true,
    body: { name: 'INVENTED', purposes: ['content-safety'], lawfulBasis: 'Terms of service, section 4' },
  },
  'GET /v1/content/banks/{bank}': { may: 'asov', impersonal: true },
  'PATCH /v1/content/banks/{bank}': { may: 'o', impersonal: true, body: { shadow: true } },
  'DELETE /v1/content/banks/{bank}': { may: 'o', impersonal: true },
  'GET /v1/content/banks/{bank}/items': { may: 'asov', ...content },
  'POST /v1/content/banks/{bank}/items': { may: 'o', ...content, body: { items: [{ signals: [hash] }] } },
  'GET /v1/content/items/{item}': { may: 'asov', ...content },
  'PATCH /v1/content/items/{item}': { may: 'o', ...content, body: { note: 'Looked at.' } },
  'DELETE /v1/content/items/{item}': { may: 'o', ...content },
  'POST /v1/content/items/{item}/feedback': {
    may: 'aso',
    ...content,
    body: { outcome: 'mistaken', reason: 'A picture of the news.' },
  },
  'GET /v1/content/incidents': { may: 'asov', impersonal: true },
  'POST /v1/content/incidents': {
    may: 'o',
    impersonal: true,
    body: { name: 'Invented incident', level: 'incident', startsAt: later(0), endsAt: later(1) },
  },
  'PATCH /v1/content/incidents/{incident}': { may: 'o', impersonal: true, body: { name: 'Renamed' } },
  'GET /v1/content/labels': { may: 'asov', impersonal: true },
  'POST /v1/content/match': { may: 'aso', ...content, body: { signals: [hash] } },
  'POST /v1/content/match/remote': { may: 'aso', ...content, body: { queries: [{ signals: [hash] }] } },
  'POST /v1/content/match/batch': { may: 'aso', ...content, body: { queries: [{ signals: [hash] }] } },
  // The compared or hashed data is the caller's own, and none of it is stored.
  'POST /v1/content/compare': { may: 'aso', impersonal: true, body: { type: 'md5', a: hash.value, b: hash.value } },
  'POST /v1/content/hash': { may: 'aso', impersonal: true, body: { url: 'http://127.0.0.1/x' } },
  'GET /v1/content/rates': { may: 'asov', impersonal: true },
  'GET /v1/content/index': { may: 'aso', impersonal: true },
  'POST /v1/content/retro': { may: 'o', impersonal: true, body: { bank: 'INVENTED', since: later(-1) } },
  'GET /v1/content/retro/{retro}': { may: 'asov', impersonal: true },
  // Only platforms may call these; content.test.ts tests them.
  'POST /v1/content/uploads': { may: '', impersonal: true, body: { uploadId: 'u1', signals: [hash] } },
  'POST /v1/content/uploads/batch': { may: '', impersonal: true, body: { uploads: [{ uploadId: 'u2' }] } },
  'GET /v1/content/queue': { may: 'asv', ...content },
  'GET /v1/cases/{case}/upload': { may: 'asv', ...content },
  // The case of this table has no media, but the permission is checked first.
  'GET /v1/cases/{case}/media/{level}': { may: 'as', ...content },
  'GET /v1/me/viewing': { may: 'as', impersonal: true },
  'PUT /v1/me/viewing': {
    may: 'as',
    impersonal: true,
    body: { view: 'list', most: 'still', colour: false, sound: false, leftToOthers: [] },
  },
  'GET /v1/me/exposure': { may: 'as', impersonal: true },
  'POST /v1/me/break': { may: 'as', impersonal: true, body: { minutes: 0 } },
  'GET /v1/content/uploads/{upload}': { may: 'asv', ...content },
}
