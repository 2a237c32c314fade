import { plural } from '../plural.ts'

export const signIn = {
  pageTitle: 'Sign in',
  title: 'Sign in',
  account: 'Name',
  password: 'Password',
  submit: 'Sign in',
  wrong: (left: number | null) =>
    left === null
      ? 'Name or password is not right.'
      : `Name or password is not right. ${plural('en', left, { one: '1 try left', other: `${left} tries left` })}.`,
  locked: (clock: string | null) =>
    clock === null
      ? 'Too many tries. Wait, or ask an administrator.'
      : `Too many tries. Open again at ${clock}, or ask an administrator.`,
  needed: 'Name and password are both needed.',
  logged:
    'What you read here is logged with your name and purpose. You can see your own log; the oversight body sees all of it.',
  whyTitle: 'Why do you look today?',
  whyNote: (name: string, role: string) =>
    `${name}, ${role}. Every read of personal data is logged with the purpose you name.`,
  purposes: 'Purposes of your role',
  start: 'Start',
  startNone: 'Choose a purpose',
  otherPerson: 'Sign in as someone else',
  changeTitle: 'Choose a password of your own',
  changeNote: 'The password you were given works once. The next one is known to you only.',
  current: 'Password you were given',
  next: 'New password',
  nextNote: '12 characters or more.',
  again: 'New password again',
  differs: 'The two do not agree.',
  short: (missing: number) => plural('en', missing, { one: '1 character more.', other: `${missing} characters more.` }),
  change: 'Change password',
  coverTitle: 'Sign in again to go on',
  coverNote: 'This page was not used for a while, so it is covered. What you typed is kept.',
  coverSoon: (seconds: number) => `This page is covered in ${seconds} s.`,
  coverSoonOnce: 'This page is covered in one minute if it is not used.',
  stay: 'Stay',
}
