import { plural } from '../plural.ts'

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const inWords = (count: number): string => words[count] ?? String(count)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const problems = {
  meta: (code: string, requestId: string, clock: string) =>
    [code, requestId && `request ${requestId}`, clock].filter(Boolean).join(' · '),
  retry: 'Try again',
  faults: 'What to correct',
  /** What a field takes, where the node names only the form that the contract asks for. */
  shape: {
    missing: 'Fill this in.',
    choice: 'Choose one of those on offer.',
    day: 'A day as year-month-day, such as 2027-03-31.',
    number: 'A number.',
    other: 'This does not have the form that the field takes.',
    atLeast: {
      string: (n: number) => (n <= 1 ? 'Fill this in.' : `${n} characters or more.`),
      array: (n: number) => (n <= 1 ? 'Choose at least one.' : `${n} or more.`),
      number: (n: number) => `${n} or more.`,
    },
    atMost: {
      string: (n: number) => plural('en', n, { one: '1 character at most.', other: `${n} characters at most.` }),
      array: (n: number) => `${n} at most.`,
      number: (n: number) => `${n} at most.`,
    },
  },
  kept: 'What you typed is still here.',
  connection: 'The node could not be reached.',
  connectionDetail: 'Nothing was changed. Answers to carriers do not wait for this page.',
  unexpected: 'This page met a state it does not know.',
  unexpectedDetail: (message: string) =>
    `The browser says: ${message}. Reload the page; if it stays, tell your administrator.`,
  auditUnavailable: 'The log cannot be written, so nothing can be read. Messages are still received.',
  refusedTitle: 'You may not open this now',
  refusedCase: 'You may not open this case now',
  refusedCount: (missing: number, all: number) =>
    `${capital(inWords(missing))} of ${inWords(all)} conditions ${plural('en', missing, { one: 'is', other: 'are' })} not met. Nothing of it was read. This request was logged.`,
  condition: 'Condition',
  missing: 'What is missing',
  canDo: 'What you can do',
  met: 'Met',
  changePurpose: 'Change purpose',
  back: 'Back to the queue',
  backHome: 'Back to your first page',
  clauseNames: {
    role: 'Role',
    'purpose-stated': 'Purpose stated',
    'purpose-of-regime': 'Purpose',
    assignment: 'Assignment',
    retention: 'Retention',
    masked: 'Masking',
    minor: 'Minor',
    sensitive: 'Sensitive data',
    'kill-switch': 'Kill switch',
    'break-glass': 'Emergency access',
    agreement: 'Agreement',
  } as Record<string, string>,
  remedies: {
    role: 'Ask an administrator whether your role should allow this.',
    'purpose-stated': 'Choose a purpose at the top of the page.',
    'purpose-of-regime': 'Choose a purpose that this record may be read for.',
    assignment: 'Ask your team lead to give you the case, or the colleague who has it to hand it over.',
    retention: 'The time to keep it has passed. What is left is the proof of deletion.',
    masked: 'Ask for unmasking for a named case; a competent authority must approve it.',
    minor: 'Ask a supervisor.',
    sensitive: 'Such data is not kept.',
    'kill-switch': 'Two people with the right to do so must switch it on again.',
    'break-glass': 'A supervisor can open it in an emergency and must explain it within 72 hours.',
    agreement: 'See the agreement and its end date with your signal officer.',
  } as Record<string, string>,
  remedyUnknown: 'Ask your supervisor.',
  notStated: 'The condition is not met.',
  attributeMissing: 'Something needed to check it is not known.',
}
