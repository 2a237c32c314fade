import type { NewCredentialAnswer, NewCredentialOptions, Problem, SignInAnswer } from '@entente/contracts'
import type { Command } from 'commander'
import type { z } from 'zod'
import { askLine, askSecret } from '../command/ask-line.ts'
import { CommandFailure } from '../command/failure.ts'
import { printResult } from '../command/output.ts'

/** Registers `entente enrol`, with which the owner of an account chooses a password and adds an application for codes. */
export function registerEnrol(program: Command): void {
  program
    .command('enrol')
    .description('choose the password of your account with a code, and add an application for codes (TOTP)')
    .argument('<code>', 'the code that you were given, or its first half')
    .argument('[second]', 'the second half, if two people gave you one half each')
    .option('--account <name>', 'the account, if the code has two halves')
    .option('--json', 'print as JSON')
    .action(enrol)
}

async function enrol(
  code: string,
  second: string | undefined,
  options: { account?: string; json?: boolean },
): Promise<void> {
  if (second !== undefined && options.account === undefined)
    throw new CommandFailure('usage', 'A code in two halves needs --account.')
  const node = openNode((process.env.ENTENTE_URL ?? 'http://127.0.0.1:8400').replace(/\/$/, ''))
  const password = await askSecret('New password, 12 characters or more: ')
  if (password !== (await askSecret('Once more: ')))
    throw new CommandFailure('password-differs', 'The two passwords differ.')
  const chosen = second === undefined ? { code, password } : { account: options.account, first: code, second, password }
  const { account } = await node.post<{ account: string }>('/v1/enrol', chosen)
  const { csrf } = await node.post<z.infer<typeof SignInAnswer>>('/v1/session', { account, password })
  node.csrf = csrf
  const { totp } = await node.post<NewCredentialOptions>('/v1/me/credentials/options', undefined)
  process.stderr.write(`Add this secret to an application for codes (TOTP):\n\n  ${totp.secret}\n  ${totp.address}\n\n`)
  const added = await addTotp(node, totp.sealed)
  await node.end()
  const codes = added.recoveryCodes ?? []
  printResult(options.json, { account, recoveryCodes: codes }, () => [
    `${account} is enrolled: sign in with the password and a code.`,
    '',
    'Recovery codes, shown once. Each works once, if the application is lost. Keep them on paper:',
    ...codes.map((each) => `  ${each}`),
  ])
}

/** Asks for the first code of the application, five times at most: the code of the enrolment is used up, so the command must not end at once. */
async function addTotp(node: ReturnType<typeof openNode>, sealed: string) {
  for (let left = 4; ; left -= 1) {
    const code = await askLine('Its code now: ')
    try {
      const body = { kind: 'totp', label: 'command line', sealed, code }
      return await node.post<z.infer<typeof NewCredentialAnswer>>('/v1/me/credentials', body)
    } catch (error) {
      if (!(error instanceof CommandFailure) || error.code !== 'code-wrong' || left === 0) throw error
      process.stderr.write('This code is wrong. Compare the clocks, and type the next one.\n')
    }
  }
}

/** A session of the desk, for the few requests of an enrolment. */
function openNode(url: string) {
  let cookie = ''
  const send = async (method: string, path: string, body: unknown): Promise<Response> => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { ...type, cookie, 'entente-csrf': node.csrf }
    let reply: Response
    try {
      reply = await fetch(url + path, {
        ...{ method, headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch {
      throw new CommandFailure('node-unreachable', `No node answers at ${url}.`)
    }
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie
    if (reply.ok) return reply
    const problem = (await reply.json()) as Problem
    throw new CommandFailure(problem.code, problem.detail ?? problem.title, 1, problem)
  }
  const node = {
    csrf: '',
    post: async <T>(path: string, body: unknown): Promise<T> => (await send('POST', path, body)).json() as Promise<T>,
    end: () => send('DELETE', '/v1/session', undefined),
  }
  return node
}
