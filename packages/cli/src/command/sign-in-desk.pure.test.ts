import { expect, test, vi } from 'vitest'
import { CommandFailure } from './failure.ts'
import { signInDesk } from './sign-in-desk.ts'

const refused = (code: string) => () => Promise.reject(new CommandFailure(code, 'refused'))
const node = { url: 'https://node.border.example' }

test('0.1 a command that needs a signature prints the page of the desk, and goes on once it is signed', async () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const waits: number[] = []
  let found = 0
  const act = {
    page: '/signals/7',
    request: refused('signature-needed'),
    read: async () => ++found,
    isDone: (count: number) => count === 3,
  }
  expect(await signInDesk<number>(node, act, async (ms) => waits.push(ms))).toBe(3)
  expect(waits).toHaveLength(3)
  expect(written.mock.calls.join()).toContain('https://node.border.example/signals/7')
  const never = signInDesk<number>(node, { ...act, isDone: () => false }, async () => {})
  await expect(never).rejects.toMatchObject({ code: 'not-signed' })
  written.mockRestore()
})

test('a command that the node accepts, or refuses for another reason, does not wait', async () => {
  const act = { page: '/', read: async () => 1, isDone: () => false }
  expect(await signInDesk(node, { ...act, request: async () => 5 }, refused('waited'))).toBe(5)
  const other = signInDesk(node, { ...act, request: refused('same-person') }, refused('waited'))
  await expect(other).rejects.toMatchObject({ code: 'same-person' })
})
